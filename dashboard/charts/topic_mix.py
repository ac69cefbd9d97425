"""What relations are about: stacked bars of the leading topics per period, with the events behind each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Chart, Style
from dashboard.charts.page import Frame, Page, frame, nice_ticks, screen_width, small, spread, write_frame
from dashboard.charts.sources import source_note
from dashboard.charts.strips import N_TOPICS, leading_topics, topic_name
from dashboard.charts.theme import font_size, topic_colour
from dashboard.locales import digits, percent
from db.vocabulary import UNCODED, topic_label

if TYPE_CHECKING:
    from dashboard.views import DyadView

OTHER: Final = "other"
FEW: Final = 3
"""With fewer events a period's shares say little: its bar is pale."""
_SCREEN_PLOT: Final = 300
_NARROW_PLOT: Final = 240


def figure(view: "DyadView", style: Style) -> go.Figure:
    """Return the topic mix: bars by period, or one ranked list for all of the time."""
    mix = view.topics.frame
    if not mix["topic"].notna().any():
        return _nothing(view, style)
    return _ranking(view, style) if view.selection.mix_freq == "all" else _bars(view, style)


def table(view: "DyadView") -> pd.DataFrame:
    """Return the mix in long form, every topic by itself, as `measures.topic_mix`."""
    return view.topics.frame.reset_index(drop=True)


def alt(view: "DyadView") -> str:
    """Return what the figure shows, for readers who cannot see it."""
    mix = view.topics.frame
    coded = mix[mix["topic"].notna() & (mix["topic"] != UNCODED)]
    if coded.empty:
        return f"Empty chart. No topics are recorded for {view.pair_name}."
    shares = coded.groupby("topic")["amount"].sum() / mix["amount"].sum()
    ranked = sorted(shares.items(), key=lambda item: (-item[1], str(item[0])))[:3]
    told = ", ".join(f"{topic_label(str(topic)).lower()} {share:.0%}" for topic, share in ranked)
    per = {"year": "by year", "quarter": "by quarter", "all": "over all of the time"}[view.selection.mix_freq]
    return f"Topics of the events between {view.pair_name} {per}. Most of all: {told}."


CHART = Chart("topics", "Topic mix", figure, table, alt)


def title_of(view: "DyadView") -> str:
    """Return the finding: what the two countries' events were about most, and of late."""
    mix = view.topics_by_year.frame
    leading = leading_topics(mix, 2)
    if not leading:
        return f"{view.pair_name}: no topics recorded"
    is_coded = mix["topic"].notna() & (mix["topic"] != UNCODED)
    among = (
        " among the events with a topic" if mix["amount"][is_coded].sum() < mix["amount"].sum() / 2 else ""
    )
    said = f"{view.pair_name}: {_noun(leading[0])} comes up most{among}"
    if len(leading) > 1:
        said += f", ahead of {_noun(leading[1])}"
    last = sorted({int(start.year) for start in mix["period_start"]})[-5:]
    lately = leading_topics(mix[mix["period_start"].dt.year.isin(last)], 1)
    if lately and lately[0] != leading[0]:
        said += f"; since {last[0]}, {_noun(lately[0])}"
    return said


def _noun(topic: str) -> str:
    """Return a topic as a sentence names it."""
    label = topic_label(topic)
    is_adjective = topic in ("maritime", "cyber_digital", "nuclear")
    return f"{label[:1].lower()}{label[1:]}{' affairs' if is_adjective else ''}"


def _subtitle(view: "DyadView") -> str:
    amount = {
        "share": "Share of each topic in the recorded events",
        "count": "Recorded events by topic",
        "weighted": "Weight of the recorded events by topic, in points",
    }[view.selection.mix_amount]
    per = {"year": " of each year", "quarter": " of each quarter", "all": ""}[view.selection.mix_freq]
    return f"{amount}{per}. {_counting(view)}"


def _counting(view: "DyadView") -> str:
    figures = "" if view.selection.mix_freq == "all" else " Over the bars: the number of events."
    return f"An event with several topics counts in equal parts.{figures}"


def _words(view: "DyadView", style: Style, notes: list[str]) -> Frame:
    return frame(
        style,
        title=title_of(view),
        subtitle=_subtitle(view),
        source=source_note(
            view,
            what="topic mix",
            permalink=style.permalink,
            method=str(view.topics.meta["method"]),
            how_to_read=notes,
        ),
        on_screen=[_counting(view), *notes],
    )


@dataclass(frozen=True)
class _Stack:
    """The mix as a matrix: a row per topic from the bottom of the stack, a column per period."""

    topics: list[str]
    names: list[str]
    starts: list[pd.Timestamp]
    amounts: np.ndarray
    n_events: np.ndarray
    is_partial: np.ndarray


