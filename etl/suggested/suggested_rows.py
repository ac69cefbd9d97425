"""Which rows of an unknown table tell of events: those that say 0 may not, nor a year like the one before."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from etl.suggested.column_looks import Column, name_form
from etl.suggested.column_names import named_column
from etl.suggested.date_looks import DateLook
from etl.tables.toml_text import examples, toml
from etl.tables.unpivot import Unpivot

_AMOUNT = re.compile("value|amount|betrag|wert|montant|valor|importe|commitment|disbursement|usd|金額|金额")
LEVELS = 12
"""Different numbers at most of a column that grades its rows."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NOTHING = re.compile(r"0+([.,]0+)?|no|false|[nf]|non|nein", re.IGNORECASE)


def zero_lines(columns: Sequence[Column], wide: Unpivot) -> list[str]:
    """Return the lines that leave out the cells of a wide table that say 0 or no, with their doubts."""
    cells = next((column.cells for column in columns if column.name == wide.value), [])
    nothing = sorted({text for text in cells if _NOTHING.fullmatch(text)})
    numbers = [text for text in cells if _NUMBER.fullmatch(text) and text not in (*nothing, "1", "1.0")]
    lines = []
    if numbers:
        lines += [
            f"# DOUBT: {wide.value} holds numbers ({examples(numbers)}); each cell makes one event, however",
            "#   large. To leave some numbers out, add them under [without].",
        ]
    if nothing:
        lines += [
            f"# DOUBT: {examples(nothing)} is taken to mean that there was no event; if not, remove this.",
            "[without]",
            f"{toml(wide.value)} = {toml(nothing)}",
            "",
        ]
    return lines


def panel_lines(
    columns: Sequence[Column], dates: Mapping[str, DateLook], taken: Mapping[str, str]
) -> list[str]:
    """Return the doubts of a table with a row for each pair and year, of which not every row is an event."""
    amounts = _amount_lines([column for column in columns if column.name not in taken.values()])
    look = dates.get(taken.get("date", ""))
    if amounts:
        return amounts
    if look is None or not look.is_years or {"title", "type", "group"} & set(taken):
        return []
    lines = []
    free = [c for c in columns if c.name not in taken.values() and _is_graded(c)]
    if free:
        zero = next(text for text in free[0].cells if _NOTHING.fullmatch(text))
        names = ", ".join(column.name for column in free[:8])
        lines += [
            f"# DOUBT: rows that say 0 in {names} make events too. To leave them out write",
            "#   [without]",
            f"#   {toml(free[0].name)} = {toml([zero])}",
        ]
    sides = [taken[name] for name in ("actor", "recipient", "countries") if name in taken]
    if len(sides) < 2 and "countries" not in taken:
        return lines
    held = [named_column(columns, name).by_row for name in sides]
    years = named_column(columns, taken["date"]).by_row
    rows = [row for row in years if held and all(row in one for one in held)]
    told: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        told.setdefault(tuple(one[row] for one in held), []).append(years[row])
    again = {pair: found for pair, found in told.items() if len(set(found)) > 1}
    if len(again) >= 0.3 * len(told) or sum(map(len, again.values())) > 0.5 * len(rows):
        pair, found = next(iter(again.items()))
        lines += [
            f"# DOUBT: the same states stand under several years ({', '.join((*pair, *found[:3]))});",
            "#   each row makes an event. If they tell of what lasted, write, for the first year alone,",
            "#   [group]",
            f"#   by = {toml(sides)}",
        ]
    return lines


def _amount_lines(columns: Sequence[Column]) -> list[str]:
    """Return a doubt where rows say an amount of nothing, or less."""
    for column in columns:
        nothing = [text for text in dict.fromkeys(column.cells) if re.fullmatch(r"-.*\d.*|0+([.,]0+)?", text)]
        if nothing and _AMOUNT.search(name_form(column.name)) and column.share(_is_amount) > 0.9:
            return [
                f"# DOUBT: rows whose {column.name} is 0 or less ({examples(nothing)}) make events too.",
                "#   To leave some out write",
                "#   [without]",
                f"#   {toml(column.name)} = {toml(nothing[:4])}",
            ]
    return []


def _is_amount(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d.,\s]+", text))


def _is_graded(column: Column) -> bool:
    """True if a column holds few numbers, 0 among them, as columns of yes and no or of ranks do."""
    words = set(column.cells)
    nothing = [text for text in words if _NOTHING.fullmatch(text)]
    is_number = all(_NUMBER.fullmatch(text) for text in words)
    return is_number and 0 < len(nothing) < len(words) <= LEVELS


def sides_lines(sides: Column) -> list[str]:
    """Return the lines that say that only states of different sides make a dyad."""
    words = examples(sides.cells)
    return [
        f"# DOUBT: only states of different {sides.name} ({words}) make a dyad; if all do, remove it. For a",
        f'# kind with a direction write also which side acts: acts = "{sides.cells[0]}".',
        f"sides = {toml(sides.name)}",
    ]


def repeat_lines(columns: Sequence[Column], taken: Mapping[str, str]) -> list[str]:
    """Return a warning where rows with ids of their own tell the same event, so that it would count twice."""
    wanted = ("date", "date.year", "date.month", "date.day", "actor", "recipient", "countries", "title")
    names = [taken[field] for field in wanted if field in taken]
    if "id" not in taken or "title" not in taken or len(names) < 3:
        return []
    held = [named_column(columns, name).by_row for name in names]
    rows = [row for row in held[0] if all(row in one for one in held)]
    told = Counter(tuple(one[row] for one in held) for row in rows)
    n_more = len(rows) - len(told)
    if not n_more:
        return []
    return [
        f"# DOUBT: {n_more} of {len(rows)} rows have an id of their own, but tell the event of another,",
        "#   so that it may count twice. If so, take id out and write at the end",
        f"#   [group] by = {toml(names)}",
    ]
