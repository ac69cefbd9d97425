"""What the words of a table's column of kinds may mean; every guess is for a person to confirm."""

import re
from collections import Counter
from collections.abc import Sequence

from db.vocabulary import EVENT_TYPES
from db.vocabulary.cameo import event_type_of
from etl.coding.suggest import near
from etl.suggested.column_looks import Column, name_form
from etl.suggested.column_names import by_name, by_word
from etl.tables.toml_text import examples, inline, toml, wrapped

MANY_WORDS = 60
"""Different words of a type column that are listed."""

_KINDS = tuple(
    (re.compile(pattern, re.IGNORECASE), type_)
    for pattern, type_ in (
        (r"withdraw|terminat|denounc|abrogat", "agreement_withdrawn"),
        (r"in(to)?[ _]?force|^force$", "agreement_in_force"),
        (r"lifted|lifting|eased", "sanction_lifted"),
        (r"sanction|embargo|tariff|export control|(import|export|travel|tour|trade) (ban|restrict)|freeze"
         r"|boycott|restrict", "sanction"),
        (r"foreign minister|minister\w* visit|外相", "ministerial_visit"),
        (r"(state|official|working|private|goodwill|leader'?s?) ?visit|^(state|official|working)$"
         r"|\bvisita\b|\bvisite\b|besuch\b|访问|訪問|国事", "leader_visit"),
        (r"summit|sommet|cumbre|gipfel", "summit"),
        (r"phone|telephone|\bcall\b", "leader_call"),
        (r"conference|multilateral|margins|sideline", "sideline_meeting"),
        (r"treaty|agreement|\bbits?\b|\bmou\b|convention|protocol|pact|accord", "agreement_signed"),
        (r"statement|communiqu|declaration", "joint_statement"),
        (r"exercise|drill", "joint_exercise"),
        (r"grant|loan|\baid\b|assistance|\boda\b|zusammenarbeit", "aid"),
        (r"arms|weapon", "arms_transfer"),
        (r"protest|condemn|criticis|criticiz|denounce|demarche", "protest"),
        (r"threat|ultimatum", "threat"),
        (r"dispute|complaint|lawsuit", "dispute"),
        (r"clash|attack|battle|armed|\bwar\b|state-based", "conflict"),
        (r"incursion|intrusion|stand-?off|seizure|collision", "incident"),
        (r"expel|expulsion|recall|rupture|severed|closure", "diplomatic_rupture"),
        (r"embassy|ambassad|established relations|diplomatic relations|consulate", "diplomatic_relations"),
        (r"consult|dialogue|talks", "consultation"),
    )
)  # fmt: skip


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
    column = named or by_word(texts, "type", taken)
    if column is None or column.share(lambda text: len(text) > 60) > 0.3:
        return [
            "# DOUBT: no column names the kind of act. If all rows are of one kind, write it; the kinds are",
            *wrapped(EVENT_TYPES),
            '# Else write { column = "theirs", values = { "their word" = "one of these" } }.',
            'type = { value = "?" }',
        ]
    taken["type"] = column.name
    words = Counter(column.cells)
    values = {
        word: guess_kind(word) or "?" for word, _ in words.most_common(MANY_WORDS) if not _is_kind(word)
    }
    lines = [] if named else [f"# DOUBT: {column.name} is taken for the kind of act by a word of its name."]
    if values:
        lines.append(
            '# DOUBT: what the words mean is guessed or open ("?"); "skip" leaves rows out. If no word tells'
        )
        lines.append('# the kind and all rows are of one, write { value = "..." } instead. The kinds are')
        lines += wrapped(EVENT_TYPES)
    if len(words) > MANY_WORDS:
        lines.append(f"# DOUBT: {len(words)} different words; the {MANY_WORDS} most frequent stand here.")
    if not values:
        return [*lines, f"type = {inline({'column': column.name})}"]
    pairs = ", ".join(f"{toml(word)} = {toml(ours)}" for word, ours in values.items())
    return [*lines, f"type = {{ column = {toml(column.name)}, values = {{ {pairs} }} }}"]


def guess_kind(word: str) -> str:
    """Return the kind that a word seems to mean, "" if it tells of none.

    >>> guess_kind("State Visit"), guess_kind("Medical")
    ('leader_visit', '')
    """
    for pattern, type_ in _KINDS:
        if pattern.search(word):
            return type_
    by_label = {t.label: t.id for t in EVENT_TYPES.values()}
    found = near(word, [*EVENT_TYPES, *by_label], limit=1) if len(word) > 4 else ()
    # "Bilateral" looks like "leader_call", but shares no word with it.
    starts = {one[:4] for one in re.findall(r"\w{4,}", word.casefold())}
    if not found or not any(one[:4] in starts for one in re.findall(r"[^\W_]+", found[0].casefold())):
        return ""
    return by_label.get(found[0], found[0])


def _is_kind(word: str) -> bool:
    return "_".join(word.casefold().replace("-", " ").split()) in EVENT_TYPES


def _cameo_column(columns: Sequence[Column], taken: dict[str, str]) -> Column | None:
    for column in columns:
        form = name_form(column.name)
        is_named = re.search(r"cameo", form) or form in ("event_code", "eventcode")
        if column.name not in taken.values() and is_named and column.share(str.isdigit) > 0.9:
            return column
    return None
