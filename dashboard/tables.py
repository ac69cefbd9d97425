"""Tables of events with their proofs, and lists in HTML that screen readers and phones can read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import streamlit as st

from dashboard import data, grids
from dashboard.charts.milestone_marks import points
from dashboard.charts.theme import PALETTES
from dashboard.components import viewport
from dashboard.exports.cells import csv_text
from dashboard.exports.csv_file import BOM
from dashboard.locales import day
from dashboard.wording import (
    country,
    host_of,
    iso_day,
    iso_days,
    link,
    number,
    plain,
    safe_url,
    topic_labels,
    type_label,
)
from db.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from dashboard.measures.breaks import Break
    from dashboard.views import DyadView

SIDES = {1: "Cooperation", -1: "Friction"}


def line_colour() -> str:
    """Return the colour of spark lines: one that can be seen on the ground of the theme."""
    return PALETTES["dark" if st.context.theme.type == "dark" else "light"].cooperation


def spark(values: Iterable[float]) -> list[float | None]:
    """Return a spark line in whole points: the grid tells each under the pointer, and not in the locale."""
    return [None if pd.isna(one) else round(one) for one in values]


def last_events(overview: pd.DataFrame) -> list[str]:
    """Return the last event of each pair of an overview in a line: day, as precise as recorded, and title.

    The day is an ISO date, for `grids.show_wrapped` to say in words.
    """
    return [
        "" if pd.isna(when) else f"{iso_day(when, precision)}: {title}"
        for when, precision, title in zip(
            overview["last_event_date"],
            overview["last_event_precision"],
            overview["last_event_title"],
            strict=True,
        )
    ]


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof that is shown beside an event.

    Attributes:
        url: Its address; None where it is none of the web.
        words: Who published it and when, as far as known.
    """

    url: str | None
    words: str

    @property
    def html(self) -> str:
        """A link to its address, named by its site; without one its words."""
        return link(self.url) if self.url else escape(self.words)


def first_proofs(event_ids: Iterable[int]) -> dict[int, Proof]:
    """Return for each event that has one the first proof of `db.read.evidence`."""
    ids = tuple(int(one) for one in event_ids)
    if not ids:
        return {}
    rows: Any = data.evidence(ids).drop_duplicates("event_id").itertuples(index=False)
    return {int(row.event_id): Proof(safe_url(row.url), _published(row)) for row in rows}


def _published(row: Any) -> str:
    when = day(row.published_on, tag=st.context.locale) if pd.notna(row.published_on) else ""
    return ", ".join(filter(None, (row.publisher or row.url or row.source_title, when)))


def proof_html(proofs: Mapping[int, Proof], event_id: int) -> str:
    """Return the proof of an event for a list in HTML; "" where none is recorded."""
    found = proofs.get(int(event_id))
    return found.html if found else ""


def direction(actor: str, recipient: str, event_type: str) -> str:
    """Return who acts on whom: `Japan → China`, or `Japan – China` where the act is mutual."""
    language = data.language()
    sign = "–" if EVENT_TYPES[event_type].is_mutual else "→"
    return f"{country(actor, language)} {sign} {country(recipient, language)}"


