"""What a row's cells say by the rules of a mapping: their text, and what its words mean."""

import re
from collections.abc import Mapping

from etl.coding.cells import CellError, shorten, whole_number
from etl.mappings.mapping import NOTHING, OPEN, FieldRule, TableMapping
from etl.tables.tabular import Cells


def cell_of(row: Cells, name: str, mapping: TableMapping) -> str:
    """Return a cell, "" if it holds a word that means "nothing"."""
    text = row.values.get(name, "").strip()
    return "" if {text.casefold(), whole_number(text)} & mapping.missing else text


def text_of(row: Cells, rule: FieldRule, mapping: TableMapping) -> str:
    """Return what a rule makes of a row, before its words are mapped."""
    if rule.template:
        text = re.sub(r"\{([^{}]+)\}", lambda m: cell_of(row, m[1], mapping), rule.template)
    else:
        text = next((found for name in rule.columns if (found := _cell(row, name, rule, mapping))), "")
        text = text or rule.value
    if rule.strip:
        text = text.strip(rule.strip).strip()
    if rule.pattern and text:
        match = re.search(rule.pattern, text[:5_000])
        # A whole cell that the mapping knows as a word need not fit the pattern of the others.
        text = (match[1] or "").strip() if match else text if known_form(text, rule) is not None else ""
    return text


def _cell(row: Cells, name: str, rule: FieldRule, mapping: TableMapping) -> str:
    """Return a cell; where the field itself says what a word means, it does not mean "nothing"."""
    text = row.values.get(name, "").strip()
    return text if known_form(text, rule) is not None else cell_of(row, name, mapping)


def word_form(text: str) -> str:
    """Return a word as the keys of `FieldRule.values` are written."""
    return " ".join(text.casefold().split())


def known_form(text: str, rule: FieldRule) -> str | None:
    """Return the key of `FieldRule.values` that a word has, None if none; a code of 4 may stand as `4.0`."""
    form = word_form(text)
    return next((one for one in (form, whole_number(form)) if one in rule.values), None)


def word_of(column: str, text: str, rule: FieldRule) -> str:
    """Return what a word means by the mapping; itself if the mapping does not say.

    Raises:
        CellError: The mapping leaves rows of this word out (`left_out`).
    """
    form = known_form(text, rule)
    if form is None:
        return text
    ours = rule.values[form]
    if ours == OPEN:
        raise CellError(column, f"unknown_{column}", f"the mapping leaves open what {shorten(text)!r} means")
    if ours.casefold() in NOTHING:
        raise CellError(column, "left_out", f"the mapping leaves out rows with {column} {shorten(text)!r}")
    return ours


def word_in(row: Cells, name: str, rules: Mapping[str, FieldRule], mapping: TableMapping) -> str:
    """Return what a row says of a field, "" if the mapping has no rule for it.

    Raises:
        CellError: The mapping leaves rows of this word out (`left_out`).
    """
    return word_of(name, text_of(row, rules[name], mapping), rules[name]) if name in rules else ""
