"""Which columns of an unknown table hold the states, and who of them acts on whom."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from db.vocabulary.countries import UnknownCountryError, find_country
from etl.mappings.mapped_states import split_states
from etl.mappings.mapping import OPEN
from etl.suggested.column_looks import (
    Column,
    country_codes,
    is_country,
    is_same_state,
    list_separators,
    name_form,
    same_countries,
    state_of,
)
from etl.suggested.column_names import NAMES, by_name, key_column
from etl.suggested.side_words import acts, is_acted_on
from etl.suggested.state_columns import (
    best_column,
    better_beside,
    codes_among_names,
    is_one_list,
    lost_state,
    system_of,
)
from etl.suggested.states_in_titles import InTitle, states_in_titles
from etl.tables.toml_text import inline, toml

MANY_UNKNOWN = 12
"""Words that are no state which a doubt lists."""

_ARROWS = frozenset({"->", "→", "⇒"})
FIRST = "first-to-rest"
_SIDE_OF = re.compile(r"^side(_?a)?$|^(camp|team|bloc)$|_side(_?a)?$")
"""A column that says on which side the state of its row stands."""
_CALLED = re.compile(r"^(country|pays|país|paese|land|nation|国|國|страна|negara)(_name)?$")
_OF_CITIES = re.compile(
    r"(sister|twin|partner)_?(cit|town|state|prefecture)|twinned|partnerst[aä]dt|jumel|gemell|hermanad"
    r"|姉妹都市|友好都市|友好城市|姐妹城市|자매"
)
_TRIP = re.compile("trip|visit|travel|voyage|journey|tour|reise|viaje")
_ONE_SIDE = re.compile(r"sender|imposer|target|respond|complain|donor|recip|supplier")


def country_lines(columns: Sequence[Column], taken: dict[str, str]) -> list[str]:
    """Return the lines that say who acts on whom, with their doubts; their columns are added to `taken`."""
    cities = [column.name for column in columns if _OF_CITIES.search(name_form(column.name))]
    if not cities:
        return _lines_of_states(columns, taken)
    return [
        f"# DOUBT: {cities[0]} speaks of cities or provinces; what these agree on is no act of their states.",
        "#   Load the table only if states acted.",
        *_lines_of_states(columns, taken),
    ]


def _lines_of_states(columns: Sequence[Column], taken: dict[str, str]) -> list[str]:
    free = [c for c in columns if c.name not in taken.values() and c.cells and not _is_side(c)]
    families = _families([c for c in columns if c.name not in taken.values() and not _is_side(c)])
    in_families = {column.name for family in families.values() for column in family}
    lists = [c for c in free if c.name not in in_families and list_separators(c)[0]]
    # "sv" in a column of kinds is a state visit, not El Salvador.
    free = [c for c in free if name_form(c.name) not in NAMES["type"]]
    holding = [c for c in free if c.name not in in_families and c not in lists and country_codes(c)]
    sides = {
        "actor": _side(acts, "actor", holding, lists, families, taken),
        "recipient": _side(is_acted_on, "recipient", holding, lists, families, taken),
    }
    if sides["actor"] and sides["actor"] == sides["recipient"]:
        sides["actor"] = []
    chosen = [column for side in sides.values() for column in side]
    # A code and a name of the same country are one side, not two.
    left: list[Column] = []
    # A list that names a single state in many rows may be a side as well.
    of_one = [c for c in lists if c not in chosen and country_codes(c) and _is_of_one(c)]
    for column in (*(c for c in holding if c not in chosen), *of_one):
        if not any(same_countries(column, other) for other in (*chosen, *left)):
            left.append(column)
    # A column that names both sides tells more than a guess which of two others acts on which.
    pairs = [column for column in lists if column not in chosen and not _is_of_one(column)]
    if pairs:
        doubts = _with_list(sides, by_name(pairs, "countries", taken) or max(pairs, key=_n_listed))
    elif "countries" in families:
        doubts = _with_family(sides, families["countries"])
    else:
        doubts = _with_left(sides, left)
    if sides["actor"] and sides["recipient"]:
        lines = doubts
        for name, other in (("actor", "recipient"), ("recipient", "actor")):
            lines += _side_lines(name, sides[name], taken, columns, sides[other])
        return lines
    lone = sides["recipient"] or sides["actor"] or [c for c in lists if _is_of_one(c)][:1]
    if lone and name_form(lone[0].name) not in NAMES["countries"]:
        return _lone_lines(columns, lone, bool(sides["recipient"]), taken)
    if "countries" in families or lists:
        many = families.get("countries") or [by_name(lists, "countries", taken) or lists[0]]
        if set(list_separators(many[0])[0]) <= _ARROWS and len(many) == 1:
            lines = _side_lines("countries", many, taken, columns)
            taken["pairs"] = FIRST
            return [f"# {many[0].name} names who acted and, behind the arrow, on whom.", *lines]
        named = f"{many[0].name} to {many[-1].name} name" if len(many) > 1 else f"{many[0].name} names"
        return [
            f"# {named} several countries; each pair is a dyad, at most expand.cap of a row.",
            "# DOUBT: who did it to whom, if anyone, is not said. If the first acts on the rest, write under",
            '#   [expand] pairs = "first-to-rest"; if other columns tell it, write actor and recipient.',
            *_side_lines("countries", many, taken, columns),
        ]
    # A table of empires and kingdoms names few that are known, but its column says what it holds.
    left += [c for c in free if _CALLED.search(name_form(c.name)) and c.share(_has_letters) > 0.5]
    if left:
        return _lone_lines(columns, left[:1], False, taken)
    if (told := states_in_titles([c for c in columns if c.name not in taken.values()])) is not None:
        return _title_lines(told)
    return [
        '# DOUBT: no column holds countries that are known; name the columns, or write { value = "JPN" }.',
        'actor = { column = "?" }',
        'recipient = { column = "?" }',
    ]


def _with_list(sides: dict[str, list[Column]], pairs: Column) -> list[str]:
    """Give a side that is missing the states of a list; take both away where the list names all of them."""
    known = next((name for name in ("actor", "recipient") if sides[name]), "")
    if not known or (sides["actor"] and sides["recipient"]):
        return []
    if _is_within(sides[known][0], pairs):
        sides[known] = []
        return []
    sides["recipient" if known == "actor" else "actor"] = [pairs]
    return [_guessed(sides)]


def _with_family(sides: dict[str, list[Column]], family: list[Column]) -> list[str]:
    """Give a side that is missing the states of numbered columns; take both away where these name all."""
    known = next((name for name in ("actor", "recipient") if sides[name]), "")
    if not known or (sides["actor"] and sides["recipient"]):
        return []
    one = sides[known][0]
    same = sum(any(column.by_row.get(row) == text for column in family) for row, text in one.by_row.items())
    if 2 * same > len(one.by_row):
        sides[known] = []
        return []
    sides["recipient" if known == "actor" else "actor"] = family
    return [_guessed(sides)]


def _with_left(sides: dict[str, list[Column]], left: list[Column]) -> list[str]:
    """Give a side that no name tells the likeliest of the columns that are left."""
    doubts = []
    for name, other in (("actor", "recipient"), ("recipient", "actor")):
        generic = _generic(left) if sides[other] else left
        if not sides[name] and generic and (sides[other] or len(left) > 1):
            sides[name] = [generic[0]]
            left.remove(generic[0])
            doubts = [_guessed(sides)]
    return [doubt for doubt in doubts if doubt]


def _n_listed(column: Column) -> float:
    """Return how many states the cells of a list name on average."""
    separators, system = list_separators(column)
    parts = [part for text in column.cells for part in _torn(text, separators, system)]
    return sum(is_country(part, system) for part in parts) / len(column.cells)


def _torn(text: str, separators: Sequence[str], system: str) -> list[str]:
    return split_states(text, tuple(separators), lambda part: is_country(part, system))


def _is_within(one: Column, many: Column) -> bool:
    """True if in most rows a list names the state of another column as well."""
    separators, system = list_separators(many)
    codes = system_of(one, [one])[0]
    rows = [row for row in one.by_row if row in many.by_row]

    def names(text: str) -> set[str]:
        return {state_of(part, system) for part in _torn(text, separators, system)}

    within = sum(state_of(one.by_row[row], codes) in names(many.by_row[row]) for row in rows)
    return 2 * within > len(rows)


def _is_side(column: Column) -> bool:
    """True if a column says on which of two sides the state of its row stands, as numbers do in wars."""
    words = set(column.cells)
    return len(words) == 2 and all(map(str.isdigit, words)) and bool(_SIDE_OF.search(name_form(column.name)))


def _is_of_one(column: Column) -> bool:
    """True if many cells name a single state, so that the column alone makes no dyads."""
    separators, system = list_separators(column)

    def is_single(text: str) -> bool:
        return len(_torn(text, separators, system)) < 2

    return column.share(is_single) > 0.3


def _guessed(sides: dict[str, list[Column]]) -> str:
    if not (sides["actor"] and sides["recipient"]):
        return ""
    return (
        f"# DOUBT: who acts on whom is guessed: {sides['actor'][0].name} on {sides['recipient'][0].name}; "
        "swap the two if it is the other way."
    )


def _generic(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that bear no name of their own but "country", "state" or nothing, first."""
    return sorted(
        columns, key=lambda c: not re.search("country|state|land|pays|pa[ií]s|國|国", name_form(c.name))
    )


