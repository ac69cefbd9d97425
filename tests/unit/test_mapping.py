"""Other people's tables: read as their mapping says, never guessed, every row an event or named."""

from datetime import date

import pytest

from db.errors import InputError
from etl.contract import EventDraft, Issue
from etl.mappings.mapped import apply_mapping
from etl.mappings.mapping import parse_mapping
from tests.mapped_rows import TODAY, VISITS, drafts, issue, load, table


def test_columns_fixed_values_codes_and_date_formats():
    (found,) = drafts(VISITS, "Arrival,Visitor,Host\n09.01.2025,740,Malaysia\n")
    assert (found.date, found.actor, found.recipient) == (date(2025, 1, 9), "JPN", "MYS")
    assert found.type == "leader_visit"
    assert [e.url for e in found.evidence] == ["https://example.org/visits"]
    assert "Japan" in found.title
    assert "Malaysia" in found.title


@pytest.mark.parametrize(
    ("codes", "code", "iso3"),
    [
        ("cow", "710", "CHN"),
        ("cow", "710.0", "CHN"),
        ("m49", "156", "CHN"),
        ("m49", "156.0", "CHN"),
        ("gw", "816", "VNM"),
        ("fips", "CH", "CHN"),
        ("iso2", "CH", "CHE"),
        ("cameo", "ROM", "ROU"),
        ("iso3", "chn", "CHN"),
        ("any", "Burma", "MMR"),
    ],
)
def test_country_code_systems(codes, code, iso3):
    mapping = VISITS.replace('codes = "cow"', f'codes = "{codes}"')
    (found,) = drafts(mapping, f"Arrival,Visitor,Host\n09.01.2025,{code},Malaysia\n")
    assert found.actor == iso3


def test_a_code_means_the_state_of_its_day():
    text = "Arrival,Visitor,Host\n09.01.1985,365,Japan\n09.01.2005,365,Japan\n"
    assert [d.actor for d in drafts(VISITS, text)] == ["SUN", "RUS"]


def test_a_code_of_another_system_is_not_guessed():
    found = issue(VISITS, "Arrival,Visitor,Host\n09.01.2025,CHN,Malaysia\n")
    assert (found.column, found.reason, found.line) == ("actor", "unknown_country", 2)
    assert "cow" in found.message


def test_words_mean_what_the_mapping_says_and_nothing_else():
    mapping = VISITS.replace(
        'type = { value = "leader_visit" }',
        'type = { column = "Kind", values = { "State Visit" = "leader_visit", "phone call" = "leader_call", '
        '"rumour" = "skip", "odd" = "?" } }',
    )
    text = "Arrival,Visitor,Host,Kind\n09.01.2025,740,MYS,{}\n"
    assert drafts(mapping, text.format("state  visit"))[0].type == "leader_visit"
    assert drafts(mapping, text.format("Phone Call"))[0].type == "leader_call"
    assert drafts(mapping, text.format("Summit"))[0].type == "summit"
    assert issue(mapping, text.format("rumour")).reason == "left_out"
    assert issue(mapping, text.format("odd")).reason == "unknown_type"
    near = issue(mapping, text.format("state visits"))
    assert near.reason == "unknown_type"
    assert "state visit" in near.message


def test_country_words_of_the_table_can_be_mapped():
    mapping = VISITS.replace('{ column = "Host" }', '{ column = "Host", values = { "PRC" = "CHN" } }')
    assert drafts(mapping, "Arrival,Visitor,Host\n09.01.2025,740,PRC\n")[0].recipient == "CHN"


def test_a_date_in_three_columns_is_as_precise_as_they_are():
    mapping = VISITS.replace(
        '{ column = "Arrival", formats = ["%d.%m.%Y"] }', '{ year = "Y", month = "M", day = "D" }'
    )
    days = ("1987,12,5", "1987,12,-9", "1987,0,0", ",1,1", "1987,13,1")
    text = "Y,M,D,Visitor,Host\n" + "".join(f"{day},740,MYS\n" for day in days)
    rows = load(mapping, text)
    assert [(r.date.isoformat(), r.date_precision) for r in rows if isinstance(r, EventDraft)] == [
        ("1987-12-05", "day"),
        ("1987-12-01", "month"),
        ("1987-01-01", "year"),
    ]
    assert [r.reason for r in rows if isinstance(r, Issue)] == ["missing_value", "bad_date"]