def _stack(view: "DyadView", *, is_narrow: bool) -> _Stack:
    mix = view.topics.frame
    leading = leading_topics(mix, N_TOPICS)
    present = [str(topic) for topic in mix["topic"].dropna().unique()]
    rest = [topic for topic in present if topic not in leading and topic != UNCODED]
    if len(rest) == 1:
        leading, rest = [*leading, *rest], []
    topics = [*leading, *([OTHER] if rest else []), *([UNCODED] if UNCODED in present else [])]
    starts = list(mix["period_start"].drop_duplicates())
    column = {start: k for k, start in enumerate(starts)}
    row = {topic: k for k, topic in enumerate(topics)}
    amounts = np.zeros((len(topics), len(starts)))
    values = mix["share"] if view.selection.mix_amount == "share" else mix["amount"]
    for start, topic, value in zip(mix["period_start"], mix["topic"], values, strict=True):
        if isinstance(topic, str) and value == value:
            amounts[row[topic if topic in row else OTHER], column[start]] += value
    per_period = mix.drop_duplicates("period_start")
    other = f"{len(rest)} other topics"
    names = [
        other if topic == OTHER else topic_name(topic, is_narrow=is_narrow and topic != UNCODED)
        for topic in topics
    ]
    return _Stack(
        topics,
        names,
        starts,
        amounts,
        per_period["n_events"].to_numpy(),
        (per_period["status"] == "partial_records").to_numpy(dtype=bool),
    )


def _bars(view: "DyadView", style: Style) -> go.Figure:
    stack = _stack(view, is_narrow=style.is_narrow)
    little = small(style)
    is_share = view.selection.mix_amount == "share"
    is_pale = stack.is_partial | ((stack.n_events < FEW) & is_share)
    notes = []
    if (is_pale & (stack.n_events > 0)).any():
        notes.append(
            "Pale bars: fewer than three events, or partial records."
            if is_share
            else "Pale bars: partial records."
        )
    if view.topics.meta.get("is_cut"):
        per = view.selection.mix_freq
        notes.append(f"A {per} in which the period begins or ends counts the events of the period alone.")
    around = _words(view, style, notes)
    pad = around.pad
    least = screen_width(style)
    key_lines = _key_lines(stack, style, least - 4, little) if style.is_narrow else []
    label_room = max(words.width(name, little) for name in stack.names) + 2.0 * little
    left = pad + max(words.width(percent(1, tag=style.locale), little), words.width("Events", little)) + 9
    right = pad + (4 if style.is_narrow else label_room + 10)
    below = 2.0 * little
    top = around.top + words.height(len(key_lines), little) * 1.05
    bottom = around.bottom + below
    height = top + bottom + (_NARROW_PLOT if style.is_narrow else _SCREEN_PLOT)
    page = Page(
        style, least, float(style.size.height) if style.size is not None else height, left, right, top, bottom
    )
    write_frame(page, around)
    totals = stack.amounts.sum(axis=0)
    most = 1.0 if is_share else max(float(totals.max(initial=0.0)), 1.0)
    has_figures = _counts_fit(page, stack)
    has_strip = not has_figures and view.selection.mix_amount != "count"
    body_top = page.top + (1.6 if has_figures else 3.4 if has_strip else 0.4) * little
    _draw_stack(page, view, stack, is_pale)
    if has_figures:
        _write_counts(page, stack, totals, is_share=is_share)
    elif has_strip:
        _draw_counts(page, stack)
    if style.is_narrow:
        page.write(
            key_lines,
            x=0,
            xshift=-left,
            y=page.y(around.top + 2),
            yanchor="top",
            size=little,
            is_safe=True,
            name="key",
        )
    else:
        _label_right(page, stack, totals, most, body_top)
    _bar_axes(page, stack, most, body_top, is_share=is_share)
    return page.finish()


def _draw_stack(page: Page, view: "DyadView", stack: _Stack, is_pale: np.ndarray) -> None:
    unit = {"share": "%", "count": "events", "weighted": "points"}[view.selection.mix_amount]
    x = list(range(len(stack.starts)))
    for row, (topic, name) in enumerate(zip(stack.topics, stack.names, strict=True)):
        values = stack.amounts[row]
        shown = values > 0
        said = []
        for k in np.flatnonzero(shown):
            value = (
                percent(values[k], tag=page.locale)
                if unit == "%"
                else f"{words.number(values[k], 1, page.locale)} {unit}"
            )
            said.append(
                f"<b>{words.escape(name)}</b>, {_period(view, stack.starts[k], page.locale)}: {value}"
                f"<br>of {words.events(int(stack.n_events[k]), page.locale)}"
            )
        page.traces.append(
            go.Bar(
                x=[k for k in x if shown[k]],
                y=[round(float(value), 4) for value in values[shown]],
                name=name,
                width=0.82,
                marker={
                    "color": topic_colour(topic, page.style.mode),
                    "opacity": [0.5 if is_pale[k] else 1.0 for k in x if shown[k]],
                    "line": {"color": page.colours.ground, "width": 0.6},
                },
                customdata=[topic] * int(shown.sum()),
                hovertext=said,
                hovertemplate="%{hovertext}<extra></extra>",
                selected={"marker": {"opacity": 1}},
                unselected={"marker": {"opacity": 0.45}},
                textposition="none",
            )
        )


