"""Matching the columns of anyone's table: chosen one by one, or written as a mapping file."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, grids, intake, pickers
from dashboard.event_words import FIELDS
from dashboard.exports.safety import plain_text
from dashboard.wording import country, plain, spoken, type_label
from db.vocabulary import EVENT_TYPES
from db.vocabulary.countries import COUNTRIES

LABELS: Mapping[str, str] = {
    **FIELDS,
    "source_url": "Address of the proof",
    "source_name": "Name of the proof",
    "id": "Id of the row",
    "countries": "Several countries in one cell",
}
NEEDED = ("date", "actor", "recipient", "type", "source_url")
"""Fields that every event needs; a title is composed where a table has none."""
FURTHER = (
    "title", "id", "date_end", "level", "tier", "place", "topics", "source_name", "status", "confidence",
    "countries",
)  # fmt: skip
CODES: Mapping[str, str] = {
    "any": "Names or ISO codes",
    "iso3": "ISO codes of three letters",
    "iso2": "ISO codes of two letters",
    "cow": "Correlates of War numbers",
    "gw": "Gleditsch–Ward numbers",
    "m49": "Numbers of ISO and the UN",
    "fips": "FIPS codes",
    "cameo": "CAMEO codes",
}
NONE, FIXED = "\0none", "\0fixed"
"""Choices that are no column; no table can have columns of these names."""
LEAVE_OUT = "Leave these rows out"

Rule = dict[str, Any]


def show(head: intake.TableHead, *, key: str) -> str | None:
    """Show how columns are matched; return the mapping as TOML, None while something is missing.

    An empty text stands for a table in the standard format, which needs no mapping.
    """
    ways = {"columns": "Choose the columns", "text": "Write a mapping"}
    if head.is_standard:
        ways = {"standard": "As they are", **ways}
    way = st.segmented_control(
        "Columns",
        list(ways),
        default="text" if head.beyond and not head.is_standard else next(iter(ways)),
        required=True,
        format_func=lambda one: ways[one],
        key=f"{key}-way",
        persist_state="session",
        label_visibility="collapsed",
    )
    if way == "standard":
        st.markdown("The table has every column that is needed, under the names that are expected.")
        unused = [column for column in head.columns if column not in head.matched]
        if unused:
            st.caption("Not used: " + _listed(unused))
        return ""
    if head.beyond:
        st.info(
            f"This table needs more than a column for each field: {'; '.join(head.beyond)}. "
            + (
                "The mapping below says so. Answer its lines with DOUBT."
                if way == "text"
                else "Only a mapping can say that."
            ),
            icon=":material/rule:",
        )
    if way == "text":
        return _show_text(head, key=key)
    return _show_columns(head, key=key)


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(plain_text(one) for one in columns[:20])
    return plain(shown + (" and more" if len(columns) > 20 else ""))


def _show_text(head: intake.TableHead, *, key: str) -> str | None:
    """Show the suggested mapping as a text to mend, for what single choices cannot say."""
    text = st.text_area(
        "The mapping (TOML)",
        head.suggestion,
        height=420,
        key=f"{key}-toml",
        persist_state="session",
        help="Lines with DOUBT want an answer; “?” stands where one is missing.",
    )
    text = _answered(text, key=key)
    _download(text, key=key)
    return text if text.strip() else None


def _answered(text: str, *, key: str) -> str:
    """Show a field for each end that a mapping leaves open for all rows; return it with the answers."""
    left = intake.open_ends(text)
    if not left:
        return text
    st.markdown("**Open in the mapping, the same for all rows**")
    with st.grid(3, min_column_width=230, gap="medium"):
        for name, line in left.items():
            if rule := _fixed(name, key=f"{key}-end"):
                text = text.replace(line, f"{name} = {_toml(rule)}")
    return text


def _download(text: str, *, key: str) -> None:
    st.download_button(
        "Keep this mapping as a file",
        text.encode(),
        file_name="mapping.toml",
        mime="application/toml",
        key=f"{key}-mapping-file",
        icon=":material/download:",
        on_click="ignore",
        help="For the next version of the table: bilateral ingest events FILE --mapping mapping.toml",
    )


def _show_columns(head: intake.TableHead, *, key: str) -> str | None:
    rules: dict[str, Rule] = {}
    with st.grid(3, min_column_width=230, gap="medium"):
        for name in NEEDED:
            with st.container(key=f"{key}-box-{name}"):
                rule = _choose(head, name, key=key)
            if rule:
                rules[name] = rule
    chosen = [LABELS[name] for name in FURTHER if name in head.guesses]
    with (
        st.expander(
            f"Also matched: {', '.join(chosen)}" if chosen else "Further columns: title, place, topics …",
            key=f"{key}-more",
            icon=":material/add:",
        ),
        st.grid(3, min_column_width=230, gap="medium"),
    ):
        for name in FURTHER:
            with st.container(key=f"{key}-box-{name}"):
                rule = _choose(head, name, key=key)
            if rule:
                rules[name] = rule
    if "countries" in rules:
        rules = {name: rule for name, rule in rules.items() if name not in ("actor", "recipient")}
    _words(head, rules, key=key)
    needed = [name for name in NEEDED if name not in ("actor", "recipient") or "countries" not in rules]
    missing = [LABELS[name] for name in needed if name not in rules]
    if missing:
        st.info(
            f"Every event needs: **{plain(', '.join(missing))}**. Choose a column, or give the same for "
            f"all rows.",
            icon=":material/rule:",
        )
        return None
    used = {rule.get("column") or _numbered_by(head, rule.get("template", "")) for rule in rules.values()}
    unused = [column for column in head.columns if column not in used]
    if unused:
        st.caption("Not used: " + _listed(unused))
    text = mapping_text(rules, head.missing, head.sheet if len(head.sheets) > 1 else "")
    _download(text, key=key)
    return text


def _choose(head: intake.TableHead, name: str, *, key: str) -> Rule:
    """Show where one field comes from; return its rule, empty if from nowhere."""
    guess = head.guesses.get(name, {})
    is_fixable = name in ("actor", "recipient", "type", "source_url", "source_name", "status", "confidence")
    options = [NONE, *([FIXED] if is_fixable else []), *head.columns]
    start = guess.get("column") or _numbered_by(head, guess.get("template", "")) or NONE
    picked = st.selectbox(
        LABELS[name] + (" *" if name in NEEDED else ""),
        options,
        index=options.index(start) if start in options else 0,
        format_func=lambda one: {NONE: "–", FIXED: "The same for all rows …"}.get(one, plain_text(one)),
        key=f"{key}-{name}",
        persist_state="session",
    )
    if picked == NONE:
        return {}
    if picked == FIXED:
        return _fixed(name, key=key)
    rule: Rule = {"column": picked}
    if name in ("date", "date_end"):
        told = guess if guess.get("column") == picked else head.dates.get(picked, {})
        form = st.selectbox(
            "Written as",
            list(dict.fromkeys([*head.formats.get(picked, ()), "", *intake.DATE_FORMATS])),
            format_func=_format_words,
            key=f"{key}-{name}-{picked}-format",
            persist_state="session",
        )
        if form:
            rule["formats"] = form.splitlines()
        if set(form.splitlines()) & set(told.get("formats", ())):
            rule |= {part: told[part] for part in ("language", "range") if part in told}
    elif name in ("actor", "recipient", "countries"):
        start_codes = guess.get("codes", "any") if guess.get("column") == picked else "any"
        systems = list(CODES)
        codes = st.selectbox(
            f"Countries in “{spoken(str(picked)[:40])}” are",
            systems,
            index=systems.index(start_codes) if start_codes in systems else 0,
            format_func=lambda one: CODES[one],
            key=f"{key}-{name}-{picked}-codes",
            persist_state="session",
        )
        if codes != "any":
            rule["codes"] = codes
        separator = guess.get("separator", "") if guess.get("column") == picked else ""
        if name == "countries" and isinstance(separator, str):
            separator = (
                st.text_input(
                    "Between them stands", separator or ";", key=f"{key}-separator", persist_state="session"
                )
                or ";"
            )
        if separator:
            rule["separator"] = separator
    elif name == "id" and (template := _id_of_sheet(head, picked)):
        return {"template": template}
    elif name == "type" and guess.get("column") == picked and "codes" in guess:
        rule["codes"] = guess["codes"]
    elif name == "source_url":
        rule |= {
            part: guess[part] for part in ("strip", "pattern") if part in guess and guess["column"] == picked
        }
    # What a word of the column means, such as NA where it is Namibia; kinds are asked for one by one.
    told_words = guess.get("values", {}) if guess.get("column") == picked and name != "type" else {}
    if values := {word: ours for word, ours in told_words.items() if ours != "?"}:
        rule["values"] = values
    return rule


def _format_words(form: str) -> str:
    """Return a day written in each of the formats, one on a line; "" is our own.

    >>> _format_words("%d.%m.%Y\\n%d/%m/%Y")
    '31.01.2025 or 31/01/2025'
    """
    if not form:
        return "2025-01-31, 2025-01 or 2025"
    *most, last = (date(2025, 1, 31).strftime(one) for one in form.splitlines())
    return f"{', '.join(most)} or {last}" if most else last


def _id_of_sheet(head: intake.TableHead, column: str) -> str:
    """Return the id of a row of a workbook's sheet, of which another may number its rows alike; else ""."""
    is_plain = not set("{}") & set(head.sheet + column) and "sheet" not in head.columns
    return f"{{sheet}}-{{{column}}}" if len(head.sheets) > 1 and is_plain else ""