def test_several_formats_keep_the_precision_of_each():
    mapping = VISITS.replace('["%d.%m.%Y"]', '["%d.%m.%Y", "%B %Y", "%Y"]')
    text = "Arrival,Visitor,Host\n05.12.1987,740,MYS\nDecember 1987,740,MYS\n1987,740,MYS\n"
    assert [d.date_precision for d in drafts(mapping, text)] == ["day", "month", "year"]
    assert issue(mapping, "Arrival,Visitor,Host\n1987-12-05,740,MYS\n").reason == "bad_date"


TREATIES = """
missing = ["NA"]
[fields]
actor = "A"
recipient = "B"
title = { template = "{Title} ({Kind})" }
source_url = { column = "url", strip = '"' }
id = "tid"
[[events]]
type = { value = "agreement_signed" }
date = { column = "Signed", formats = ["%d.%m.%Y"] }
[[events]]
type = { value = "agreement_in_force" }
date = { column = "Force", formats = ["%d.%m.%Y"] }
[[events]]
type = { value = "agreement_withdrawn" }
date = { column = "End", formats = ["%d.%m.%Y"] }
"""


def test_one_row_makes_several_events_where_it_has_their_dates():
    text = 'tid,A,B,Title,Kind,Signed,Force,End,url\nT1,JPN,MYS,Tax treaty,tax,11.05.1975,01.05.1978,NA,"""https://e.org/1"""\n'
    found = drafts(TREATIES, text)
    assert [(d.type, d.date.isoformat(), d.source_event_id) for d in found] == [
        ("agreement_signed", "1975-05-11", "T1:agreement_signed"),
        ("agreement_in_force", "1978-05-01", "T1:agreement_in_force"),
    ]
    assert found[0].title == "Tax treaty (tax)"
    assert found[0].evidence[0].url == "https://e.org/1"


LISTS = """
[fields]
date = "date"
countries = { column = "members", separator = ";" }
type = { value = "summit" }
source_url = { value = "https://example.org" }
id = "n"
[expand]
cap = 6
"""


def test_a_list_of_states_expands_to_its_dyads_up_to_the_cap():
    found = drafts(LISTS, "n,date,members\n7,2025-01-10,Japan; Malaysia;CHN;Japan\n")
    assert [(d.actor, d.recipient) for d in found] == [("CHN", "JPN"), ("CHN", "MYS"), ("JPN", "MYS")]
    assert [d.source_event_id for d in found] == ["7:CHN-JPN", "7:CHN-MYS", "7:JPN-MYS"]
    too_many = issue(LISTS, "n,date,members\n7,2025-01-10,JPN;MYS;CHN;USA;KOR\n")
    assert too_many.reason == "too_many_dyads"
    assert "10 dyads" in too_many.message
    assert issue(LISTS, "n,date,members\n7,2025-01-10,Japan\n").reason == "too_few_countries"
    assert issue(LISTS, "n,date,members\n7,2025-01-10,Japan;Narnia\n").reason == "unknown_country"


def test_directed_acts_need_to_know_who_acts():
    directed = LISTS.replace('"summit"', '"protest"')
    assert issue(directed, "n,date,members\n7,2025-01-10,Japan;China\n").reason == "no_direction"
    first = directed.replace("cap = 6", 'pairs = "first-to-rest"')
    found = drafts(first, "n,date,members\n7,2025-01-10,Japan;China;Malaysia\n")
    assert [(d.actor, d.recipient) for d in found] == [("JPN", "CHN"), ("JPN", "MYS")]