def event_rows(events: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of events as tables show them: words instead of codes, a link to the first proof.

    Where the first proof of an event has no address, `published_by` says who published it and when; there is
    no such column otherwise.
    """
    found = first_proofs(events["event_id"])
    proofs = [found.get(int(one)) for one in events["event_id"]]
    unlinked = ["" if proof is None or proof.url else proof.words for proof in proofs]
    return pd.DataFrame(
        {
            "date": iso_days(events),
            "title": events["title"].astype("str"),
            "proof": [proof.url if proof else None for proof in proofs],
            **({"published_by": unlinked} if any(unlinked) else {}),
            "type": [type_label(one) for one in events["type"]],
            "side": [SIDES[EVENT_TYPES[one].sign] for one in events["type"]],
            "who": [
                direction(a, b, t)
                for a, b, t in zip(events["actor"], events["recipient"], events["type"], strict=True)
            ],
            "topics": [topic_labels(one) for one in events["topics"]],
            "confidence": [str(one).capitalize() for one in events["confidence"]],
        },
        index=events.index,
    )


COLUMNS: Mapping[str, Any] = {
    "title": st.column_config.TextColumn("Event", width="large"),
    "proof": st.column_config.LinkColumn(
        "Proof", display_text=r"https?://(?:www\.)?([^/:?#]+)", width="medium", help="Opens the source."
    ),
    "published_by": st.column_config.TextColumn(
        "Published by", width="medium", help="Of a proof without an address."
    ),
    "type": st.column_config.TextColumn("Kind"),
    "side": st.column_config.TextColumn("Counts as"),
    "who": st.column_config.TextColumn("Who acts on whom"),
    "topics": st.column_config.TextColumn("Topics"),
    "confidence": st.column_config.TextColumn("Confidence", help="How well the event is attested."),
    "points": st.column_config.NumberColumn("Points", format="localized", step=0.01),
    "points_at_end": st.column_config.NumberColumn("Points at the end", format="localized", step=0.01),
    "age_days": st.column_config.NumberColumn("Days ago", format="localized"),
    "weight": st.column_config.TextColumn("Score × level", help="What the act counts on its own day."),
    "half_life": st.column_config.NumberColumn("Half-life, days", format="localized"),
    "counted_with": st.column_config.TextColumn("Counted with"),
    "pair": st.column_config.TextColumn("Pair"),
}
"""How columns are shown, by name; what stands in the one of dates must be known first."""

PAPER = (
    "date",
    "points",
    "points_at_end",
    "title",
    "type",
    "who",
    "topics",
    "weight",
    "age_days",
    "state",
    "published_by",
)
"""The columns that fit on paper."""


def show_events(
    frame: pd.DataFrame,
    *,
    key: str,
    alt: str,
    height: int | Literal["auto"] = "auto",
    columns: Mapping[str, Any] = MappingProxyType({}),
    **more: Any,
) -> Any:
    """Show a table made of `event_rows` and further columns of `COLUMNS`; `columns` go before these."""
    date = grids.day_column(
        "Date",
        frame["date"],
        help="As precise as it is recorded.",
        # On a phone what happened must be read beside it.
        width=112 if viewport.is_narrow() else 150,
        pinned=True,
    )
    config = {"date": date, **COLUMNS, **columns}
    return grids.show(
        frame,
        key=key,
        alt=alt,
        height=height,
        column_config={name: config[name] for name in frame.columns if name in config},
        paper=PAPER,
        **more,
    )


def milestone_key(milestones: pd.DataFrame) -> None:
    """Show the key of the numbers on the curve: number, date, title, points added, proof."""
    if milestones.empty:
        return
    tag = st.context.locale
    proofs = first_proofs(milestones["event_id"])
    items = []
    row: Any
    for row in milestones.assign(points=points(milestones)).itertuples(index=False):
        side = "plus" if row.sign > 0 else "minus"
        is_new_title = row.reason == "title" and isinstance(row.tier, str) and row.tier
        tier = f" <em>{escape(row.tier)}</em>" if is_new_title and row.tier not in row.title else ""
        proof = proof_html(proofs, row.event_id)
        items.append(
            f'<li class="{side}"><span class="number">{number(row.number, tag=tag)}</span><span>'
            f"<time>{day(row.date, row.date_precision, tag=tag)}</time> {escape(row.title)}{tier} "
            f"<span>({number(row.points, 1, sign=True, tag=tag)})</span> {proof}</span></li>"
        )
    st.html(f'<ol class="bil bil-key">{"".join(items)}</ol>')


def key_figures(items: Iterable[tuple[str, str, str, bool]]) -> None:
    """Show figures in a row: (label, value, small words under it, is wide)."""
    parts = [
        f'<div class="{"wide" if is_wide else ""}"><dt>{escape(label)}</dt><dd>{escape(value)}'
        f"{f'<small>{escape(under)}</small>' if under else ''}</dd></div>"
        for label, value, under, is_wide in items
    ]
    st.html(f'<dl class="bil bil-figures">{"".join(parts)}</dl>')


def html_table(heads: Iterable[tuple[str, bool]], rows: Iterable[Iterable[str]], *, caption: str) -> None:
    """Show a small table as HTML; cells are HTML already; a head says whether its column holds numbers."""
    columns = list(heads)
    head = "".join(
        f'<th scope="col"{" class=number" if is_number else ""}>{escape(label)}</th>'
        for label, is_number in columns
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=number' if is_number else ''}>{cell}</td>"
            for cell, (_, is_number) in zip(cells, columns, strict=True)
        )
        + "</tr>"
        for cells in rows
    )
    st.html(
        f'<div class="bil bil-table-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="bil-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


BADGES: Mapping[str | None, str] = {
    "eased": "Eased",
    "strained": "Strained",
    "steady": "Steady",
    None: "Too few months covered",
}


def dyad_figures(view: "DyadView") -> None:
    """Show the key figures of a pair, with the day as of which they hold."""
    tag = st.context.locale
    now = view.figures
    items: list[tuple[str, str, str, bool]] = []
    if now.as_of is not None and not pd.isna(now.net):
        change = ""
        if now.net_change_12m is not None:
            until = now.change_to if now.has_older_change else None
            span = f"the 12 months to {day(until, tag=tag)}" if until else "12 months"
            change = f"{number(now.net_change_12m, sign=True, tag=tag)} in {span}"
        items += [
            ("Net, −100 to +100", number(now.net, sign=True, tag=tag), change, False),
            (
                "Trend",
                BADGES[now.badge],
                "net moved by 10 or more"
                if now.badge in ("eased", "strained")
                else ""
                if now.is_covered
                else "no source vouches for a full year",
                False,
            ),
            (
                "Cooperation, friction",
                f"{number(now.cooperation, 1, tag=tag)} | {number(now.friction, 1, tag=tag)}",
                "points in force",
                False,
            ),
            ("Activity, 0 to 100", number(now.level, tag=tag), "not for ranking pairs", False),
        ]
    n_12 = f"{number(now.n_events_12m, tag=tag)} in the last 12 months covered"
    if now.is_cut and now.as_of is not None:
        n_12 = f"to {day(now.as_of, tag=tag)}, {number(now.n_events_12m, tag=tag)} in 12 months"
    elif not now.is_covered:
        n_12 = "no source vouches for a full span"
    n_shown = int(view.is_in_window.sum())
    of_period = f"{number(n_shown, tag=tag)} of the period shown; " if n_shown < now.n_events else ""
    items.append(("Events", number(now.n_events, tag=tag), of_period + n_12, False))
    if now.title is not None:
        since = day(now.title.since, now.title.precision, tag=tag)
        items.append(("Title of partnership", now.title.tier, f"since {since}", True))
    if now.last_event is not None:
        last = now.last_event
        items.append(("Last event", last.title, day(last.day, last.precision, tag=tag), True))
    if now.next_event is not None:
        ahead = now.next_event
        items.append(("Next, scheduled", ahead.title, day(ahead.day, ahead.precision, tag=tag), True))
    key_figures(items)
    if now.as_of is not None:
        what = (
            "the last day shown"
            if now.is_cut
            else "the last covered day"
            if now.is_covered
            else "the last recorded event; no source vouches for a full span"
        )
        latest = "as of then" if now.is_cut else "the latest recorded"
        st.caption(f"Figures as of {day(now.as_of)}, {what}. Title and last event: {latest}.")


def ladder(frame: pd.DataFrame, proofs: Mapping[int, Proof]) -> None:
    """Show the titles of partnership in their exact words, newest first."""
    tag = st.context.locale
    kinds = {"established": "Established", "raised": "Raised", "lowered": "Lowered"}
    rows = []
    row: Any
    for row in frame[::-1].itertuples(index=False):
        until = "still in force" if pd.isna(row.date_until) else day(row.date_until, tag=tag)
        rows.append(
            (
                escape(row.tier),
                escape(day(row.date_from, row.date_precision, tag=tag)),
                escape(until),
                escape(kinds.get(row.kind, row.kind)),
                proof_html(proofs, row.event_id),
            )
        )
    heads = [(name, False) for name in ("Title, in its exact words", "From", "Until", "Step", "Proof")]
    html_table(heads, rows, caption="Titles of partnership")


def proofs_of(event_id: int, title: str) -> None:
    """Show every proof of one event: site, day, the exact words."""
    tag = st.context.locale
    found = data.evidence((event_id,))
    if title:
        st.markdown(f"**{plain(title)}**")
    if found.empty:
        st.markdown("No proof is recorded.")
        return
    items = []
    others = data.other_days(event_id)
    row: Any
    for row in found.itertuples(index=False):
        given = others.get((row.source_id, row.load_id, row.url, row.quote))
        says = f"<br>It gives another date: {escape(_days_given(*given, tag))}" if given else ""
        when = escape(day(row.published_on, tag=tag)) if pd.notna(row.published_on) else ""
        shown = row.publisher or (host_of(row.url) if safe_url(row.url) else row.url)
        where = link(row.url, shown) or escape(shown)
        quote = f"<br><q>{escape(row.quote)}</q>" if row.quote else ""
        items.append(
            f"<li>{', '.join(filter(None, (where, when))) or 'no publisher and no address is known'} "
            f"<span>(in {escape(row.source_title)}, load {row.load_id})</span>{quote}{says}</li>"
        )
    st.html(f'<ul class="bil bil-facts">{"".join(items)}</ul>')


def _days_given(first: str, last: str, precision: str, tag: str | None) -> str:
    known = day(pd.Timestamp(first), precision, tag=tag)
    return f"{known} to {day(pd.Timestamp(last), tag=tag)}" if last and precision == "day" else known


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV that spreadsheets read: UTF-8 with BOM, no cell taken for a formula."""
    return (BOM + csv_text(frame, ())).encode()


def breaks(found: "Sequence[Break]") -> None:
    """Show the breaks that are marked on the curve: month, size, and the events around each."""
    tag = st.context.locale
    marked = [one for one in found if one.is_marked]
    if not marked:
        st.markdown("No break of 10 points of net or more is found in the covered months.")
        return
    proofs = first_proofs([int(event) for one in marked for event in one.events["event_id"]])
    rows = []
    for one in marked[::-1]:
        around = _events_around(one, proofs)
        early = "<br>stocks still building up: read with care" if one.is_building_up else ""
        rows.append(
            (
                f"{escape(day(one.date, 'month', tag=tag))}{early}",
                number(one.shown_size, sign=True, tag=tag),
                " to ".join(number(net, sign=True, tag=tag) for net in (one.net_before, one.net_after)),
                f'<ul class="bil-facts">{around}</ul>' if around else "none recorded within 45 days",
            )
        )
    heads = [("From", False), ("Size", True), ("Mean net", False), ("Events around it", False)]
    html_table(heads, rows, caption="Breaks of net")


def _events_around(found: "Break", proofs: Mapping[int, Proof]) -> str:
    """Return the items of the list of events around a break, as HTML."""
    tag = st.context.locale
    items = []
    row: Any
    for row in found.events.itertuples(index=False):
        when = escape(day(row.date, row.date_precision, tag=tag))
        items.append(f"<li>{when}: {escape(row.title)} {proof_html(proofs, row.event_id)}</li>")
    return "".join(items)
