"""Tables in a window of their own, and each once more for paper, where such a window shows only a part.

Dates in these tables are ISO texts with words for a label: a column of dates could hold neither a month, a
year nor a span, and a text in the reader's language would sort by the names of months. So a click on a
heading sorts by day, the reader sees their own form, and the file of the grid's menu holds ISO dates for all.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard import locales
from dashboard.charts import text
from dashboard.components import viewport
from dashboard.wording import link, number

MOST_ON_PAPER: Final = 500
"""Rows that are printed; a longer table says how many it leaves out."""

HOLE: Final = "–"
"""What a cell without a value shows."""

RECENT_EVENTS: Final = 104
"""Width of `recent_events_column`."""

MOST_WRITTEN: Final = 60_000
"""Cells of a table whose numbers are written here, not by the browser: about a second of work."""

_LINE: Final = 17
_MOST_LINES: Final = 5
"""Of a row, and the height of a line in CSS pixels."""

_SIZE: Final = 12.8
"""Size in which letters of `charts.text` are as wide as those of a grid, whose face is narrower."""

_NO_WIDTH: Final = "\N{ZERO WIDTH SPACE}"

_DAY: Final = re.compile(
    r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?: (\d\d:\d\d))?(?:–(?:(?:(\d{4})-)?(\d\d)-)?(\d\d))?(?=$|: )"
)
"""A date as `wording.iso_days` writes it, perhaps with the time, at the beginning of a cell."""


def in_words(text: str, tag: str | None) -> str:
    """Return a cell that begins with an ISO date with that date as the locale writes it.

    >>> in_words("2023-01-09–12", "en"), in_words("2008-05: a visit", "fr")
    ('9 Jan 2023 – 12 Jan 2023', 'mai 2008: a visit')
    """
    found = _DAY.match(text)
    if found is None:
        return text
    year, month, day, clock, last_year, last_month, last_day = found.groups()
    precision = "day" if day else "month" if month else "year"
    try:
        first = datetime(int(year), int(month or 1), int(day or 1))  # noqa: DTZ001 (a day of the record)
        last = first.replace(
            year=int(last_year or year), month=int(last_month or month or 1), day=int(last_day or day or 1)
        )
    except ValueError:
        return text
    said = locales.span(first, last if last_day else None, precision, tag=tag, is_short=True)
    if clock:
        said = f"{said}, {locales.digits(clock, tag)}"
    return said + text[found.end() :]


def day_column(label: str, cells: Iterable[str], **more: Any) -> Any:
    """Return the column of ISO dates, shown in words; `cells` are all that stand in it."""
    tag = st.context.locale
    return st.column_config.SelectboxColumn(
        label,
        options=list(dict.fromkeys(cells)),
        format_func=lambda text: in_words(str(text), tag),
        **more,
    )


def number_column(label: str, digits: int = 0, *, sign: bool = False, **more: Any) -> Any:
    """Return a column of numbers as the browser's locale writes them.

    A plus sign can be had in Latin digits with a decimal point alone; elsewhere the locale goes before it.
    """
    tag = st.context.locale
    is_plain = locales.writes_latin_numbers(tag) if digits else not locales.has_own_digits(tag)
    if sign and is_plain:
        return st.column_config.NumberColumn(label, format=f"%+.{digits}f" if digits else "%+d", **more)
    return st.column_config.NumberColumn(
        label, format="localized", **({"step": 10.0**-digits if digits else 1} | more)
    )


def signed_column(label: str, **more: Any) -> Any:
    """Return a column of whole numbers with their sign, which `show_wrapped` writes as the locale does."""
    return st.column_config.NumberColumn(label, format="%+d", **more)


def recent_events_column() -> Any:
    """Return the column of how many events a pair is ranked by, where it is."""
    return st.column_config.NumberColumn(
        "Events, 12 mo.",
        format="localized",
        width=RECENT_EVENTS,
        help="Events of the twelve months to the day of net, by which the rows are ranked.",
    )


def show(
    frame: pd.DataFrame,
    *,
    key: str,
    alt: str,
    column_config: Mapping[str, Any] | None = None,
    paper: Sequence[str] | None = None,
    n_all: int | None = None,
    **more: Any,
) -> Any:
    """Show a table in a window of its own, and print it in full.

    Args:
        frame: What is shown; lists of numbers (spark lines) are left out on paper.
        key, alt: As of `st.dataframe`, like `more`.
        column_config: By the names of the columns.
        paper: Columns to print, in order; all by default. A title takes its proof along.
        n_all: Rows that there are, where `frame` holds the first of them alone.

    Returns:
        What the reader chose.
    """
    config = dict(column_config or {})
    written, shown_as = _with_minus(frame, config)
    chosen = st.dataframe(
        written, key=key, alt=alt, hide_index=True, column_config=shown_as, placeholder=HOLE, **more
    )
    print_in_full(frame, config, paper, n_all=n_all)
    return chosen


def _with_minus(frame: pd.DataFrame, config: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Return a table that writes a true minus, and how its columns are shown: the grid writes a hyphen."""
    shown_as = dict(config)
    numbers = [name for name in frame.select_dtypes("number").columns if (frame[name] < 0).any()]
    if not numbers or frame.size > MOST_WRITTEN:
        return frame, shown_as
    tag = st.context.locale
    writers: dict[Any, Any] = {}
    for name in numbers:
        told = dict(config.get(name) or {})
        has_step = (told.get("type_config") or {}).get("step") is not None
        writers[name] = partial(_signed, _writer(told) if has_step else _as_the_grid, tag)
        shown_as[name] = {**told, "type_config": {**(told.get("type_config") or {}), "format": None}}
    return frame.style.format(writers), shown_as