def test_several_recipients_in_a_cell():
    mapping = VISITS.replace('{ column = "Host" }', '{ column = "Host", separator = "/" }')
    found = drafts(mapping, "Arrival,Visitor,Host\n09.01.2025,740,Malaysia/Indonesia\n")
    assert [(d.actor, d.recipient) for d in found] == [("JPN", "MYS"), ("JPN", "IDN")]
    assert len({d.source_event_id for d in found}) == 2


def test_a_list_may_leave_states_out_and_keeps_names_with_the_separator_whole():
    host = '{ column = "Host", separator = ",", values = { "EU" = "skip" } }'
    mapping = VISITS.replace('{ column = "Host" }', host)
    text = "Arrival,Visitor,Host\n09.01.2025,740,{}\n"
    assert [d.recipient for d in drafts(mapping, text.format('"EU, Malaysia"'))] == ["MYS"]
    assert [d.recipient for d in drafts(mapping, text.format('"Korea, Republic of"'))] == ["KOR"]
    assert issue(mapping, text.format("EU")).reason == "left_out"


def test_several_columns_of_countries_are_one_list():
    mapping = LISTS.replace('{ column = "members", separator = ";" }', '{ columns = ["m1", "m2", "m3"] }')
    found = drafts(mapping, "n,date,m1,m2,m3\n1,2025-01-10,Japan,Malaysia,\n")
    assert [(d.actor, d.recipient) for d in found] == [("JPN", "MYS")]


def test_several_rows_make_one_event():
    mapping = """
[fields]
date = "signed"
countries = "country"
type = { value = "agreement_signed" }
title = "name"
source_url = "link"
id = "treaty"
[group]
by = ["treaty"]
"""
    text = (
        "treaty,name,signed,country,link\nT1,Pact,2001-02-03,Japan,https://e.org/1\n"
        "T2,Other,2001-02-04,China,https://e.org/3\nT1,Pact,2001-02-03,Malaysia,https://e.org/2\n"
        "T2,Other,2001-02-04,India,https://e.org/3\n"
    )
    one, other = drafts(mapping, text)
    assert (one.actor, one.recipient, one.title) == ("JPN", "MYS", "Pact")
    assert [e.url for e in one.evidence] == ["https://e.org/1", "https://e.org/2"]
    assert [e.url for e in other.evidence] == ["https://e.org/3"]


def test_ids_are_stable_and_come_from_the_raw_cells():
    text = "Arrival,Visitor,Host,note\n09.01.2025,740,Malaysia,{}\n"
    one, other = drafts(VISITS, text.format("a"))[0], drafts(VISITS, text.format("b"))[0]
    assert one.source_event_id == other.source_event_id
    moved = drafts(VISITS, text.format("a").replace("09.", "10."))[0]
    assert moved.source_event_id != one.source_event_id


def test_the_checks_of_our_own_tables_hold():
    bad = VISITS.replace('"https://example.org/visits"', '"javascript:alert(1)"')
    assert issue(bad, "Arrival,Visitor,Host\n09.01.2025,740,MYS\n").reason == "bad_url"
    assert issue(VISITS, "Arrival,Visitor,Host\n09.01.2099,740,MYS\n").reason == "future_date"
    assert issue(VISITS, "Arrival,Visitor,Host\n09.01.2025,740,JPN\n").reason == "same_country"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[fields", "no TOML"),
        ("[feilds]\n", "feilds"),
        ('[fields]\ndat = "x"', "dat"),
        ('[fields]\ndate = { colum = "x" }', "colum"),
        ('[fields]\ndate = "d"\nactor = "a"\nrecipient = "b"', "type, source_url"),
        (VISITS.replace('"cow"', '"cowcodes"'), "cowcodes"),
        (VISITS.replace('"leader_visit"', '"visit"'), "unknown type 'visit'"),
        (VISITS.replace('"leader_visit"', '"?"'), "still open"),
        (VISITS.replace('"Host"', '"?"'), "still open"),
        (VISITS + '\n[expand]\npairs = "all"', "pairs"),
        (VISITS + "\n[expand]\ncap = 0", "cap"),
        (VISITS + '\n[expand]\nsides = "Side"', "needs [group]"),
        (VISITS + '\n[expand]\nacts = "1"', "needs expand.sides"),
        (VISITS.replace('{ column = "Host" }', '{ column = "Host", pattern = "x(" }'), "regular expression"),
        (VISITS.replace('{ column = "Host" }', '{ column = "Host", pattern = "x" }'), "no group"),
        (
            VISITS.replace('"Host" }', '"Host", values = { "The PRC" = "CHN", "THE  PRC" = "TWN" } }'),
            "says twice what 'THE  PRC' means: 'CHN' and 'TWN'",
        ),
    ],
)
def test_a_mapping_that_cannot_be_meant_says_why(text, says):
    with pytest.raises(InputError) as caught:
        parse_mapping(text)
    assert says in str(caught.value)


