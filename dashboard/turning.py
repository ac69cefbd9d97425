"""Turning points of a pair: when net moved to another level, over what, and where on the curve that is."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from dashboard import address, tables
from dashboard.components import scroll
from dashboard.locales import day
from dashboard.measures.sentences import topics_text
from dashboard.measures.turns import Turn, Turns
from dashboard.wording import number

YEARS_BEFORE = 2
"""Years of the curve shown before a turn; all that follows stays, so that the figures are still as of now."""

_ASKED, _N_ASKED = "turning.is-asked", "turning.n-asked"


def show(found: Turns, as_of: date | None, chart: str) -> None:
    """Show the largest turns of a pair, newest first.

    Args:
        found: Of `data.turns_of`.
        as_of: The last day of which net is known and shown.
        chart: Key of the chart whose curve has the turns.
    """
    if found.since is None:
        return
    begin = day(found.since, "month")
    st.header("Turning points", anchor="turns")
    if as_of is None or found.since > as_of:
        st.markdown(
            f"None can be told yet: the years before {begin} are those in which stocks were building up, and "
            "the half year after."
        )
        return
    if not found.shown:
        st.markdown(f"No move of net by 10 or more to another level is found since {begin}.")
        return
    largest = "moves" if len(found.shown) == len(found.found) else "largest moves"
    st.markdown(
        f"The {largest} of net to another level since {begin} that lasted half a year or longer; the newest "
        "months can hold none yet. What stands beside a turn happened at the time and need not be its cause."
    )
    proofs = tables.first_proofs([int(event) for one in found.shown for event in one.events["event_id"]])
    with st.grid(2, min_column_width=300, gap="medium"):
        for turn in found.shown:
            with st.container(border=True, key=f"turn-{turn.first:%Y-%m}"):
                st.html(_card(turn, proofs, st.context.locale))
                st.button(
                    "Show on the curve",
                    key=f"w-turn-{turn.first:%Y-%m}",
                    type="tertiary",
                    icon=":material/show_chart:",
                    on_click=partial(_show_on_curve, turn.first),
                )
    if st.session_state.pop(_ASKED, False):
        scroll.to(chart, str(st.session_state[_N_ASKED]))


def _show_on_curve(first: date) -> None:
    """Mark the breaks and begin the curve some years before the turn."""
    address.change(breaks=True, since=date(first.year - YEARS_BEFORE, 1, 1))
    st.session_state[_ASKED] = True
    st.session_state[_N_ASKED] = st.session_state.get(_N_ASKED, 0) + 1


def _card(turn: Turn, proofs: Mapping[int, tables.Proof], tag: str | None) -> str:
    """Return one turn as HTML: when, how far, over what, through which events."""
    months = [day(one, "month") for one in dict.fromkeys((turn.first, turn.last))]
    before, after = (number(net, sign=True) for net in (turn.net_before, turn.net_after))
    said = (
        f"<strong>{escape(' to '.join(months))}: net {'rose' if turn.is_rise else 'fell'} by "
        f"{number(abs(turn.shown_size))}</strong>, from {before} to {after}."
    )
    side = "cooperation" if turn.is_rise else "friction"
    if turn.events.empty:
        said += f" No {side} is recorded around it; net also moves as earlier events fade."
    elif turn.topics:
        said += f" {'Steps on' if turn.is_rise else 'Over'} {escape(topics_text(turn.topics))}."
    rows: Any = turn.events.itertuples(index=False)
    items = [
        f"<li><time>{escape(day(row.date, row.date_precision, tag=tag))}</time>: {escape(row.title)} "
        f"{tables.proof_html(proofs, row.event_id)}</li>"
        for row in rows
    ]
    return (
        f'<div class="bil">{said}'
        + (f'<ul class="bil-facts">{"".join(items)}</ul>' if items else "")
        + "</div>"
    )