def _side(
    is_meant: Callable[[str, Sequence[str]], bool],
    field: str,
    holding: Sequence[Column],
    lists: Sequence[Column],
    families: dict[str, list[Column]],
    taken: dict[str, str],
) -> list[Column]:
    """Return the columns of one side: one, or a family of them (sender1, sender2); [] if none is named so."""
    if field in families:
        return families[field]
    candidates = [*holding, *lists]
    exact = by_name(candidates, field, taken, is_exact=True)
    if exact is not None and name_form(exact.name) != "country":
        return [exact]
    forms = [name_form(c.name) for c in candidates]
    named = [c for c in candidates if is_meant(name_form(c.name), forms)]
    # Of a name and a code the name reads better, but a code leaves less unknown.
    named.sort(key=lambda c: (not re.search("country|state", name_form(c.name)), -_known_share(c)))
    return named[:1]


def _known_share(column: Column) -> float:
    systems = country_codes(column)
    return systems[0][0] if systems else 0.0


def _families(columns: Sequence[Column]) -> dict[str, list[Column]]:
    """Return columns that are numbered members of one list, by the field that they make.

    Those that the first rows leave empty are among them: a later row may have more members.
    """
    found: dict[str, list[Column]] = {}
    stems: dict[str, list[Column]] = {}
    for column in columns:
        stem = re.sub(r"_?\d+(?=_|$)", "", name_form(column.name))
        if stem != name_form(column.name):
            stems.setdefault(stem, []).append(column)
    for stem, family in stems.items():
        # Two numbered columns are the two sides, unless their name is that of one.
        if sum(bool(column.cells) for column in family) < (2 if _ONE_SIDE.search(stem) else 3):
            continue
        if not all(country_codes(column) for column in family[:2]) and not is_one_list(family):
            continue
        # `iso2` and `iso3` are one state in two codes.
        if any(same_countries(family[0], column) for column in family[1:]):
            continue
        field = "actor" if acts(stem) else "recipient" if is_acted_on(stem) else "countries"
        found.setdefault(field, family)
    return found


