"""A first mapping for a table that nobody has described: what its columns look like, every doubt named.

The guesses come from the columns' names and from what their cells hold; a person reads and mends them before
anything is loaded.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from db.vocabulary import EVENT_TYPES
from etl.coding.suggest import near
from etl.column_looks import (
    Column,
    country_codes,
    date_formats,
    date_parts,
    fits_format,
    is_country,
    list_separator,
    name_form,
    same_countries,
    sample_columns,
)
from etl.mapping import DEFAULT_CAP, OPEN
from etl.tabular import Table

MANY_WORDS = 60
"""Different words of a type column that are listed."""

_NAMES = {
    "id": ("id atopid case_id war_num warnum event_id eventid uid key record_id no code treaty_id treatyid"),
    "date": (
        "date event_date start_date date_start startdate day when begin beg from signature signed "
        "date_signed signature_date date_of_signature visit_date arrival"
    ),
    "date_end": "date_end end_date enddate end until to_date departure",
    "actor": (
        "leader_country leader_country_iso sanctioning_state actor actor1 actor_1 country_a "
        "country1 country_1 state_a statea state1 sender source_country from_country origin "
        "initiator visitor visitor_country ccode1 cowcode1 iso1 iso3_1 party1 party_1 country "
        "side_a donor home_country imposer"
    ),
    "recipient": (
        "sanctioned_state recipient actor2 actor_2 country_b country2 country_2 state_b stateb "
        "state2 receiver target target_country to_country destination host host_country ccode2 "
        "cowcode2 iso2_2 iso3_2 party2 party_2 partner partner_country side_b counterpart "
        "country_visited target_state"
    ),
    "countries": "countries parties members states participants signatories dyad",
    "type": "type event_type eventtype kind category act action class form visit_type",
    "title": "title name headline description summary event what subject text treaty",
    "source_url": "source_url url link source sources address web reference citation",
    "source_name": "source_name publisher outlet newspaper source_title",
    "place": "place location city venue where",
    "level": "level rank",
    "tier": "tier partnership partnership_title",
    "topics": "topics topic issue issues theme",
    "status": "status",
    "confidence": "confidence certainty",
}

NAMES: Mapping[str, tuple[str, ...]] = {name: tuple(words.split()) for name, words in _NAMES.items()}
"""Names that tables give to what our fields hold; see `column_form`."""


def suggest_mapping(table: Table) -> str:
    """Return a mapping for `table` as TOML: guesses as lines, doubts as comments over them."""
    columns, missing = sample_columns(table)
    lines = [
        f"# A first mapping for {_toml(table.name)}. Read every line: what stands here is guessed",
        "# from the columns' names and the first rows. Lines with DOUBT need an answer before loading:",
        "#   bilateral ingest events FILE --mapping THIS_FILE --dry-run",
        f"# Columns found: {', '.join(column.name for column in columns if column.name)}",
        "",
    ]
    if missing:
        lines += [f"missing = {_toml(missing)}", ""]
    lines.append("[fields]")
    taken: dict[str, str] = {}
    dates = [column for column in columns if date_formats(column)]
    lines += _date_lines(columns, dates, taken)
    lines += _country_lines(columns, taken)
    lines += _type_lines(columns, taken)
    lines += _other_lines(columns, taken)
    if "group" in taken:
        lines += ["", "[group]", f"by = {_toml([taken['group']])}", "", "[expand]", f"cap = {DEFAULT_CAP}"]
    unused = [column.name for column in columns if column.name and column.name not in taken.values()]
    if unused:
        lines += ["", f"# Not used: {', '.join(unused)}"]
    extra = [c.name for c in dates if c.name not in taken.values() and date_formats(c) != ["%Y"]]
    if extra:
        lines += [
            f"# DOUBT: {', '.join(extra)} may be acts of their own (entry into force, end). If so, make",
            "# several events of a row, each with its own date and type:",
            "# [[events]]",
            '# type = { value = "agreement_in_force" }',
            f"# date = {_inline({'column': extra[0], 'formats': date_formats(_named(columns, extra[0]))})}",
        ]
    return "\n".join(lines) + "\n"


def _named(columns: Sequence[Column], name: str) -> Column:
    return next(column for column in columns if column.name == name)


def _by_name(columns: Sequence[Column], field_name: str, taken: Mapping[str, str]) -> Column | None:
    """Return the free column whose name fits a field best."""
    free = {name_form(c.name): c for c in columns if c.name and c.name not in taken.values() and c.cells}
    for name in NAMES[field_name]:
        if name in free:
            return free[name]
    for form, column in free.items():
        if any(
            len(name) > 4 and (form.startswith(f"{name}_") or form.endswith(f"_{name}"))
            for name in NAMES[field_name]
        ):
            return column
    return None


def _date_lines(columns: Sequence[Column], dates: Sequence[Column], taken: dict[str, str]) -> list[str]:
    named = _by_name([c for c in dates if date_formats(c) != ["%Y"]], "date", taken)
    parts = date_parts(columns)
    if named is None and parts:
        taken.update({f"date.{key}": name for key, name in parts.items()})
        return [f"date = {_inline(parts)}"]
    named = named or _by_name(dates, "date", taken)
    chosen = named or (dates[0] if dates else None)
    if chosen is None:
        guess = _by_name(columns, "date", taken)
        examples = f"; {guess.name} holds {_examples(guess)}" if guess else ""
        return [f"# DOUBT: no column holds dates that could be read{examples}.", 'date = { column = "?" }']
    taken["date"] = chosen.name
    formats = date_formats(chosen)
    lines = []
    if named is None or len(dates) > 1:
        others = ", ".join(column.name for column in dates if column is not chosen)
        lines.append(
            f"# DOUBT: the date of the act is taken from {chosen.name}"
            + (f", not from {others}." if others else ".")
        )
    # Another column of dates may show which of day and month comes first.
    told = [form for c in dates if c is not chosen for form in date_formats(c)]
    if len(formats) > 1 and set(formats) & set(told):
        formats = [form for form in formats if form in told]
    if {"%d/%m/%Y", "%m/%d/%Y"} <= set(formats) or {"%d-%m-%Y", "%m-%d-%Y"} <= set(formats):
        orders = f"{formats[0]} or {formats[1]}"
        lines.append(
            f"# DOUBT: every date fits day-month and month-day ({_examples(chosen)}); write {orders}."
        )
        formats = [OPEN]
    elif all(fits_format(text, formats[0]) for text in chosen.cells):
        formats = formats[:1]
    rule_: dict[str, object] = {"column": chosen.name}
    if formats != ["%Y-%m-%d"]:
        rule_["formats"] = formats
    return [*lines, f"date = {_inline(rule_)}"]


def _country_lines(columns: Sequence[Column], taken: dict[str, str]) -> list[str]:
    free = [c for c in columns if c.name not in taken.values() and c.cells]
    lists = [c for c in free if list_separator(c)]
    holding = [c for c in free if c not in lists and country_codes(c)]
    actor = _by_name(holding + lists, "actor", taken)
    recipient = _by_name(holding + lists, "recipient", {**taken, "actor": actor.name} if actor else taken)
    # A code and a name of the same country are one side, not two.
    for column in holding[:]:
        earlier = [] if column in (actor, recipient) else holding[: holding.index(column)]
        if any(same_countries(column, other) for other in earlier):
            holding.remove(column)
    doubts = []
    if (actor is None or recipient is None) and len(holding) >= 2:
        left = [c for c in holding if c not in (actor, recipient)]
        actor = actor or left.pop(0)
        recipient = recipient or left.pop(0)
        doubts.append(f"# DOUBT: who acts on whom is guessed: {actor.name} on {recipient.name}.")
    if actor is not None and recipient is not None:
        lines = doubts
        for name, column in (("actor", actor), ("recipient", recipient)):
            taken[name] = column.name
            lines += _country_line(name, column)
        return lines
    if lists:
        column = _by_name(lists, "countries", taken) or lists[0]
        taken["countries"] = column.name
        return [
            f"# {column.name} names several countries; each pair is a dyad, at most expand.cap of a row.",
            "# DOUBT: if one of them acts on the others, write actor and recipient instead.",
            f"countries = {_inline({'column': column.name, 'separator': list_separator(column)})}",
        ]
    if len(holding) == 1:
        return _lone_country_lines(columns, holding[0], taken)
    return [
        "# DOUBT: no column holds countries that are known.",
        'actor = { column = "?" }',
        'recipient = { column = "?" }',
    ]


def _lone_country_lines(columns: Sequence[Column], column: Column, taken: dict[str, str]) -> list[str]:
    """Return the lines for a table with one column of countries: a row per member, or one side unsaid."""
    taken["actor"] = column.name
    key = _by_name(columns, "id", taken)
    if key is not None and len(set(key.cells)) < 0.8 * len(key.cells):
        taken["group"] = key.name
        return [
            f"# DOUBT: rows of one {key.name} are taken for one event, one row per country; a row makes",
            "# at most expand.cap dyads. If the rows are events of their own, write actor and recipient.",
            *_country_line("countries", column),
        ]
    return [
        f"# DOUBT: only {column.name} holds countries; say who the other side is. If several rows are one",
        '# event, write countries = { column = "..." } and, below, [group] by = ["what they share"].',
        *_country_line("actor", column),
        'recipient = { value = "?" }',
    ]


def _country_line(name: str, column: Column) -> list[str]:
    separator = list_separator(column)
    if separator:
        parts = [part.strip() for text in column.cells for part in text.split(separator)]
        strange = Counter(part for part in parts if part and not is_country(part, "any"))
        return [
            *_unknown_lines(strange),
            f"{name} = {_inline({'column': column.name, 'separator': separator})}",
        ]
    systems = country_codes(column)
    best = systems[0][0]
    fitting = [system for share, system in systems if share == best]
    chosen = fitting[0]
    lines = []
    if chosen != "any" and len(fitting) > 1:
        lines.append(f"# DOUBT: {column.name} fits {' and '.join(fitting)} codes alike; which are they?")
    elif chosen == "any" and "fips" in fitting and all(len(text) == 2 for text in column.cells):
        lines.append(
            f'# DOUBT: {column.name} may be FIPS codes (where CH is China); write codes = "fips" if so.'
        )
    unknown = Counter(text for text in column.cells if not is_country(text, chosen))
    rule: dict[str, object] = {"column": column.name}
    if chosen != "any":
        rule["codes"] = chosen
    line = f"{name} = {_inline(rule)}"
    lines += _unknown_lines(unknown)
    return [*lines, line]


def _unknown_lines(unknown: Counter[str]) -> list[str]:
    if not unknown:
        return []
    words = ", ".join(f"{_toml(word)} ({n})" for word, n in unknown.most_common(12))
    return [
        f"# DOUBT: not known, so their rows would be rejected: {words}.",
        '#   Say what they are with values = { "their word" = "ISO3" }, or "skip" to leave them out.',
    ]


def _type_lines(columns: Sequence[Column], taken: dict[str, str]) -> list[str]:
    column = _by_name(columns, "type", taken)
    if column is None or column.share(lambda text: len(text) > 60) > 0.3:
        return [
            "# DOUBT: no column names the kind of act. If all rows are of one kind, write it; the kinds are",
            *_wrapped(EVENT_TYPES),
            'type = { value = "?" }',
        ]
    taken["type"] = column.name
    words = Counter(column.cells)
    guesses = {}
    unknown = []
    for word, _ in words.most_common(MANY_WORDS):
        form = "_".join(word.casefold().replace("-", " ").split())
        if form in EVENT_TYPES:
            continue
        found = near(word, [*EVENT_TYPES, *(t.label for t in EVENT_TYPES.values())], limit=1)
        by_label = {t.label: t.id for t in EVENT_TYPES.values()}
        if found:
            guesses[word] = by_label.get(found[0], found[0])
        else:
            unknown.append(word)
    lines = []
    if guesses or unknown:
        lines += [
            '# DOUBT: what the words mean is guessed or open ("?"); "skip" leaves rows out. The kinds are'
        ]
        lines += _wrapped(EVENT_TYPES)
    if len(words) > MANY_WORDS:
        lines.append(f"# DOUBT: {len(words)} different words; the {MANY_WORDS} most frequent stand here.")
    values = {**guesses, **dict.fromkeys(unknown, "?")}
    rule: dict[str, object] = {"column": column.name}
    if not values:
        return [*lines, f"type = {_inline(rule)}"]
    taken["type"] = column.name
    pairs = ", ".join(f"{_toml(word)} = {_toml(ours)}" for word, ours in values.items())
    return [*lines, f"type = {{ column = {_toml(column.name)}, values = {{ {pairs} }} }}"]


def _other_lines(columns: Sequence[Column], taken: dict[str, str]) -> list[str]:
    lines = []
    texts = [c for c in columns if c.share(lambda text: len(text) > 8 and " " in text) > 0.5]
    title = _by_name(texts, "title", taken)
    if title is not None:
        taken["title"] = title.name
        lines.append(f"title = {_toml(title.name)}")
    else:
        lines.append("# No column holds a title; the kind of act and the countries stand in for it.")
    holding = [c for c in columns if c.name not in taken.values() and c.share(_has_address) >= 0.5]
    url = _by_name(holding, "source_url", taken) or (holding[0] if holding else None)
    if url is not None:
        taken["source_url"] = url.name
        rule: dict[str, object] = {"column": url.name}
        if url.share(lambda text: text.startswith('"')) > 0.5:
            rule["strip"] = '"'
        if url.share(lambda text: text.lower().lstrip('"').startswith("http")) < 0.5:
            rule["pattern"] = r"(https?://\S+)"
        lines.append(f"source_url = {_inline(rule) if len(rule) > 1 else _toml(url.name)}")
    else:
        lines.append("# DOUBT: no column holds addresses; write the one where the data set can be found.")
        lines.append('source_url = { value = "https://..." }')
    for name in ("id", "date_end", "source_name", "place", "level", "tier", "topics", "status", "confidence"):
        column = _by_name(columns, name, taken)
        if column is None:
            continue
        if name == "id" and len(set(column.cells)) < len(column.cells):
            lines.append(f"# DOUBT: {column.name} repeats. If its rows are one event: [group] by = [...]")
            continue
        if name == "date_end" and not date_formats(column):
            continue
        if name in ("level", "topics", "status", "confidence"):
            lines.append(
                f"# DOUBT: {column.name} holds {_examples(column)}; say what they mean: values = {{ ... }}"
            )
            lines.append(f"# {name} = {_toml(column.name)}")
            continue
        taken[name] = column.name
        formats = date_formats(column)[:1] if name == "date_end" else []
        rule = {
            "column": column.name,
            **({"formats": formats} if formats and formats != ["%Y-%m-%d"] else {}),
        }
        lines.append(f"{name} = {_inline(rule) if len(rule) > 1 else _toml(column.name)}")
    return lines


def _has_address(text: str) -> bool:
    return "http://" in text or "https://" in text


def _examples(column: Column) -> str:
    return ", ".join(
        json.dumps(text[:40], ensure_ascii=False) for text in list(dict.fromkeys(column.cells))[:4]
    )


def _wrapped(words: Iterable[str]) -> list[str]:
    """Return words as comment lines of bearable width."""
    lines = ["#  "]
    for word in words:
        if len(lines[-1]) + len(word) > 100:
            lines.append("#  ")
        lines[-1] += f" {word}"
    return lines


def _toml(value: object) -> str:
    """Return a value as TOML; JSON's strings and lists of strings are TOML's too."""
    return json.dumps(value, ensure_ascii=False)


def _inline(rule: Mapping[str, object]) -> str:
    return "{ " + ", ".join(f"{key} = {_toml(value)}" for key, value in rule.items()) + " }"