def test_a_column_that_the_table_lacks_is_named_with_a_near_one():
    with pytest.raises(InputError) as caught:
        load(VISITS, "Arival,Visitor,Host\n1,2,3\n")
    assert "'Arrival'" in str(caught.value)
    assert "'Arival'" in caught.value.hint


def test_rows_are_kept_and_left_out_by_what_their_cells_say():
    text = "Arrival,Visitor,Host,Kind,Real\n" + "".join(
        f"0{n}.01.2025,740,MYS,{word},{real}\n"
        for n, (word, real) in enumerate([("State", 1), ("Medical", 1), ("state", 0), ("", 1)], start=1)
    )
    mapping = VISITS + '\n[where]\nReal = [1]\n[without]\nKind = ["medical", ""]\n'
    rows = load(mapping, text)
    assert [(r.line, r.reason) for r in rows if isinstance(r, Issue)] == [
        (3, "left_out"), (4, "left_out"), (5, "left_out"),
    ]  # fmt: skip
    assert len(rows) == 4
    assert "Kind is 'Medical'" in next(r.message for r in rows if isinstance(r, Issue))


def test_a_block_of_events_may_ask_for_what_the_row_says():
    mapping = """
[fields]
date = "year"
actor = "a"
recipient = "b"
source_url = { value = "https://example.org" }
[[events]]
type = { value = "sanction" }
where = { trade = ["1"] }
[[events]]
type = { value = "diplomatic_rupture" }
where = { recall = ["1"] }
"""
    text = "year,a,b,trade,recall\n2001,USA,CHN,1,0\n2002,USA,CHN,1,1\n2003,USA,CHN,0,0\n"
    *found, rest = load(mapping, text)
    assert [(d.date.year, d.type) for d in found if isinstance(d, EventDraft)] == [
        (2001, "sanction"), (2002, "sanction"), (2002, "diplomatic_rupture"),
    ]  # fmt: skip
    assert isinstance(rest, Issue)
    assert (rest.line, rest.reason) == (4, "left_out")
    assert "no [[events]] of the mapping takes rows whose trade is '0'" in rest.message


def test_a_row_with_none_of_several_dates_is_rejected_and_a_lack_of_one_is_counted():
    text = "tid,A,B,Title,Kind,Signed,Force,End,url\n" + "".join(
        f"T{n},JPN,MYS,Tax treaty {n},tax,{signed},{force},NA,https://e.org/1\n"
        for n, signed, force in ((1, "11.05.1975", "01.05.1978"), (2, "12.06.1976", ""), (3, "NA", ""))
    )
    mapped = apply_mapping(table(text), parse_mapping(TREATIES))
    rows = list(mapped.rows(TODAY))
    assert [row.source_event_id for row in rows if isinstance(row, EventDraft)] == [
        "T1:agreement_signed", "T1:agreement_in_force", "T2:agreement_signed",
    ]  # fmt: skip
    (rest,) = (row for row in rows if isinstance(row, Issue))
    assert (rest.line, rest.column, rest.reason) == (4, "date", "missing_value")
    assert rest.message.startswith("Signed and Force and End: no date")
    assert mapped.table.warnings == [
        "End is empty in 3 rows, where no agreement_withdrawn was made",
        "Force is empty in 2 rows, where no agreement_in_force was made",
        "Signed is empty in 1 row, where no agreement_signed was made",
    ]