def _title_lines(told: InTitle) -> list[str]:
    """Return the lines for a table of which only the titles name states."""
    lines = [
        f"# DOUBT: no column holds countries, but {told.column} begins with them; they are taken from there.",
        "#   Rows in which the pattern finds none, or what is no state, will be rejected by name.",
    ]
    if told.separators:
        return [*lines, f"countries = {inline(told.rule)}"]
    return [
        *lines,
        "# DOUBT: say who the other side is, and swap the two if it is acted on.",
        'actor = { value = "?" }',
        f"recipient = {inline(told.rule)}",
    ]


def _lone_lines(
    columns: Sequence[Column], lone: list[Column], is_recipient: bool, taken: dict[str, str]
) -> list[str]:
    """Return the lines for a table with one column of countries: a row per member, or one side unsaid."""
    is_actor = not is_recipient and acts(name_form(lone[0].name))
    lone = _best(lone, columns)
    name = lone[0].name
    # What names the state again tells of no event that rows share.
    others = [c for c in columns if c.name == name or not same_countries(c, lone[0])]
    key = key_column(others, {**taken, "lone": name}, is_unique=False)
    # A trip goes to one state after the other, which have no part in each other's visit.
    if not is_recipient and key is not None and not _TRIP.search(name_form(key.name)):
        taken["group"] = key.name
        sides = [c for c in columns if c.name not in taken.values() and _is_side(c)]
        if sides:
            taken["sides"] = sides[0].name
        return [
            f"# DOUBT: rows of one {key.name} are taken for one event, one row per country; a row makes",
            "# at most expand.cap dyads. If the rows are events of their own, write actor and recipient.",
            "# Each pair begins on the later and ends on the earlier of its two rows.",
            *_side_lines("countries", lone, taken, columns),
        ]
    return [
        f"# DOUBT: only {name} holds countries; say who the other side is. If all rows are acts of one",
        '# state, write it: { value = "USA" }. If another column tells it in its own words, write',
        '# { column = "Leader", values = { "Their word" = "USA" } }. If the column names who acts, swap',
        '# the two. If several rows are one event, write countries = { column = "..." } in place of both',
        '# and, at the end, [group] by = ["what the rows share"].',
        *([] if is_actor else ['actor = { value = "?" }']),
        *_side_lines("actor" if is_actor else "recipient", lone, taken, columns),
        *(['recipient = { value = "?" }'] if is_actor else []),
    ]


