"""One article of an agency in three papers: one event for each happening, with a proof from each paper."""

import json
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from db import read
from db.engine import reader_engine
from etl.cli import ingest, review
from tests.web_site import rss_of

SIGNED = (
    "Kenya and Ghana signed a trade agreement in Nairobi on Tuesday, ending two years of talks on tariffs."
)
VISITED = "Ghanaian President John Mahama arrived in Nairobi on Monday for a two-day state visit."
UPGRADED = "The two countries raised their relations to a strategic partnership on Tuesday, officials said."
REST = (
    "Trade between the two was worth 140 million dollars last year, most of it in tea, soap and steel.",
    "Economists in Accra said that the figure could double within five years.",
)
FULL = (SIGNED, VISITED, UPGRADED, *REST)
SHORT = (SIGNED, VISITED)
CORRECTED = (
    SIGNED,
    VISITED,
    UPGRADED,
    REST[0].replace("140", "149"),
    REST[1],
    "This story has been corrected to mend the value of trade.",
)
PAPERS = {
    "Daily Nation": ("Kenya, Ghana seal trade pact", "AFP", "2024-03-12T18:00:00+03:00", FULL),
    "Accra Post": ("Mahama's deal in Nairobi", "our reporters and agencies", "2024-03-13T06:00:00Z", SHORT),
    "Straits Mail": (
        "Partners across Africa",
        "Agence France-Presse",
        "2024-03-15T01:00:00+08:00",
        CORRECTED,
    ),
}
AGENCY = "NAIROBI, March 12 (AFP) — "


def body(text: tuple[str, ...], start: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in (start + text[0], *text[1:]))


def as_page(folder: Path, paper: str, start: str) -> list[str]:
    title, author, day, text = PAPERS[paper]
    path = folder / f"{paper}.html"
    address = f"https://{paper.replace(' ', '').lower()}.example/world/1"
    path.write_text(
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:site_name" '
        f'content="{paper}"><meta property="article:published_time" content="{day}"><link rel="canonical" '
        f'href="{address}"></head><body><article><h1>{title}</h1><p class="byline">By {author}</p>'
        f"{body(text, start)}</article></body></html>",
        encoding="utf-8",
    )
    return ["article", str(path)]


def as_feed(folder: Path, paper: str, start: str) -> list[str]:
    title, author, day, text = PAPERS[paper]
    path = folder / f"{paper}.xml"
    address = f"https://{paper.replace(' ', '').lower()}.example/world/1"
    data = rss_of(
        f"<guid>{address}</guid><link>{address}</link><title>{title}</title><author>{author}</author>"
        f"<pubDate>{day}</pubDate><description>{escape(body(text, start))}</description>"
    )
    path.write_bytes(data.replace(b"<title>Wire", f"<title>{paper}".encode()))
    return ["feed", str(path)]


def proofs(store: Engine) -> dict[tuple[str, str], set[str]]:
    """Return the papers that prove each event, by type and day."""
    engine = reader_engine(str(store.url))
    found = read.events(engine, reviews=("proposed", "accepted")).set_index("event_id")
    out: dict[tuple[str, str], set[str]] = {}
    for proof in read.evidence(engine).itertuples():
        event = found.loc[proof.event_id]
        out.setdefault((str(event["type"]), str(event["date"].date())), set()).add(str(proof.publisher))
    assert len(out) == len(found), "two events of one type and day"
    return out


@pytest.mark.parametrize("start", ["", AGENCY], ids=["no dateline", "dateline"])
@pytest.mark.parametrize("as_file", [as_page, as_feed])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_three_papers_prove_each_happening_once(
    tmp_path: Path, url: str, store: Engine, as_file, start, order
):
    papers = [list(PAPERS)[n] for n in order]
    for paper in papers:
        done = CliRunner().invoke(ingest, [*as_file(tmp_path, paper, start), "--db", url])
        assert done.exit_code == 0, done.stderr
    assert proofs(store) == {
        ("agreement_signed", "2024-03-12"): set(PAPERS),
        ("leader_visit", "2024-03-11"): set(PAPERS),
        ("partnership_upgrade", "2024-03-12"): {"Daily Nation", "Straits Mail"},
    }
    asked = json.loads(CliRunner().invoke(review, ["list", "--json", "--db", url]).stdout)
    assert {row["kind"] for row in asked} == {"proposed"}


def test_a_paper_that_corrects_the_day_asks_which_holds(
    tmp_path: Path, url: str, store: Engine, monkeypatch: pytest.MonkeyPatch
):
    title, author, day, text = PAPERS["Straits Mail"]
    corrected = (SIGNED.replace("Tuesday", "Monday"), *text[1:])
    monkeypatch.setitem(PAPERS, "Straits Mail", (title, author, day, corrected))
    for paper in PAPERS:
        CliRunner().invoke(ingest, [*as_feed(tmp_path, paper, AGENCY), "--db", url])
    asked = read.review_items(reader_engine(url))
    (question,) = asked[asked["kind"] == "contradiction"].itertuples()
    assert "Straits Mail of 2024-03-15 says 2024-03-11" in question.message
    assert proofs(store)["agreement_signed", "2024-03-12"] == set(PAPERS)