def show_wrapped(
    frame: pd.DataFrame,
    *,
    key: str,
    alt: str,
    column_config: Mapping[str, Any],
    days: Sequence[str] = (),
    tallest: int | None = None,
    **more: Any,
) -> Any:
    """Show a table whose words wrap, each row as high as the longest cell needs, and print it in full.

    Args:
        frame, key, alt, more: As of `show`.
        column_config: By the names of the columns; those of text have a width.
        days: Columns of text that begin with an ISO date, to be said in words: a `day_column` does not wrap.
        tallest: Pixels beyond which the table scrolls; by default it shows all rows.
    """
    tag, config = st.context.locale, dict(column_config)
    days = [name for name in days if name in frame.columns]
    words = frame.assign(**{name: [in_words(one, tag) for one in frame[name]] for name in days})
    columns = [name for name in frame.columns if pd.api.types.is_string_dtype(frame[name])]
    row = _row_height([(words[name].tolist(), config[name]["width"]) for name in columns])
    whole = 38 + row * len(frame)
    # What cells show is said beside what they hold, by which they sort and are copied.
    writers: dict[Any, Any] = {name: _evened for name in columns}
    writers |= {name: lambda cell: _evened(in_words(cell, tag)) for name in days}
    shown_as = dict(config)
    for name in frame.columns:
        kind = (config.get(name) or {}).get("type_config") or {}
        if kind.get("type") == "number" and str(kind.get("format") or "").startswith("%+"):
            # A format of the grid writes a hyphen for a minus, and a sign before zero.
            writers[name] = partial(_signed, _writer(config[name]), tag)
            shown_as[name] = {**config[name], "type_config": {**kind, "format": None}}
    chosen = st.dataframe(
        frame.style.format(writers),
        key=key,
        alt=alt,
        hide_index=True,
        column_config=shown_as,
        row_height=row,
        placeholder=HOLE,
        height=whole if tallest is None else min(whole, tallest),
        **more,
    )
    print_in_full(words, config)
    return chosen


def _as_the_grid(value: Any, tag: str | None) -> str:
    """Return a number of a column without a step, as the grid writes it but for its minus."""
    return locales.brief(round(value, 3), tag)


def _row_height(columns: Iterable[tuple[Iterable[str], int]]) -> int:
    """Return the height of rows with these cells, of columns of these widths.

    Streamlit wraps words from 65 pixels on. On a phone rows hold one line: the columns of many words are out
    of sight there.
    """
    if viewport.is_narrow():
        return 35
    needed = [len(text.wrap(cell, _SIZE, width - 16)) for cells, width in columns for cell in cells]
    return max(65, 14 + _LINE * min(max(needed, default=0), _MOST_LINES))


