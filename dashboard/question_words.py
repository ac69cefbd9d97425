"""What the page says of a question that waits: what it asks, and the words that prove each side."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data
from dashboard.locales import day, span
from dashboard.wording import host_of, link, pair, safe_url, type_label

_DATE = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_SIDES = re.compile(r"(?P<who>.+?) says (?P<other>.+), the event (?P<here>.+?)(?: \((?P<backer>[^()]+)\))?")
_CORRECTED = re.compile(r"(?P<who>.+?) corrected its article: .+")
"""How `etl.joining.merge` words a contradiction, for the command line too."""


def head(row: Any) -> str:
    """Return what a question is about as HTML: its event or act, then pair, day, kind and load."""
    draft = draft_of(row)
    dyad = row.dyad or "-".join(sorted(filter(None, (draft.get("actor"), draft.get("recipient")))))
    kind = row.type or draft.get("type")
    every, _ = data.all_events()
    events: Any = every[every["event_id"] == row.event_id].to_dict("records") if pd.notna(row.date) else []
    facts = (
        pair(dyad, data.language()) if "-" in dyad else "",
        days(events[0]) if events else "",
        type_label(kind) if kind else "",
        f"load {row.load_id} of {source_title(row.source_id)}",
    )
    title = row.title or draft.get("title") or "Words without a date"
    about = "; ".join(filter(None, facts))
    return f"<strong>{escape(title)}</strong><br>{escape(about)}<br>{escape(asked(row))}"


def days(side: Any) -> str:
    """Return the days of an event or a draft as precisely as they are known, to the last one."""
    end = side.get("date_end")
    last = None if not end or pd.isna(end) else pd.Timestamp(end)
    precision = str(side.get("date_precision") or "day")
    return span(pd.Timestamp(side["date"]), last, precision, tag=st.context.locale)


def asked(row: Any) -> str:
    """Return the question in the words of a page, days as the reader writes them."""
    if row.kind == "undated":
        if draft_of(row).get("type"):
            return "Its words do not settle the day. When was it?"
        return str(row.message)
    if row.kind == "contradiction" and (sides := _SIDES.fullmatch(row.message)):
        backer = f", as {source_title(sides['backer'])} says" if sides["backer"] else ""
        said = f"{source_title(sides['who'])} says {sides['other']}; the event {sides['here']}{backer}."
        return _DATE.sub(_day_as_read, said)
    if is_correction(row):
        return _DATE.sub(_day_as_read, f"{row.message}.")
    return str(row.message)


def is_correction(row: Any) -> bool:
    """Return whether a contradiction is of an article with itself, since it was corrected."""
    return row.kind == "contradiction" and _CORRECTED.fullmatch(row.message) is not None


def other_side(row: Any) -> str:
    """Return who tells the other side of a contradiction, "the other source" where that is not known."""
    sides = _SIDES.fullmatch(row.message) or _CORRECTED.fullmatch(row.message)
    return _DATE.sub(_day_as_read, source_title(sides["who"])) if sides else "the other source"


def draft_of(row: Any) -> Mapping[str, Any]:
    """Return the other side of a question, or the act that has no day; empty if neither is known."""
    return row.draft if isinstance(row.draft, dict) else {}


def source_title(source_id: str) -> str:
    """Return the title of a source, else its id."""
    sources = data.sources()
    found = sources.loc[sources["source_id"] == source_id, "title"]
    return str(found.iloc[0]) if len(found) else source_id


def show_proofs(row: Any) -> None:
    """Show the exact words of each side with who published them, where and when."""
    draft = draft_of(row)
    theirs = list(draft.get("evidence") or ())
    if not theirs and draft.get("raw"):
        theirs = [{"quote": draft["raw"]}]
    side = "The correction" if is_correction(row) else "The other source"
    sides = [(side if row.kind == "contradiction" else "The words", theirs)]
    if pd.notna(row.event_id):
        told = {_who_says_what(one) for one in theirs}
        found = data.evidence((int(row.event_id),)).to_dict("records")
        others = [one for one in found if _who_says_what(one) not in told]
        sides = _by_day_given(row, others, sides[0])
    if row.kind == "ambiguous":
        sides = [*_rivals(draft.get("rivals", ())), *sides]
    shown = "".join(f"<dt>{escape(side)}</dt><dd>{_proofs(proofs)}</dd>" for side, proofs in sides if proofs)
    if shown:
        st.html(f'<dl class="bil">{shown}</dl>')


def _who_says_what(proof: Mapping[Any, Any]) -> tuple[str, ...]:
    return tuple(str(proof.get(name) or "") for name in ("publisher", "url", "quote"))


def _by_day_given(
    row: Any, found: Iterable[Mapping[Any, Any]], other: tuple[str, list[Any]]
) -> list[tuple[str, Any]]:
    """Return the sides of a question: who contradicts the event as well does not speak for it."""
    given = data.other_days(int(row.event_id)) if row.kind == "contradiction" else {}
    draft = draft_of(row)
    theirs = (draft.get("date"), draft.get("date_end") or "", draft.get("date_precision") or "day")
    ours, along, rest = [], [], []
    for proof in found:
        says = given.get((proof["source_id"], proof["load_id"], proof["url"], proof["quote"]))
        if says is None:
            ours.append(proof)
        elif says == theirs:
            along.append(proof)
        else:
            side = dict(zip(("date", "date_end", "date_precision"), says, strict=True))
            rest.append((f"Another source, {days(side)}", [proof]))
    return [("The event", ours), (other[0], [*other[1], *along]), *rest]


def _rivals(event_ids: Iterable[int]) -> list[tuple[str, Any]]:
    """Return the events that a row may tell of, each by number and day, with its proofs."""
    events, _ = data.all_events()
    found: Any = events[events["event_id"].isin(list(event_ids))].to_dict("records")
    return [
        (
            f"Event {row['event_id']}, {days(row)}",
            data.evidence((int(row["event_id"]),)).to_dict("records"),
        )
        for row in found
    ]


def _proofs(proofs: Iterable[Mapping[str, Any]]) -> str:
    return "<br>".join(map(_proof, proofs))


def _proof(proof: Mapping[str, Any]) -> str:
    url, publisher, when = (proof.get(name) or "" for name in ("url", "publisher", "published_on"))
    site = link(url, host_of(url)) if safe_url(url) else escape(url)
    published = escape(day(pd.Timestamp(when), tag=st.context.locale)) if when and pd.notna(when) else ""
    where = ", ".join(filter(None, (escape(publisher) if publisher != host_of(url) else "", site, published)))
    quote = f"<q>{escape(proof['quote'])}</q>" if proof.get("quote") else ""
    return " ".join(filter(None, (quote, where or "(no publisher and no address is known)")))


def _day_as_read(found: re.Match[str]) -> str:
    try:
        first = date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return found[0]
    return day(first, "day" if found[3] else "month", tag=st.context.locale)
