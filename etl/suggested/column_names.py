"""Names that tables give to what our fields hold, and the columns that bear them."""

import re
from collections.abc import Mapping, Sequence

from etl.suggested.column_looks import Column, name_form

_NAMES = {
    "date": (
        "date dates event_date start_date date_start startdate trip_start_date day when begin beg from "
        "signature signed date_signed signature_date date_of_signature visit_date arrival begclaim "
        "date_imposed fecha datum 年月日 fecha_de_inicio delivery_year_s year_s_of_delivery start"
    ),
    "date_end": (
        "date_end end_date enddate end until to to_date departure endclaim fecha_de_término end_year endyear "
        "year_end finish finished stop expiry expiry_date expires"
    ),
    "actor": (
        "leader_country leader_country_iso sanctioning_state actor actor1 actor_1 country_a source_country "
        "actor_country actor1_country_code country1 country_1 state_a statea state1 sender primarysender "
        "from_country origin initiator visitor visitor_country ccode1 cowcode1 iso1 iso3_1 party1 party_1 "
        "side_a donor home_country imposer gwnoa gwno_a seller supplier"
    ),
    "recipient": (
        "sanctioned_state recipient actor2 actor_2 country_b target_country actor2_country_code country2 "
        "country_2 state_b stateb state2 receiver target to_country destination host host_country "
        "ccode2 cowcode2 iso2_2 iso3_2 party2 party_2 partner partner_country side_b counterpart "
        "country_visited target_state targetstate gwnob gwno_b buyer"
    ),
    "countries": "countries parties members states participants signatories dyad membership member_states "
    "member_countries contracting_parties belligerents",
    "type": (
        "event_type eventtype treaty_type treatytype agreement_type type_of_visit visit_type kind type "
        "category act action class form measure nature purpose trip_purpose "
        "tipo_de_visita tipo art 目的 anlass occasion motif event_text "
        "typ rodzaj soort tür jenis 类型 访问类型 類型 種類 訪問形態 유형 نوع вид тип cell_under_it"
    ),
    "title": (
        "title event_title headline remarks conflict_name name_of_conflict nameof_conflict name_of_war "
        "description short_title full_title treaty_name treaty_title common_name "
        "rta_name document_name agreement_name agreement_title name_of_treaty name_of_agreement treaty "
        "summary event subject details text what war_name crisis_name crisname name massnahme "
        "objective weapon_description item_label event_label exercise exercise_name operation intitulé titre "
        "título titolo titel bezeichnung 件名 标题 名称 notes purpose_text details_of_visit visit_label "
        "beschreibung opis descripción descrição beschrijving описание açıklama keterangan"
    ),
    "source_url": "source_url url link source sources address web reference citation",
    "source_name": "publisher outlet newspaper source_title source_name source_article source",
    "place": "place location city city_visited locale venue where where_coordinates ville ort ciudad lugar "
    "areas_visited cities city_region visited_city cidade città stad miasto stadt 都市 城市",
    "level": "level rank",
    "tier": "tier partnership partnership_title level_of_partnership type_of_partnership partnership_type",
    "topics": "topics topic issue issues theme",
    "status": "status in_force_status current_status",
    "confidence": "confidence certainty",
}

NAMES: Mapping[str, tuple[str, ...]] = {name: tuple(words.split()) for name, words in _NAMES.items()}
"""Names by field, the likeliest first; see `name_form`."""

_WORDS = {
    "date": re.compile(r"(^|_)(date|fecha|datum)(_|$)(?!.*(birth|update|publi|access|retriev))"),
    "type": re.compile(
        r"^(type|kind|category|nature)_of_|^(incident|action|activity|event|meeting|measure|visit)"
        r"_(type|kind|category)$"
    ),
    "title": re.compile(r"^(event_|incident_)?(title|headline)$|^what_happened$"),
}
"""Words that say what a column is for, even if the likeliest names are not its own."""