def _signed(write: "Callable[[Any, str | None], str]", tag: str | None, value: Any) -> str:
    return "" if pd.isna(value) else write(getattr(value, "item", lambda: value)(), tag)


def _evened(said: str) -> str:
    """Return the words of a cell with a sign of no width after each wide one.

    The grid breaks lines by the mean width of the characters that it has measured so far: after a column of
    Japanese names it would take the beginning of an English line for the whole, and not break it.
    """
    return "".join(
        f"{one}{_NO_WIDTH}" if unicodedata.east_asian_width(one) in ("W", "F") else one for one in said
    )


def print_in_full(
    frame: pd.DataFrame,
    column_config: Mapping[str, Any],
    paper: Sequence[str] | None = None,
    *,
    n_all: int | None = None,
) -> None:
    """Put a plain table after a grid; the one appears on paper alone, the other on the screen (print.css)."""
    tag = st.context.locale
    shown = frame.head(MOST_ON_PAPER)
    names = [one for one in (paper or frame.columns) if _is_printed(one, shown, column_config)]
    has_proofs = "title" in names and "proof" in frame.columns
    if has_proofs:
        names = [one for one in names if one != "proof"]
    heads, columns = [], []
    for name in names:
        config = column_config.get(name) or {}
        head = config.get("label") or name
        write = _writer(config)
        cells = [_cell(value, write, tag) for value in shown[name].tolist()]
        if name == "title" and has_proofs:
            head = f"{head}, proof"
            cells = [f"{cell} {link(url)}" for cell, url in zip(cells, shown["proof"], strict=True)]
        heads.append(f'<th scope="col">{escape(str(head))}</th>')
        columns.append([_framed(cell, config) for cell in cells])
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*columns, strict=True))
    n_all = n_all or len(frame)
    left_out = n_all - len(shown)
    more = (
        f'<p class="small">The first {len(shown):,} of {n_all:,} rows are printed; '
        f"the other {left_out:,} are left out on paper.</p>"
        if left_out
        else ""
    )
    st.html(
        f'<div class="bil bil-paper"><table class="bil-table"><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{body}</tbody></table>{more}</div>"
    )


def _is_printed(name: str, frame: pd.DataFrame, column_config: Mapping[str, Any]) -> bool:
    if name not in frame.columns or column_config.get(name, "") is None:
        return False
    first = frame[name].iloc[0] if len(frame) else ""
    return not (isinstance(first, list) and first and isinstance(first[0], int | float))


def _writer(config: Mapping[str, Any]) -> "Callable[[Any, str | None], str]":
    """Return what writes a cell of a column as its configuration asks for, in the locale of the paper."""
    kind = config.get("type_config") or {}
    form, step = str(kind.get("format") or ""), kind.get("step")
    if kind.get("type") == "link":
        return lambda value, _: link(value)
    if kind.get("type") == "selectbox":
        return lambda value, tag: escape(in_words(str(value), tag))
    if kind.get("type") == "number" and (form.startswith("%") or step):
        places = re.search(r"\.(\d+)f", form)
        digits = int(places[1]) if places else max(0, -math.floor(math.log10(step))) if step else 0
        return lambda value, tag: number(float(value), digits, sign="+" in form, tag=tag)
    return lambda value, tag: escape(_text(value, tag))


def _text(value: Any, tag: str | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return number(value, tag=tag)
    if isinstance(value, float):
        return locales.brief(value, tag)
    if isinstance(value, datetime):
        return locales.day(value, tag=tag, is_short=True)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def _cell(value: Any, write: "Callable[[Any, str | None], str]", tag: str | None) -> str:
    is_hole = value is None or (not isinstance(value, list | tuple) and pd.isna(value))
    return HOLE if is_hole else write(value, tag)


def _framed(cell: str, config: Mapping[str, Any]) -> str:
    kind = (config.get("type_config") or {}).get("type")
    # Dates and numbers do not break.
    is_short = len(locales.bare(cell)) <= (18 if kind in ("selectbox", "number") else 10)
    return f"<td{' class=short' if is_short else ''}>{cell}</td>"
