"""From files and addresses to loads of articles: fetch, read, extract, load. Knows no terminal."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from db import lookup
from db.errors import InputError
from etl import pipeline
from etl.coding.identity import act_id
from etl.contract import EventDraft, Parsed, RawFile
from etl.fetch import Fetcher
from etl.joining.older_ids import OlderIds
from etl.reports import LoadReport
from etl.sources.article import MAX_BYTES, ORIGIN, TOO_LONG, raw_text, read_article
from etl.web.article_page import Article

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/|$)", re.IGNORECASE)
_OF_FILES = frozenset(
    (".txt", ".text", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".md", ".pdf", ".docx")
)
"""How names of files end that are no hosts."""


def is_address(name: str) -> bool:
    """True if `name` is an address to fetch, not a file."""
    return name.casefold().startswith(("http://", "https://"))


def read_input(name: str, fetcher: Fetcher, *, stdin: bytes | None = None) -> RawFile:
    """Return the bytes of a file, an address, or standard input ("-").

    Raises:
        InputError: There is no such file, it is too big, or the address may not be asked.
        NetworkError: The address does not answer.
    """
    if name == "-":
        return raw_text("standard input", stdin or b"")
    if is_address(name):
        return fetcher.fetch(name).as_raw()
    if "://" in name or name.casefold().startswith("file:"):
        raise InputError(
            f"only http and https addresses are read, not {name}",
            "give an address that begins with https://, or the plain name of a file",
        )
    return _read_file(Path(name))


def _read_file(path: Path) -> RawFile:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder, not a file", "name the files in it")
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"{path} has {path.stat().st_size:,} bytes; an article or a feed has at most {MAX_BYTES:,}",
                TOO_LONG,
            )
        return raw_text(path.name, path.read_bytes())
    except FileNotFoundError as error:
        hint = "check its name and folder"
        is_file = "/" not in str(path) and path.suffix.casefold() in _OF_FILES
        if _HOST.match(str(path)) and not is_file:
            hint += f"; if it is an address, write https:// in front of it: https://{path}"
        raise InputError(f"there is no file {path}", hint) from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "check its permissions") from error


def load_article(
    engine: Engine, raw: RawFile, article: Article, parsed: Parsed, *, today: date, is_whole: bool = True
) -> LoadReport:
    """Load the acts of one article; its bytes are kept beside the store.

    What was loaded as accepted stays so when the same article comes again as a proposal.

    Args:
        engine: Of the store.
        raw: As it came.
        article: As read.
        parsed: Its acts.
        today: The present day.
        is_whole: All that the article tells was looked for, so what it told before and tells no more is
            taken back.
    """
    kept = replace(parsed, drafts=keep_accepted(engine, parsed.drafts))
    says = frozenset(said_by(article, parsed)) if is_whole else frozenset()
    return pipeline.load_drafts(
        engine, ORIGIN, [raw], kept, today=today, merges_own=True, says=says if says else None
    )


def said_by(article: Article, parsed: Parsed) -> list[str]:
    """Return the ids of all that an article tells, loaded or not; none if it was not read."""
    if any(issue.reason == "not_english" for issue in parsed.issues):
        return []
    says = [draft.source_event_id for draft in parsed.drafts]
    says += [str(issue.draft["source_event_id"]) for issue in parsed.issues if issue.draft]
    # An article that tells nothing any more is named by an act that it cannot tell.
    return [*says, act_id(article.key, "", "", "", None)]


def keep_accepted(engine: Engine, drafts: Sequence[EventDraft]) -> tuple[EventDraft, ...]:
    """Return drafts, those that stand in the store word for word as accepted being accepted too."""
    with engine.connect() as connection:
        known = lookup.newest_records(connection, ORIGIN.id, [draft.source_event_id for draft in drafts])
        older = list(OlderIds(connection).matches(drafts))
    accepted = {
        key for key, (*_, data) in known.items() if data and data.get("review", "accepted") == "accepted"
    }
    accepted |= {key for key, (*_, draft) in older if draft.review == "accepted" and key not in known}
    return tuple(
        replace(draft, review="accepted") if draft.source_event_id in accepted else draft for draft in drafts
    )


def read_articles(
    names: Sequence[str],
    fetcher: Fetcher,
    *,
    published: date | None,
    publisher: str,
    url: str,
    stdin: bytes | None = None,
) -> list[tuple[RawFile, Article]]:
    """Return the articles of files and addresses, in order."""
    out = []
    for name in names:
        raw = read_input(name, fetcher, stdin=stdin)
        out.append((raw, read_article(raw, published=published, publisher=publisher, url=url)))
    return out
