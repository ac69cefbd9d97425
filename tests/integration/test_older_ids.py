"""Articles that a store holds under the ids of an earlier version, read again."""

import hashlib
import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.integration.cli_runs import output as run

MET = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Nairobi on 13 March 2024."
SIGNED = " Kenya and Ghana signed an agreement on fisheries in Nairobi on 14 March 2024."
ADDRESS = "https://www.paper.example/news/a?utm_source=x"


def older_id(text: str, url: str, type_: str, actor: str, recipient: str, day: str) -> str:
    """The id that version 0 gave."""
    where = re.sub(r"^https?://(?:www\.)?|[?#].*$|/+$", "", url.strip().casefold())
    where = where or hashlib.sha256(text.encode()).hexdigest()
    raw = "\n".join((where, type_, actor, recipient, day))
    return "article-" + hashlib.sha256(raw.encode()).hexdigest()[:20]


@pytest.fixture
def db(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.sqlite"


def read(db: str, folder: Path, text: str, url: str, *options: str) -> str:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    named = ("--url", url) if url else ()
    return run("ingest", "article", str(path), "--published", "2024-03-15", "--db", db, *named, *options)


def make_older(db: str, text: str, url: str) -> None:
    """Put a store back to the ids of the earlier version."""
    with sqlite3.connect(db.removeprefix("sqlite:///")) as connection:
        for key, draft in connection.execute("SELECT source_event_id, draft FROM source_record").fetchall():
            told = json.loads(draft)
            old = older_id(text, url, told["type"], told["actor"], told["recipient"], told["date"])
            changed = json.dumps({**told, "source_event_id": old})
            connection.execute(
                "UPDATE source_record SET source_event_id = ?, draft = ?, fingerprint = 'x' "
                "WHERE source_event_id = ?",
                (old, changed, key),
            )
            connection.execute("UPDATE event SET source_event_id = ? WHERE source_event_id = ?", (old, key))
    connection.close()


def events(db: str) -> list[tuple[str, str, int]]:
    rows = json.loads(run("events", "GHA", "KEN", "--status", "all", "--format", "json", "--db", db))
    return sorted((row["type"], row["review"], row["n_evidence"]) for row in rows)


@pytest.mark.parametrize("url", [ADDRESS, ""], ids=["address", "text"])
@pytest.mark.parametrize("options", [(), ("--accept",)], ids=["proposed", "accepted"])
def test_an_article_of_an_older_store_proves_its_events_once(db, tmp_path, url, options):
    read(db, tmp_path, MET + SIGNED, url, *options)
    before = events(db)
    assert [n for *_, n in before] == [1, 1]
    make_older(db, MET + SIGNED, url)
    read(db, tmp_path, MET + SIGNED, url)
    assert events(db) == before
    read(db, tmp_path, MET + SIGNED, url)
    assert events(db) == before


def test_what_the_article_no_longer_says_is_asked_about(db, tmp_path):
    read(db, tmp_path, MET + SIGNED, ADDRESS, "--accept")
    make_older(db, MET + SIGNED, ADDRESS)
    read(db, tmp_path, MET, "http://paper.example/news/a")
    [item] = json.loads(run("review", "list", "--json", "--db", db))
    assert (item["kind"], item["type"]) == ("withdrawn", "agreement_signed")


def test_an_article_that_was_read_under_both_ids_proves_its_event_once_again(db, tmp_path, monkeypatch):
    read(db, tmp_path, MET, ADDRESS)
    make_older(db, MET, ADDRESS)
    with monkeypatch.context() as earlier:
        earlier.setattr("etl.joining.older_ids._LENGTH", 19)
        read(db, tmp_path, MET, ADDRESS)
    assert [n for *_, n in events(db)] == [2]
    read(db, tmp_path, MET, ADDRESS)
    assert [n for *_, n in events(db)] == [1]
