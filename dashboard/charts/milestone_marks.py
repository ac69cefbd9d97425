"""The numbered events on the curve, and the key that tells them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.charts import text as words
from dashboard.charts.drawing import Drawing, days_between, scatter
from dashboard.charts.page import Page
from dashboard.charts.theme import SMALL
from db.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from dashboard.views import DyadView

KEY_COLUMNS = (
    "number",
    "event_id",
    "date",
    "date_text",
    "title",
    "type",
    "tier",
    "sign",
    "score",
)


def milestone_key(view: "DyadView", tag: str = "en") -> pd.DataFrame:
    """Return the key of the numbered milestones, for the page to draw under the figure.

    Columns: `KEY_COLUMNS`; number counts from 1 in date order, date_text is as precise as the record, title
    is plain text from the source (escape it), type is a label for people, tier the exact title of partnership
    or "", score the signed points that the event added on its day.
    """
    marks = view.milestones
    frame = pd.DataFrame(
        {
            "number": marks["number"],
            "event_id": marks["event_id"],
            "date": marks["date"],
            "date_text": [
                words.date_words(day.date(), precision, tag)
                for day, precision in zip(marks["date"], marks["date_precision"], strict=True)
            ],
            "title": marks["title"],
            "type": [EVENT_TYPES[name].label for name in marks["type"]],
            "tier": [tier if isinstance(tier, str) else "" for tier in marks["tier"]],
            "sign": marks["sign"],
            "score": points(marks),
        }
    )
    return frame.reindex(columns=list(KEY_COLUMNS))


def points(milestones: pd.DataFrame) -> pd.Series:
    """Return the signed points that each milestone added on its day: score times factor of its level."""
    added: pd.Series = milestones["sign"] * milestones["peak"].fillna(0.0)
    return added


@dataclass(frozen=True)
class Badge:
    """A numbered mark: the point on the curve it tells of, and where its number stands, in pixels.

    `x` counts from the plot's left edge, `y` upwards from the line at zero; `is_up` of cooperation.
    """

    number: int
    day: date
    value: float
    x: float
    y: float
    is_up: bool


def radius(page: Page) -> float:
    """Return the radius of a badge in pixels."""
    return reach(page.small)


def reach(small: float) -> float:
    """Return the radius of a badge beside small words of that size."""
    return round(small * 0.78, 1)


def place(
    page: Page,
    view: "DyadView",
    drawing: Drawing,
    first: np.datetime64,
    last: np.datetime64,
    pixels_per_point: float,
) -> list[Badge]:
    """Return the badges where they touch neither curve nor each other, for the least width reckoned with.

    Marks of cooperation stand above the curve, those of friction below it.
    """
    r = radius(page)
    span = max(1, days_between(first, last))
    across = page.plot_width / span
    days = drawing.days
    badges: list[Badge] = []
    marks: Any = view.milestones.itertuples(index=False)
    for mark in marks:
        day = np.datetime64(mark.drawn_on, "D")
        if not len(days) or not days[0] <= day <= days[-1]:
            continue
        is_up = bool(mark.sign > 0)
        x = days_between(first, day) * across
        near = int(np.ceil((r + 3) / across))
        begin, end = np.searchsorted(days, np.array([day - near, day + near + 1]))
        window = slice(int(begin), int(end))
        at_row = int(np.abs(days - day).argmin())
        value = float((drawing.upper if is_up else drawing.lower)[at_row])
        edge = drawing.upper[window].max() if is_up else drawing.lower[window].min()
        direction = 1 if is_up else -1
        y = edge * pixels_per_point + direction * (r + 7)
        x = min(max(x, r + 1), page.plot_width - r - 1)
        taken = [b for b in badges if abs(b.x - x) < 2 * r + 3 and b.is_up == is_up]
        for other in sorted(taken, key=lambda b: direction * b.y):
            if abs(other.y - y) < 2 * r + 3:
                y = other.y + direction * (2 * r + 3)
        badges.append(Badge(int(mark.number), mark.drawn_on.date(), value, x, float(y), is_up))
    return badges


def draw(page: Page, view: "DyadView", badges: list[Badge], pixels_per_point: float) -> None:
    """Put stems, dots and numbered badges on the page."""
    if not badges:
        return
    colours = page.colours
    key = milestone_key(view, page.locale)
    x: list[str | None] = []
    y: list[float | None] = []
    for badge in badges:
        day = badge.day.isoformat()
        x += [day, day, None]
        y += [badge.value, badge.y / pixels_per_point, None]
    page.traces.append(
        scatter(
            x=x, y=y, mode="lines", name="Stems", line={"color": colours.muted, "width": 1}, hoverinfo="skip"
        )
    )
    dates = [badge.day.isoformat() for badge in badges]
    sign_of = dict(zip(view.milestones["number"], view.milestones["sign"], strict=True))
    signs = [colours.cooperation if sign_of[b.number] > 0 else colours.friction for b in badges]
    page.traces.append(
        scatter(
            x=dates,
            y=[round(badge.value, 3) for badge in badges],
            mode="markers",
            name="Points",
            marker={"size": 6, "color": signs, "line": {"color": colours.ground, "width": 1}},
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            hoverinfo="skip",
        )
    )
    told = {}
    rows: Any = key.itertuples(index=False)
    for row in rows:
        title = "<br>".join(words.escape(line) for line in words.wrap(row.title, 13, 330))
        number, score = words.number(row.number, 0, page.locale), words.score(row.score, page.locale)
        told[row.number] = f"<b>{number}. {row.date_text}</b> ({score})<br>{title}"
    event_ids = dict(zip(key["number"], key["event_id"], strict=True))
    size = 2 * radius(page)
    page.traces.append(
        scatter(
            x=dates,
            y=[round(badge.y / pixels_per_point, 3) for badge in badges],
            mode="markers+text",
            name="Milestones",
            text=[words.number(badge.number, 0, page.locale) for badge in badges],
            textposition="middle center",
            textfont={"size": round(page.small * 0.92, 1), "color": colours.badge_ink},
            marker={"size": size, "color": colours.badge, "line": {"width": 0}},
            selected={"marker": {"opacity": 1}, "textfont": {"color": colours.badge_ink}},
            unselected={"marker": {"opacity": 1}, "textfont": {"color": colours.badge_ink}},
            customdata=[int(event_ids[badge.number]) for badge in badges],
            hovertext=[told[badge.number] for badge in badges],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        )
    )


@dataclass(frozen=True)
class Key:
    """The printed key: two columns of entries, each broken into lines (HTML of our own, texts escaped)."""

    columns: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
    height: float


def lay_key(
    view: "DyadView",
    page_width: float,
    pad: float,
    font: float,
    extra: list[tuple[str, str]],
    tag: str = "en",
) -> Key:
    """Return the key laid out in two columns.

    Args:
        view: Whose milestones.
        page_width, pad, font: Of the printed sheet, in pixels.
        extra: (date, words) of entries without a number, put last.
        tag: The reader's locale.
    """
    size = SMALL * font
    gutter = 2 * font
    indent = 1.9 * size
    room = (page_width - 2 * pad - gutter) / 2 - indent
    entries: list[tuple[str, tuple[str, ...]]] = []
    rows: Any = milestone_key(view, tag).itertuples(index=False)
    for row in rows:
        score = words.score(row.score, tag)
        said = f"{row.title} ({score})"
        if row.tier and row.tier.casefold() not in row.title.casefold():
            said = f"{row.title}: {row.tier} ({score})"
        entries.append((words.number(row.number, 0, tag), _lines(row.date_text, said, size, room)))
    entries += [("·", _lines(day, said, size, room)) for day, said in extra]
    if not entries:
        return Key((), 0.0)
    heights = [words.height(len(lines), size) + 0.28 * size for _, lines in entries]
    half = min(range(1, len(entries) + 1), key=lambda k: max(sum(heights[:k]), sum(heights[k:])))
    columns = (tuple(entries[:half]), tuple(entries[half:]))
    return Key(columns, max(sum(heights[:half]), sum(heights[half:])))


def _lines(day: str, said: str, size: float, room: float) -> tuple[str, ...]:
    # The date is bold and a little wider than the table of regular letters says.
    bolder = words.width(day, size, is_bold=True) - words.width(day, size)
    lines = [words.escape(line) for line in words.wrap(f"{day} {said}", size, room - bolder, lines=3)]
    first = lines[0]
    return (f"<b>{first[: len(day)]}</b>{first[len(day) :]}", *lines[1:])


def write_key(page: Page, key: Key, top: float, pad: float) -> None:
    """Put the key on a printed sheet, `top` pixels from its upper edge."""
    size = page.small
    gutter = 2 * page.font
    column_width = (page.width - 2 * pad - gutter) / 2
    for position, column in enumerate(key.columns):
        left = pad + position * (column_width + gutter)
        y = top
        for number, lines in column:
            page.write(
                number,
                x=page.x(left + 0.6 * size),
                y=page.y(y),
                xanchor="center",
                yanchor="top",
                size=size,
                is_bold=True,
                colour=page.colours.muted,
                name="key number",
            )
            page.write(
                list(lines),
                x=page.x(left + 1.9 * size),
                y=page.y(y),
                yanchor="top",
                size=size,
                is_safe=True,
                name="key",
            )
            y += words.height(len(lines), size) + 0.28 * size