def _counts_fit(page: Page, stack: _Stack) -> bool:
    """Return whether the number of events fits over each bar."""
    widest = max(
        (words.width(words.number(n, 0, page.locale), page.small * 0.95) for n in stack.n_events), default=0.0
    )
    return widest + 2 <= page.plot_width / max(1, len(stack.starts))


def _write_counts(page: Page, stack: _Stack, totals: np.ndarray, *, is_share: bool) -> None:
    """Put the number of events over each bar."""
    for k, n in enumerate(stack.n_events):
        page.write(
            words.number(n, 0, page.locale),
            x=k,
            y=1.0 if is_share else float(totals[k]),
            xref="x",
            yref="y",
            xanchor="center",
            yanchor="bottom",
            yshift=2,
            size=page.small * 0.95,
            colour=page.colours.muted,
            name="count",
        )


def _draw_counts(page: Page, stack: _Stack) -> None:
    """Draw the number of events as a small strip over the bars, where figures would not fit."""
    most = int(stack.n_events.max(initial=1))
    page.traces.append(
        go.Bar(
            x=list(range(len(stack.starts))),
            y=[int(n) for n in stack.n_events],
            yaxis="y2",
            width=0.82,
            name="Events",
            marker={"color": page.colours.zero, "line": {"width": 0}},
            hovertext=[words.events(int(n), page.locale) for n in stack.n_events],
            hovertemplate="%{hovertext}<extra></extra>",
            textposition="none",
        )
    )
    size = page.small * 0.95
    page.write(
        "Events",
        x=0,
        y=page.y(page.top + 1.4 * size),
        xanchor="right",
        xshift=-8,
        size=size,
        colour=page.colours.muted,
        name="strip",
    )
    if not page.style.is_narrow:
        page.write(
            f"max. {words.number(most, 0, page.locale)}",
            x=1,
            y=page.y(page.top + 1.4 * size),
            xshift=10,
            size=size,
            colour=page.colours.muted,
            name="strip",
        )
    page.layout["yaxis2"] = {
        "domain": page.domain(page.top + 0.4 * size, page.top + 2.4 * size),
        "range": [0, most],
        "showticklabels": False,
        "fixedrange": True,
        "anchor": "x",
    }


def _label_step(label: float, bar: float) -> int:
    return next((step for step in (1, 2, 4, 5, 8, 10, 20) if label <= bar * step), 40)


def _label_right(page: Page, stack: _Stack, totals: np.ndarray, most: float, top: float) -> None:
    """Name the topics right of the last bar that has any, each as near to its part as the others let it."""
    filled = np.flatnonzero(totals > 0)
    column = stack.amounts[:, filled[-1]] if len(filled) else np.zeros(len(stack.topics))
    middles = np.cumsum(column) - column / 2
    bottom = page.height - page.bottom
    scale = (bottom - top) / most
    wanted = [bottom - float(middle) * scale for middle in middles]
    height = words.height(1, page.small) * 1.02
    # In a stack the labels keep the order of its parts, also of those without one.
    room = [height] * len(wanted)
    order = np.argsort([-y for y in wanted], kind="stable")
    placed = spread([wanted[i] - 1e-3 * rank for rank, i in enumerate(order)], room, top, bottom)
    for i, y in zip(order, placed, strict=True):
        colour = topic_colour(stack.topics[i], page.style.mode)
        name = words.escape(stack.names[i])
        page.write(
            [f'<span style="color:{colour}">■</span> {name}'],
            x=1,
            y=page.y(y),
            xshift=10,
            size=page.small,
            is_safe=True,
            name="topic",
        )


def _key_lines(stack: _Stack, style: Style, room: float, size: float) -> list[str]:
    """Return the key of a narrow figure as lines of marks and names."""
    lines: list[str] = []
    used = 0.0
    for topic, name in reversed(list(zip(stack.topics, stack.names, strict=True))):
        colour = topic_colour(topic, style.mode)
        entry = f'<span style="color:{colour}">■</span> {words.escape(name)}'
        width = words.width(f"■ {name}  ", size) + 0.6 * size
        if lines and used + width <= room:
            lines[-1] += f"   {entry}"
            used += width
        else:
            lines.append(entry)
            used = width
    return lines


