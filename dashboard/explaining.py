"""What makes a value: a click on the curve, or a span dragged over it, opens into the events behind it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import address, tables
from dashboard.locales import brief, day, day_field
from dashboard.measures.contributions import explain, explain_range
from dashboard.measures.intensity import DEFAULT_METHOD, METHODS
from dashboard.wording import digits_that_add, number
from db.counting import counted

if TYPE_CHECKING:
    from dashboard.views import DyadView

_CONTROL = "w-opened"
_TINY = 0.005
"""Points below which an old event is told only in the sum."""


def take_pick(first: str, last: str) -> None:
    """Take up the day that the reader clicked on, or the span that they dragged over."""
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return
    address.change_in_fragment(opened=(min(days), max(days)))


def panel(view: "DyadView") -> None:
    """Show which events make the value of the opened day, or lie in the opened span."""
    opened = address.selection().opened
    if opened is not None:
        st.subheader("What makes the value", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="explain-controls"):
        if opened is None:
            st.markdown(
                "**What makes a value?** Click on the curve, drag over a span, or name a day:",
                width="content",
            )
        _day_control(opened)
        if opened is not None:
            st.button("Close", key="w-close", icon=":material/close:", on_click=_close)
    if opened is None:
        return
    if view.selection.method != DEFAULT_METHOD:
        _events_of_period(view, *opened)
    elif opened[0] == opened[1]:
        _one_day(view, opened[0])
    else:
        _span(view, *opened)


def _day_control(opened: tuple[date, date] | None) -> None:
    st.session_state[_CONTROL] = opened[1] if opened else None

    def take() -> None:
        chosen = st.session_state[_CONTROL]
        address.change_in_fragment(opened=(chosen, chosen) if chosen else None)

    st.date_input(
        "Day to explain",
        value=None,
        min_value=date(1900, 1, 1),
        max_value=date(2100, 12, 31),
        format=day_field(st.context.locale),
        key=_CONTROL,
        on_change=take,
        width=180,
        label_visibility="collapsed",
    )


def _close() -> None:
    address.change_in_fragment(opened=None)


def _one_day(view: "DyadView", when: date) -> None:
    told = explain(view.record, view.selection.weights, when, weighed=view.weighed)
    if told.empty:
        st.markdown(f"No event is recorded up to {day(when)}.")
        return
    frame = view.daily.frame
    row = frame[frame["period_start"] == pd.Timestamp(when)]
    cooperation = float(told.loc[told["sign"] > 0, "points"].sum())
    friction = float(told.loc[told["sign"] < 0, "points"].sum())
    balance = cooperation - friction
    digits = digits_that_add((cooperation, -friction), balance)
    words = (
        f"**{day(when)}**: cooperation **{number(cooperation, digits)}** less friction "
        f"**{number(friction, digits)}** gives a balance of "
        f"**{number(balance, digits, sign=True)}** points."
    )
    status = str(row["status"].iloc[0]) if len(row) else ""
    if status == "partial_records":
        words += " Records of that day are not systematic."
    elif status == "not_covered":
        words += " No source covers that day, so the curve is not drawn there."
    elif not status:
        words += " The curve is not drawn there: it lies outside the period shown or after the last record."
    st.markdown(words)
    shown = told[(told["points"] >= _TINY) | told["folded_into"].notna()]
    rest = told.drop(shown.index)
    _table(view, shown, key="explained-day")
    if len(rest):
        st.caption(
            f"{counted(len(rest), 'older event')} {'adds' if len(rest) == 1 else 'add'} less than "
            f"{number(_TINY, 3)} points{'' if len(rest) == 1 else ' each'}, "
            f"{number(float(rest['points'].sum()), 3)} together; the sums above hold them."
        )
    _say_stand_ins(shown)
    if shown["folded_into"].notna().any():
        st.caption(
            "Events counted with another are parts of one visit or round of talks: the largest stands "
            "for all."
        )


def _span(view: "DyadView", first: date, last: date) -> None:
    told = explain_range(view.record, view.selection.weights, first, last, weighed=view.weighed)
    if told.empty:
        st.markdown(
            f"No event is recorded from {day(first)} to {day(last)}. That is no proof that nothing happened."
        )
        return
    frame = view.daily.frame
    ends = [frame[frame["period_start"] == pd.Timestamp(one)] for one in (first - timedelta(days=1), last)]
    words = f"**{counted(len(told), 'event')} from {_ends(told, first, last)}**"
    if all(len(one) for one in ends):
        before, after = (one.iloc[0] for one in ends)
        if pd.notna(before["balance"]) and pd.notna(after["balance"]):
            added = float((told["points_at_end"] * told["sign"]).sum())
            faded = float(after["balance"] - before["balance"] - added)
            digits = digits_that_add((before["balance"], added, faded), after["balance"])
            begin, end, new, old = (
                number(one, digits, sign=True) for one in (before["balance"], after["balance"], added, faded)
            )
            words += (
                f". Balance went from {begin} to {end} points: these events add {new} on the last day, "
                f"the fading of earlier ones {old}"
            )
    st.markdown(f"{words}.")
    _table(view, told, key="explained-span")
    _say_stand_ins(told)


def _ends(told: pd.DataFrame, first: date, last: date) -> str:
    """Return the ends of a span; a day that merely stands for a month or year goes by that."""
    known = [
        set(told.loc[told["sitting_date"] == pd.Timestamp(end), "date_precision"]) for end in (first, last)
    ]
    words = [
        day(end, next(iter(at)) if len(at) == 1 else "day")
        for end, at in zip((first, last), known, strict=True)
    ]
    if first.year == last.year and str(first.year) in words:
        words = [day(first), day(last)]  # "from 2019 to 6 August 2019" would say nothing
    return " to ".join(words)


def _say_stand_ins(told: pd.DataFrame) -> None:
    """Say from which day events count of which only the month or year is known, where any is listed."""
    stand_ins = {"month": "the month counts from its 15th", "year": "the year counts from 1 July"}
    known = set(told["date_precision"])
    said = [f"known only to {words}" for precision, words in stand_ins.items() if precision in known]
    if said:
        st.caption(f"An event {', one '.join(said)}.")


def _events_of_period(view: "DyadView", first: date, last: date) -> None:
    """Show the events of the periods that the days lie in: other measures have no points per event."""
    starts = view.series.frame["period_start"]
    begin = starts[starts <= pd.Timestamp(first)].max()
    after = starts[starts > pd.Timestamp(last)].min()
    days = view.weighed["sitting_date"]
    inside = (days >= begin) if pd.notna(begin) else days >= pd.Timestamp(first)
    inside &= (days < after) if pd.notna(after) else days <= pd.Timestamp(last) + pd.offsets.YearEnd(1)
    found = view.weighed[inside]
    label = METHODS[view.selection.method].label
    st.markdown(
        f"**{counted(len(found), 'event')}** of the period of {day(first)}. The method “{label}” gives no "
        f"points "
        "to single events; the default method does."
    )
    if len(found):
        rows = tables.event_rows(_whole(view, found["event_id"]))
        tables.show_events(rows, key="explained-period", alt="Events of the period")


def _whole(view: "DyadView", event_ids: "pd.Series[int]") -> pd.DataFrame:
    """Return the full rows of events, in the order of `event_ids`."""
    return view.record.events.set_index("event_id").loc[list(event_ids)].reset_index()


def _table(view: "DyadView", told: pd.DataFrame, *, key: str) -> None:
    if told.empty:
        return
    tag = st.context.locale
    titles = dict(zip(view.record.events["event_id"], view.record.events["title"], strict=True))
    events = _whole(view, told["event_id"])
    rows = tables.event_rows(events)
    told = told.reset_index(drop=True)
    shown = pd.DataFrame({"date": rows["date"], "points": told["points"]})
    if "points_at_end" in told:
        shown["points_at_end"] = told["points_at_end"]
    shown = shown.assign(
        side=rows["side"],
        title=rows["title"],
        proof=rows["proof"],
        **({"published_by": rows["published_by"]} if "published_by" in rows else {}),
        type=rows["type"],
        who=rows["who"],
        weight=[
            f"{number(score, 1, sign=True, tag=tag)} × {brief(factor, tag)}"
            for score, factor in zip(told["score"], told["factor"], strict=True)
        ],
        age_days=told["age_days"],
        half_life=told["half_life"],
    )
    if told["folded_into"].notna().any():
        shown["counted_with"] = ["" if pd.isna(one) else titles.get(one, "") for one in told["folded_into"]]
    tables.show_events(
        shown, key=key, alt="Events that make the value, the largest first", height=_height(len(shown))
    )


def _height(n_rows: int) -> int:
    return min(38 + 35 * n_rows, 420)