def _side_lines(
    name: str,
    side: Sequence[Column],
    taken: dict[str, str],
    columns: Sequence[Column],
    other: Sequence[Column] = (),
) -> list[str]:
    """Return the lines of one side; what parts the states of the `other` parts those of this one too."""
    side = _best(side, columns)
    for number, column in enumerate(side):
        taken[name if number == 0 else f"{name}.{number}"] = column.name
    separators, system = list_separators(side[0]) if len(side) == 1 else ([], "any")
    if len(side) == len(other) == 1 and not separators:
        torn = [text for text in side[0].cells if not is_country(text, "any")]
        separators = [one for one in list_separators(other[0])[0] if any(one in text for text in torn)]
    lines: list[str] = []
    if system != "any" or not separators:
        # Members that alone look like no states are judged with the others of their list.
        beside = [one for one in _holding(columns) if one not in side]
        system, lines = system_of(side[0], [*side, *beside])
    unknown = Counter(
        part
        for column in side
        for text in column.cells
        for part in _torn(text, separators, system)
        if not is_country(part, system)
    )
    rule: dict[str, object] = {"column": side[0].name}
    if len(side) > 1:
        rule = {"every": [column.name for column in side]}
    if system != "any":
        rule["codes"] = system
    if separators:
        rule["separator"] = separators[0] if len(separators) == 1 else separators
    # The letters of Namibia are those of "not available" too.
    is_namibia = len(side) == 1 and _is_of_two_letters(side[0]) and bool(side[0].marks["NA"])
    if is_namibia:
        rule["values"] = {"NA": "NAM"}
        lines.append(
            f"# DOUBT: NA ({side[0].marks['NA']}) is taken for Namibia; if it means nothing, remove values."
        )
    lines = [*lines, *_unknown_lines(unknown, system)]
    if system == "any":
        parts = [part for column in side for text in column.cells for part in _torn(text, separators, system)]
        lines += codes_among_names(parts)
    if len(side) == 1 and name != "countries":
        lines += _empty_lines(side[0], columns)
    better = better_beside(side[0], _holding(columns)) if unknown and len(side) == 1 else None
    if better is not None:
        column, codes = better
        theirs = {"column": column.name, **({"codes": codes} if codes != "any" else {})}
        lines.append(f"#   {column.name} leaves fewer unknown: write {inline(theirs)} if it is right.")
    return [*lines, f"{name} = {inline(rule)}"]