def test_a_wide_table_is_read_as_a_long_one():
    mapping = """
missing = ["None"]
[unpivot]
keep = ["Country", "Year"]
name = "To"
value = "Post"
[fields]
date = "Year"
actor = "Country"
recipient = "To"
type = { column = "Post", values = { "Embassy" = "diplomatic_relations", "Consulate" = "skip" } }
source_url = { value = "https://example.org" }
"""
    text = "Country,Year,Japan,China,Malaysia\nJapan,2024,,Embassy,Consulate\nChina,2024,none,,Embassy\n"
    rows = load(mapping, text)
    assert [(r.actor, r.recipient, r.line) for r in rows if isinstance(r, EventDraft)] == [
        ("CHN", "JPN", 2), ("CHN", "MYS", 3),
    ]  # fmt: skip
    assert [r.reason for r in rows if isinstance(r, Issue)] == ["left_out"]
    with pytest.raises(InputError, match="no column 'Land'"):
        load(mapping.replace('"Country", "Year"]', '"Land", "Year"]'), text)


def test_states_in_several_columns_and_words_for_several():
    host = 'recipient = { every = ["Host", "Host2"], values = { "Benelux" = ["BEL", "NLD", "LUX"] } }'
    mapping = VISITS.replace('recipient = { column = "Host" }', host)
    text = "Arrival,Visitor,Host,Host2\n09.01.2025,740,{},{}\n"
    assert [d.recipient for d in drafts(mapping, text.format("MYS", "Indonesia"))] == ["MYS", "IDN"]
    assert [d.recipient for d in drafts(mapping, text.format("MYS", ""))] == ["MYS"]
    assert [d.recipient for d in drafts(mapping, text.format("Benelux", "FRA"))] == [
        "BEL",
        "NLD",
        "LUX",
        "FRA",
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Japan, Korea, South", ["JPN", "KOR"]),
        ("Congo, Democratic Republic of the, Uganda and Kenya", ["COD", "UGA", "KEN"]),
        ("Iran, Islamic Republic of", ["IRN"]),
        ("Hong Kong, Malaysia", ["HKG", "MYS"]),
    ],
)
def test_names_that_hold_the_separator_stay_whole_in_a_list(cell, expected):
    mapping = VISITS.replace('{ column = "Host" }', '{ column = "Host", separator = [",", " and "] }')
    mapping = mapping.replace('codes = "cow"', 'codes = "iso3"')
    found = drafts(mapping, f'Arrival,Visitor,Host\n09.01.2025,USA,"{cell}"\n')
    assert [d.recipient for d in found] == expected


def test_names_of_today_mean_the_states_of_their_day_if_the_mapping_says_so():
    mapping = VISITS.replace('{ column = "Host" }', '{ column = "Host", by_day = true }')
    text = "Arrival,Visitor,Host\n09.01.{},740,{}\n"
    for name in ("Russia", "USSR", "Russia (Soviet Union)"):
        assert [drafts(mapping, text.format(year, name))[0].recipient for year in (1970, 2010)] == [
            "SUN",
            "RUS",
        ]
    assert issue(mapping, text.format(1970, "Russia (China)")).reason == "unknown_country"
    strict = issue(VISITS, text.format(1970, "Russia"))
    assert strict.reason == "no_state_then"
    assert "by_day" in strict.message


def test_codes_of_cameo_are_kinds_and_name_the_host_first_where_they_do():
    mapping = VISITS.replace('{ value = "leader_visit" }', '{ column = "Code", codes = "cameo" }')
    text = "Arrival,Visitor,Host,Code\n09.01.2025,740,MYS,{}\n"
    visit, host = drafts(mapping, text.format("042"))[0], drafts(mapping, text.format("43"))[0]
    assert (visit.type, visit.actor, visit.recipient) == ("leader_visit", "JPN", "MYS")
    assert (host.type, host.actor, host.recipient) == ("leader_visit", "MYS", "JPN")
    assert issue(mapping, text.format("10")).reason == "unknown_type"


