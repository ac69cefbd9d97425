"""What the words of a table's column of kinds may mean; every guess is for a person to confirm."""

import re
from collections import Counter
from collections.abc import Sequence

from db.vocabulary import EVENT_TYPES
from db.vocabulary.cameo import event_type_of
from etl.coding.kind_words import guess_kind
from etl.suggested.column_looks import Column, is_flag, name_form
from etl.suggested.column_names import NAMES, by_name, by_word
from etl.tables.toml_text import examples, inline, toml, wrapped

_MAY_BE_KINDS = ("none", "unknown", "ongoing", "present")

MANY_WORDS = 60
"""Different words of a type column that are listed."""


def type_lines(columns: Sequence[Column], taken: dict[str, str]) -> list[str]:
    """Return the lines that say what kind of act a row tells of, with their doubts."""
    codes = _cameo_column(columns, taken)
    if codes is not None:
        taken["type"] = codes.name
        none = Counter(text for text in codes.cells if not event_type_of(text))
        lines = [
            f"# {codes.name} holds CAMEO codes; each stands for one of our kinds.",
        ]
        if none:
            lines.append(
                f"# DOUBT: of these codes no kind is known, so their rows are rejected: {examples(none)};"
            )
            lines.append('#   say what they mean with values = { "036" = "consultation" }, or "skip".')
        return [*lines, f"type = {inline({'column': codes.name, 'codes': 'cameo'})}"]
    texts = [c for c in columns if c.share(lambda text: bool(re.fullmatch(r"[\d.,\s-]+", text))) < 0.5]
    named = by_name(texts, "type", taken)
    # Each item of a GeoJSON is a "Feature", which is no kind of act.
    texts = [one for one in texts if not is_flag(one) and set(one.cells) != {"Feature"}]
    named = named if named in texts else None
    worded = named or by_word(texts, "type", taken)
    column = worded if worded is not None and not _is_prose(worded) else _by_cells(texts, taken)
    tiers = by_name(texts, "tier", taken)
    if column is not named and tiers is not None and tiers.share(_is_partnership) > 0.5:
        return [
            f"# DOUBT: {tiers.name} holds titles of partnerships, so each row is taken for one that began",
            "#   or raised; write another kind if rows tell of something else.",
            'type = { value = "partnership_upgrade" }',
        ]
    if column is None:
        return [
            "# DOUBT: no column names the kind of act. If all rows are of one kind, write it; the kinds are",
            *wrapped(EVENT_TYPES),
            *_told_by_names(columns),
            '# Else write { column = "theirs", values = { "their word" = "one of these" } }.',
            *(
                [f"# {worded.name} has words of its own in most rows: {examples(worded.cells)}."]
                if worded
                else []
            ),
            'type = { value = "?" }',
        ]
    taken["type"] = column.name
    words = Counter(column.cells)
    forms = {" ".join(word.casefold().split()): word for word, _ in reversed(words.most_common(MANY_WORDS))}
    values = {word: guess_kind(word) or "?" for word in reversed(forms.values()) if not _is_kind(word)}
    by = "a word of its name" if column is worded else "the words that it holds"
    lines = [] if column is named else [f"# DOUBT: {column.name} is taken for the kind of act by {by}."]
    if values:
        lines.append(
            '# DOUBT: what the words mean is guessed or open ("?"); "skip" leaves rows out. If no word tells'
        )
        lines.append('# the kind and all rows are of one, write { value = "..." } instead. The kinds are')
        lines += wrapped(EVENT_TYPES)
    for word, n in column.marks.items():
        # Among embassies and legations "None" says that relations ended.
        if word.casefold() in _MAY_BE_KINDS:
            lines.append(
                f"# DOUBT: {toml(word)} ({n}) stands in missing, so that its rows have no kind and are"
            )
            lines.append("#   rejected; if it tells one, take it out there and say which beside the others.")
    if len(words) > MANY_WORDS:
        lines.append(f"# DOUBT: {len(words)} different words; the {MANY_WORDS} most frequent stand here.")
    if not values:
        return [*lines, f"type = {inline({'column': column.name})}"]
    pairs = ", ".join(f"{toml(word)} = {toml(ours)}" for word, ours in values.items())
    return [*lines, f"type = {{ column = {toml(column.name)}, values = {{ {pairs} }} }}"]


def _told_by_names(columns: Sequence[Column]) -> list[str]:
    """Return a comment on the kinds that the names of the columns tell of, as `sanctioned_state` does."""
    forms = {one.name: name_form(one.name) for one in reversed(columns)}
    # A "State" alone is one, not a state visit.
    told = {guess_kind(form.replace("_", " ")): name for name, form in forms.items() if form != "state"}
    named = [f"{kind} ({name})" for kind, name in reversed(told.items()) if kind]
    return [f"# Names of columns speak of {', '.join(named[:3])}."] if named else []


def _is_prose(column: Column) -> bool:
    """True if the cells are sentences, or most rows have words of their own that tell of no kind."""
    if column.share(lambda text: len(text) > 60) > 0.3:
        return True
    n_words = len(set(column.cells))
    return n_words >= 10 and n_words > 0.7 * len(column.cells) and column.share(_tells_kind) < 0.5


def _by_cells(columns: Sequence[Column], taken: dict[str, str]) -> Column | None:
    """Return the free column whose few words, by and large, tell of kinds of acts; None if none does."""
    free = [c for c in columns if c.name not in taken.values() and c.cells]
    # What holds our own words is no title, however few rows there are.
    ours = next((c for c in free if all(map(_is_kind, c.cells))), None)
    if ours is not None:
        return ours
    # "In force" tells how a treaty stands now, not what was done on the day of the row.
    free = [c for c in free if name_form(c.name) not in (*NAMES["title"], *NAMES["status"])]
    short = [c for c in free if max(map(len, c.cells)) <= 60 and len(set(c.cells)) <= MANY_WORDS]
    # More than two words may be a title ("Treaty of amity"), unless they come again.
    sure = (c for c in short if c.share(_tells_kind) == 1 and c.share(lambda text: text.count(" ") > 1) == 0)
    if (first := next(sure, None)) is not None:
        return first
    short = [c for c in short if len(set(c.cells)) <= 0.7 * len(c.cells)]
    return next((column for column in short if column.share(_tells_kind) >= 0.6), None)


def _is_partnership(word: str) -> bool:
    return guess_kind(word) == "partnership_upgrade"


def _tells_kind(word: str) -> bool:
    return _is_kind(word) or bool(guess_kind(word))


def _is_kind(word: str) -> bool:
    return "_".join(word.casefold().replace("-", " ").split()) in EVENT_TYPES


def _cameo_column(columns: Sequence[Column], taken: dict[str, str]) -> Column | None:
    for column in columns:
        form = name_form(column.name)
        is_named = re.search(r"cameo", form) or form in ("event_code", "eventcode")
        if column.name not in taken.values() and is_named and column.share(str.isdigit) > 0.9:
            return column
    return None