def _is_of_two_letters(column: Column) -> bool:
    return bool(column.cells) and column.share(lambda text: bool(re.fullmatch("[A-Z]{2}", text))) == 1


def _empty_lines(column: Column, columns: Sequence[Column]) -> list[str]:
    """Return a doubt on rows that name no state: one above them may hold for them too."""
    # A row of which most cells are empty, such as a sum, has no state to take over.
    n_filled = Counter(row for one in columns for row in one.by_row)
    rows = [row for row, n in n_filled.items() if 2 * n >= len(columns)]
    n_rows, n_empty = len(rows), sum(row not in column.by_row for row in rows) - sum(column.marks.values())
    if n_empty <= 0 or 0 not in column.by_row:
        return []
    return [
        f"# DOUBT: {column.name} is empty in {n_empty} of the {n_rows} rows looked at, which would be "
        "rejected;",
        "#   if the state above them is meant, write at the top, on two lines:",
        f"#   [input] and fill_down = {toml([column.name])}",
    ]


def _best(side: Sequence[Column], columns: Sequence[Column]) -> list[Column]:
    """Return the columns of a side; of several that name the same lone state the best."""
    if len(side) > 1 or list_separators(side[0])[0]:
        return list(side)
    return [best_column(side[0], _holding(columns))]


def _holding(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that hold states, one a cell or several."""
    return [c for c in columns if c.cells and (country_codes(c) or list_separators(c)[0])]


def _unknown_lines(unknown: Counter[str], system: str) -> list[str]:
    if not unknown:
        return []
    words = ", ".join(
        f"{toml(word[:60])} ({', '.join(filter(None, [_what_may_be(word, system), str(n)]))})"
        for word, n in unknown.most_common(MANY_UNKNOWN)
    )
    open_ends = ", ".join(f"{toml(word)} = {toml(OPEN)}" for word, _ in unknown.most_common(MANY_UNKNOWN))
    by_day = next((word for word in unknown if system == "any" and _is_of_its_day(word)), "")
    return [
        f"# DOUBT: not known, so their rows would be rejected: {words}.",
        '#   Say what each is, its ISO3 or "skip" to leave it out, in the rule under this:',
        f"#   values = {{ {open_ends} }}",
        *([f"#   {toml(by_day)} is one or the other, by the date: write by_day = true."] if by_day else []),
    ]


def _what_may_be(word: str, system: str) -> str:
    """Return what an unknown word may mean, "" if nothing is near."""
    if system != "any":
        return lost_state(system, word)
    try:
        find_country(word)
    except UnknownCountryError as error:
        return f"{' or '.join(error.suggestions)}?" if error.suggestions else ""
    return ""


def _has_letters(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text))


def _is_of_its_day(word: str) -> bool:
    """True for "Russia (Soviet Union)": two states of which one followed the other."""
    both = re.fullmatch(r"([^()]+)\(([^()]+)\)", word)
    states = [state_of(name.strip(), "any") for name in both.groups()] if both else []
    return len(set(states)) == 2 and all(states) and is_same_state(*states)