_KEY_NAMES = (
    "id", "event_id", "eventid", "case_id", "caseid", "uid", "key", "record_id", "atopid", "claimdy",
    "number", "no", "n", "nr", "disno", "dispnum", "rcid", "tidn", "code", "référence", "ref", "序号", "番号",
    "case", "case_number", "dispute", "episode", "entry", "serial", "nummer", "numéro", "número",
)  # fmt: skip

_SHARED = ("treaty", "convention", "alliance", "agreement", "war", "conflict", "treaty_name", "war_name")
"""Names of columns that say to which of several treaties or wars a row with one state belongs."""

_MAY_BE_NAMES = ("case", "dispute", "episode", "entry")


def by_name(
    columns: Sequence[Column],
    field_name: str,
    taken: Mapping[str, str],
    *,
    is_exact: bool = False,
    is_filled: bool = True,
) -> Column | None:
    """Return the free column whose name fits a field best.

    Args:
        is_exact: A name that only begins or ends as wanted does not count.
        is_filled: A column without a filled cell does not count.
    """
    holding = [c for c in columns if c.cells or not is_filled]
    free = {name_form(c.name): c for c in holding if c.name and c.name not in taken.values()}
    for name in NAMES[field_name]:
        if name in free:
            return free[name]
    if is_exact:
        return None
    for form, column in free.items():
        if any(
            len(name) > 4 and (form.startswith(f"{name}_") or form.endswith(f"_{name}"))
            for name in NAMES[field_name]
        ):
            return column
    return None


def by_word(columns: Sequence[Column], field_name: str, taken: Mapping[str, str]) -> Column | None:
    """Return the first free column that calls itself a date, a kind or a title among other words."""
    for column in columns:
        if (
            column.cells
            and column.name not in taken.values()
            and _WORDS[field_name].search(name_form(column.name))
        ):
            return column
    return None


def named_column(columns: Sequence[Column], name: str) -> Column:
    """Return the column of a name."""
    return next(column for column in columns if column.name == name)


def key_column(columns: Sequence[Column], taken: Mapping[str, str], *, is_unique: bool) -> Column | None:
    """Return the column that numbers the rows, or the one whose rows belong together; None if there is none.

    Args:
        is_unique: Every row has a number of its own; else several rows share one.
    """
    free = [c for c in columns if c.name not in taken.values() and len(c.cells) > 1]
    n_rows = max((len(c.cells) for c in columns), default=0)
    keys = [c for c in free if _is_key(c) and (len(c.cells) == n_rows) and _has_repeats(c) != is_unique]
    if not is_unique:
        named = [c for c in free if name_form(c.name) in _SHARED and len(c.cells) == n_rows]
        keys = keys or [c for c in named if 2 * len(set(c.cells)) <= len(c.cells)]
        paired = [c for c in keys if 2 * len(set(c.cells)) <= len(c.cells)]
        keys = paired or keys
    forms = [*_KEY_NAMES]

    def rank(column: Column) -> tuple[int, int, int]:
        form = name_form(column.name)
        # Of a dispute and an incident of it, rows of one incident belong together.
        n_held = 0 if is_unique else -len(set(column.cells))
        return n_held, forms.index(form) if form in forms else len(forms), columns.index(column)

    return min(keys, key=rank, default=None)


def _is_key(column: Column) -> bool:
    form = name_form(column.name)
    is_named = form in _KEY_NAMES or re.search(
        r"_(id|uid|key|no|nr|n|num|number|code)$|^(no|nr|n)_?\b|(event|case|visit|trip|treaty|war|disp|claim|project|record)"
        r"_?(id|no|num|number)\d?$|\w{3,}(?<!pa)(id|no|num)$",
        form,
    )
    is_short = column.share(lambda text: len(text) <= 40 and "://" not in text) > 0.95
    # "case" may hold a name of the case or a description of it, which numbers nothing.
    is_number = form not in _MAY_BE_NAMES or column.share(lambda text: bool(re.search(r"\d", text))) == 1
    return bool(is_named) and is_short and is_number


def _has_repeats(column: Column) -> bool:
    return len(set(column.cells)) < len(column.cells)