def _bar_axes(page: Page, stack: _Stack, most: float, top: float, *, is_share: bool) -> None:
    colours = page.colours
    n = len(stack.starts)
    is_quarter = n > 1 and (stack.starts[1] - stack.starts[0]).days < 200
    years = [start.year for start in stack.starts]
    firsts = [k for k in range(n) if k == 0 or years[k] != years[k - 1]]
    per_bar = page.plot_width / max(1, n)
    step = _label_step(words.width("2000", page.small) + 8, per_bar * (4 if is_quarter else 1))
    chosen = [k for k in firsts if years[k] % step == 0] or firsts[:1]
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0] if is_share else nice_ticks(0.0, most, 5)
    page.layout["xaxis"] = {
        "range": [-0.5, n - 0.5],
        "tickmode": "array",
        "tickvals": chosen,
        "ticktext": [words.year_words(years[k], page.locale) for k in chosen],
        "tickfont": {"size": round(page.small, 2), "color": colours.muted},
        "showline": True,
        "linecolor": colours.zero,
        "fixedrange": True,
    }
    page.layout["yaxis"] = {
        "domain": page.domain(top, page.height - page.bottom),
        "range": [0, most],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [
            percent(tick, tag=page.locale) if is_share else words.number(tick, 0, page.locale)
            for tick in ticks
        ],
        "tickfont": {"size": round(page.small, 2), "color": colours.muted},
        "ticklabelstandoff": 4,
        "showgrid": not is_share,
        "gridcolor": colours.rule,
        "fixedrange": True,
    }
    page.layout |= {
        "barmode": "stack",
        "hovermode": "closest",
        "dragmode": False,
        "clickmode": "event+select",
    }


def _period(view: "DyadView", start: pd.Timestamp, tag: str) -> str:
    said = f"{start.year} Q{start.quarter}" if view.selection.mix_freq == "quarter" else str(start.year)
    return digits(said, tag)


def _ranking(view: "DyadView", style: Style) -> go.Figure:
    """Return all topics of the whole window as ranked bars, each with its share."""
    mix = view.topics.frame
    mix = mix[mix["topic"].notna() & (mix["amount"] > 0)].sort_values(
        "amount", ascending=False, kind="stable"
    )
    size, little = font_size(style), small(style)
    around = _words(view, style, [])
    least = screen_width(style)
    names = [topic_name(str(topic), is_narrow=style.is_narrow) for topic in mix["topic"]]
    row = 1.75 * size
    left = around.pad + max(words.width(name, little) for name in names) + 10
    value_room = words.width(
        f"{percent(1, tag=style.locale)}  ({words.number(999.9, 1, style.locale)} points)", little
    )
    right = around.pad + value_room
    height = (
        float(style.size.height) if style.size is not None else around.top + around.bottom + row * len(names)
    )
    page = Page(style, least, height, left, right, around.top, around.bottom)
    write_frame(page, around)
    unit = "points" if view.selection.mix_amount == "weighted" else "events"
    rows: Any = list(zip(mix["topic"], names, mix["amount"], mix["share"], strict=True))
    page.traces.append(
        go.Bar(
            x=[round(float(share), 4) for *_, share in rows],
            y=list(range(len(rows))),
            orientation="h",
            width=0.72,
            name="Topics",
            marker={
                "color": [topic_colour(str(topic), style.mode) for topic, *_ in rows],
                "line": {"width": 0},
            },
            customdata=[topic for topic, *_ in rows],
            hovertext=[
                f"<b>{words.escape(name)}</b>: {percent(share, tag=style.locale)}<br>"
                f"{words.number(amount, 1, style.locale)} {unit}"
                for _, name, amount, share in rows
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            textposition="none",
        )
    )
    for rank, (_, name, amount, share) in enumerate(rows):
        page.write(name, x=0, y=rank, yref="y", xanchor="right", xshift=-8, size=little, name="topic")
        page.write(
            f"{percent(share, tag=style.locale)}  ({words.number(amount, 1, style.locale)} {unit})",
            x=round(float(share), 4),
            y=rank,
            xref="x",
            yref="y",
            xshift=6,
            size=little,
            colour=page.colours.muted,
            name="value",
        )
    page.layout |= {
        "xaxis": {
            "range": [0, float(mix["share"].max())],
            "showticklabels": False,
            "fixedrange": True,
        },
        "yaxis": {"range": [len(rows) - 0.4, -0.6], "showticklabels": False, "fixedrange": True},
        "hovermode": "closest",
        "clickmode": "event+select",
        "dragmode": False,
    }
    return page.finish()


def _nothing(view: "DyadView", style: Style) -> go.Figure:
    return blank(
        style,
        title=title_of(view),
        subtitle="Choose another pair or period, or add events of your own.",
        message="No recorded events, so no topics",
        source=source_note(view, what="topic mix", permalink=style.permalink),
    )