def test_a_date_in_three_columns_may_name_its_month():
    mapping = VISITS.replace(
        '{ column = "Arrival", formats = ["%d.%m.%Y"] }',
        '{ year = "Y", month = "M", day = "D", language = "de" }',
    )
    text = "Y,M,D,Visitor,Host\n1987,{},5,740,MYS\n"
    assert drafts(mapping, text.format("Dez."))[0].date == date(1987, 12, 5)
    assert "names no month" in issue(mapping, text.format("Brumaire")).message


def test_several_addresses_in_a_cell_are_several_proofs():
    mapping = VISITS.replace('{ value = "https://example.org/visits" }', '"Links"')
    text = (
        "Arrival,Visitor,Host,Links\n09.01.2025,740,MYS,https://e.org/a;b; https://e.org/2 https://e.org/3\n"
    )
    (found,) = drafts(mapping, text)
    assert [e.url for e in found.evidence] == ["https://e.org/a;b", "https://e.org/2", "https://e.org/3"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (VISITS.replace('["%d.%m.%Y"]', '["DD.MM.YYYY"]'), "cannot be read"),
        (VISITS.replace('["%d.%m.%Y"]', '["%d.%m.%Y"], range = "both"'), "range"),
        (VISITS.replace('["%d.%m.%Y"]', '["%d.%m.%Y"], language = "klingon"'), "klingon"),
        (VISITS.replace("https://example.org/visits", "https://..."), "still open"),
        (VISITS + '\n[input]\nheader = "first"', "header"),
        (VISITS + "\n[input]\nheader = [1, 2, 3]", "header"),
        (VISITS + '\n[unpivot]\nname = "x"', "unpivot"),
        (VISITS.replace('{ value = "leader_visit" }', '{ column = "K", codes = "cow" }'), "codes"),
    ],
)
def test_new_keys_that_cannot_be_meant_say_why(text, says):
    with pytest.raises(InputError) as caught:
        parse_mapping(text)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("year", "code", "reason", "words"),
    [
        (
            1900,
            "365",
            "no_state_then",
            "Soviet Union from 1922-12-30 until 1991-12-25 and Russia from 1991-12-26",
        ),
        (1913, "345", "no_state_then", "Yugoslavia from 1918-12-01"),
        (1910, "300", "unknown_country", "is Austria-Hungary, which is not among the states here"),
    ],
)
def test_a_code_before_the_states_here_begin_is_rejected_and_says_so(year, code, reason, words):
    mapping = VISITS.replace('{ column = "Arrival", formats = ["%d.%m.%Y"] }', '"Arrival"')
    found = issue(mapping, f"Arrival,Visitor,Host\n{year},{code},USA\n")
    assert (found.line, found.column, found.reason) == (2, "actor", reason)
    assert words in found.message


def test_within_a_year_the_state_of_its_end_stood_too():
    mapping = VISITS.replace('{ column = "Arrival", formats = ["%d.%m.%Y"] }', '"Arrival"')
    assert drafts(mapping, "Arrival,Visitor,Host\n1922,365,USA\n")[0].actor == "SUN"


def test_an_act_told_from_both_sides_is_named_since_it_counts_twice():
    mapping = """
[fields]
date = "year"
actor = "a"
recipient = "b"
type = { value = "diplomatic_relations" }
source_url = { value = "https://example.org" }
"""
    mapped = apply_mapping(
        table("year,a,b\n1990,JPN,MYS\n1990,MYS,JPN\n1991,JPN,MYS\n"), parse_mapping(mapping)
    )
    assert len(list(mapped.rows(TODAY))) == 3
    (warning,) = mapped.table.warnings
    assert warning.startswith(
        "told twice, alike in pair, date and title: 1 event of a kind without direction"
    )
    assert "(Japan and Malaysia, lines 2 and 3)" in warning