def _numbered_by(head: intake.TableHead, template: str) -> str:
    """Return the column that the id of a sheet's row is made of, "" if of none."""
    return next((one for one in head.columns if template and template == _id_of_sheet(head, one)), "")


def _fixed(name: str, *, key: str) -> Rule:
    """Show what stands for all rows; return the rule, empty while nothing is chosen."""
    value: str | None
    if name == "type":
        value = st.selectbox(
            "Kind of all rows",
            list(EVENT_TYPES),
            index=None,
            format_func=type_label,
            placeholder="Choose",
            key=f"{key}-{name}-value",
            persist_state="session",
        )
    elif name in ("actor", "recipient"):
        language = data.language()
        value = st.selectbox(
            f"{LABELS[name]}, in all rows",
            pickers.by_name(set(COUNTRIES)),
            index=None,
            format_func=lambda one: country(one, language),
            placeholder="Choose",
            key=f"{key}-{name}-value",
            persist_state="session",
        )
    else:
        value = st.text_input(
            f"{LABELS[name]}, for all rows",
            key=f"{key}-{name}-value",
            persist_state="session",
            max_chars=2_000,
            placeholder="https://" if name == "source_url" else None,
        ).strip()
    return {"value": value} if value else {}


def _words(head: intake.TableHead, rules: dict[str, Rule], *, key: str) -> None:
    """Show what each word of the column of kinds means, and write it into the rule."""
    column = rules.get("type", {}).get("column")
    if column is None:
        return
    # Capital letters and spaces do not count, so that a word is asked for once.
    forms = {_form(word): word for word in reversed(head.words.get(column, ())) if not intake.is_type(word)}
    words = [*reversed(forms.values())]
    if not words:
        return
    told = head.guesses.get("type", {}).get("values", {})
    meant = {_form(word): ours for word, ours in told.items()}
    guessed = {word: meant.get(_form(word), "") for word in words}
    labels = {type_label(one): one for one in EVENT_TYPES}
    st.markdown("**What the words mean.** Rows whose word is left open are rejected, never guessed.")
    columns = {
        "word": st.column_config.TextColumn("In the table", width=300),
        "meaning": st.column_config.SelectboxColumn(
            "Kind of event", options=[*labels, LEAVE_OUT], width=300, required=False
        ),
    }
    editor = f"{key}-words-{column}"
    table = st.data_editor(
        _meanings(words, guessed, editor),
        key=editor,
        hide_index=True,
        num_rows="fixed",
        disabled=["word"],
        height=min(38 + 35 * len(words), 420),
        alt="What each word of the table means",
        placeholder="Choose",
        column_config=columns,
    )
    st.session_state[f"{editor}.said"] = table
    grids.print_in_full(table, columns)
    values = {
        str(word): labels.get(str(meaning), "skip")
        for word, meaning in zip(table["word"], table["meaning"], strict=True)
        if meaning is not None and not pd.isna(meaning)
    }
    if values:
        rules["type"]["values"] = values


def _form(word: str) -> str:
    """Return a word as a mapping compares it."""
    return " ".join(word.casefold().split())


def _meanings(words: Sequence[str], guessed: Mapping[str, str], editor: str) -> pd.DataFrame:
    """Return what an editor of words begins with: what it said before a look at another page, or a guess.

    The table under an editor must stay the same while that is shown, and Streamlit keeps no editor's changes.
    """
    begun = f"{editor}.begun"
    if editor not in st.session_state:
        labels = [type_label(guessed[word]) if guessed.get(word) in EVENT_TYPES else None for word in words]
        first = pd.DataFrame({"word": words, "meaning": labels})
        st.session_state[begun] = st.session_state.get(f"{editor}.said", first)
    table: pd.DataFrame = st.session_state[begun]
    return table


def mapping_text(rules: Mapping[str, Rule], missing: Sequence[str] = (), sheet: str = "") -> str:
    """Return rules as a mapping file, for a sheet of a workbook where one is named.

    >>> print(mapping_text({"date": {"column": "Day", "formats": ["%d.%m.%Y"]}}))
    [fields]
    date = { "column" = "Day", "formats" = ["%d.%m.%Y"] }
    <BLANKLINE>
    """
    lines = [f"missing = {_toml(list(missing))}", ""] if missing else []
    lines += ["[input]", f"sheet = {_toml(sheet)}", ""] if sheet else []
    lines.append("[fields]")
    lines += [f"{name} = {_toml(rule)}" for name, rule in rules.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    """Return a value as TOML; JSON's strings and lists of strings are TOML's too."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(str(key))} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    # JSON leaves the delete character as it is, which TOML does not allow.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
