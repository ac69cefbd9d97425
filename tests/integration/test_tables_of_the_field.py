"""Tables in the shapes of known public data sets, from the suggested mapping to the store.

The files in tests/data/tables are a few rows each, made up or shortened; their columns, codes, encodings and
oddities are those of the data sets that they are named after.
"""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.mapping_desk import Desk, suggestion

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "tests" / "data" / "tables"

URL = ('"https://..."', '"https://example.org/d"')


def kind(value: str) -> tuple[str, str]:
    return 'type = { value = "?" }', f'type = {{ value = "{value}" }}'


def side(name: str, value: str) -> tuple[str, str]:
    return f'{name} = {{ value = "?" }}', f'{name} = {{ value = "{value}" }}'


ANSWERS: dict[str, list[tuple[str, str]]] = {
    "colt.csv": [('"Medical" = "?"', '"Medical" = "skip"')],
    "chinese_visits.csv": [side("actor", "CHN")],
    "presidential_travel.csv": [
        side("actor", "USA"),
        kind("leader_visit"),
        URL,
        ('{ column = "Country" }', '{ column = "Country", values = { "Korea" = "KOR" } }'),
    ],
    "atop_members.csv": [kind("agreement_signed"), URL],
    "desta_dyads.csv": [
        URL,
        ('"country1" }', '"country1", values = { Korea = "KOR" } }'),
    ],
    "gsdb.csv": [
        kind("sanction"),
        URL,
        ('"sanctioning_state",', '"sanctioning_state", values = { EU = "skip", UN = "skip" },'),
    ],
    "ties.csv": [
        kind("sanction"),
        URL,
        ('codes = "cow" }\nrec', 'codes = "cow", values = { "1653" = "skip" } }\nrec'),
        ("[expand]", '[where]\nimposition = ["1"]\n\n[expand]'),
    ],
    "mid_dyadic.csv": [kind("incident"), URL],
    "mid_stabb.csv": [kind("conflict"), URL],
    "ged.csv": [kind("conflict"), URL],
    "wto.csv": [
        kind("dispute"),
        URL,
        (
            '"Complainant",',
            '"Complainant", values = { "European Union" = "skip", "European Communities" = "skip", '
            'Korea = "KOR" },',
        ),
        ('"Respondent" }', '"Respondent", values = { "European Communities" = "skip" } }'),
    ],
    "sipri.csv": [
        kind("arms_transfer"),
        URL,
        ("range = true", 'range = "each"'),
        ('"Seller" }', '"Seller", by_day = true }'),
        ('"Buyer" }', '"Buyer", values = { "Taiwan (ROC)" = "TWN", "East Germany (GDR)" = "DDR" } }'),
    ],
    "aiddata.csv": [('"Vague" = "?"', '"Vague" = "aid"'), URL],
    "mofa_japan.csv": [side("actor", "JPN"), ('"会談" = "?"', '"会談" = "ministerial_visit"')],
    "visitas.csv": [side("actor", "MEX"), URL],
    "voyages.csv": [side("actor", "FRA"), URL],
    "gdeltish.tsv": [],
    "icewsish.tab": [URL],
    "icow.csv": [kind("dispute"), URL],
    "diprep.csv": [
        URL,
        ('"Destination" }', '"Destination", by_day = true }'),
    ],
    "lowy_wide.csv": [URL],
    "bits.csv": [],
    "twoline.xlsx": [URL],
    "embargo.txt": [URL],
    "hilfe.csv": [kind("aid"), URL],
    "water_treaties.csv": [
        kind("agreement_signed"),
        ('"Source"', '{ value = "https://example.org/d" }'),
        ('id = "Entry ID"\n', ""),
        ("\n[expand]", '\n[group]\nby = ["DateSigned", "Signatories", "DocumentName"]\n\n[expand]'),
    ],
    "dispute_years.csv": [
        kind("dispute"),
        URL,
        ("[fields]", '[where]\nmidonset = ["1"]\n\n[fields]'),
    ],
    "wars.csv": [kind("conflict"), URL],
    "visits_by_year.csv": [side("actor", "IND"), kind("leader_visit"), URL],
    "alliances.csv": [kind("agreement_signed"), URL],
    "crises.csv": [kind("conflict"), URL],
    "finance.csv": [('"Financial" = "?"', '"Financial" = "aid"')],
}

EXPECTED: dict[str, tuple[int, int, tuple[str, str | None, str, str, str]]] = {
    # file: events, rejected rows, and one event: date, last day, actor, recipient, kind
    "colt.csv": (5, 1, ("2012-03-26", "2012-03-27", "JPN", "KOR", "sideline_meeting")),
    "chinese_visits.csv": (4, 0, ("2013-03-24", "2013-03-25", "CHN", "TZA", "leader_visit")),
    "presidential_travel.csv": (8, 0, ("2009-12-30", "2010-01-02", "USA", "MEX", "leader_visit")),
    "atop_members.csv": (6, 1, ("1950-02-14", None, "CHN", "SUN", "agreement_signed")),
    "desta_dyads.csv": (5, 0, ("2003-01-01", None, "CHL", "KOR", "agreement_signed")),
    "gsdb.csv": (9, 2, ("2010-01-01", "2016-12-31", "KOR", "IRN", "sanction")),
    "ties.csv": (4, 2, ("1956-07-30", "1957-12-31", "FRA", "EGY", "sanction")),
    "mid_dyadic.csv": (4, 0, ("2006-08-01", "2006-08-16", "RUS", "JPN", "incident")),
    "mid_stabb.csv": (2, 0, ("2004-03-24", "2004-03-26", "CHN", "JPN", "conflict")),
    "ged.csv": (3, 0, ("1999-02-23", "1999-02-26", "ERI", "ETH", "conflict")),
    "wto.csv": (14, 2, ("2000-12-21", None, "THA", "USA", "dispute")),
    "sipri.csv": (21, 2, ("1985-01-01", None, "SUN", "DDR", "arms_transfer")),
    "aiddata.csv": (5, 1, ("2008-01-01", None, "CHN", "UGA", "aid")),
    "mofa_japan.csv": (6, 0, ("2013-01-16", "2013-01-19", "JPN", "THA", "leader_visit")),
    "visitas.csv": (6, 2, ("2014-06-09", "2014-06-10", "MEX", "ESP", "leader_visit")),
    "voyages.csv": (7, 0, ("2017-12-01", None, "FRA", "USA", "leader_visit")),
    "gdeltish.tsv": (3, 0, ("2023-07-12", None, "JPN", "PHL", "leader_visit")),
    "icewsish.tab": (3, 0, ("2014-01-03", None, "IRN", "RUS", "agreement_signed")),
    "icow.csv": (4, 0, ("1951-09-01", None, "JPN", "SUN", "dispute")),
    "diprep.csv": (4, 0, ("1970-01-01", None, "SUN", "VNM", "diplomatic_relations")),
    "lowy_wide.csv": (9, 0, ("2024-01-01", None, "MYS", "USA", "diplomatic_relations")),
    "bits.csv": (5, 0, ("2016-01-19", None, "IRN", "SVK", "agreement_signed")),
    "twoline.xlsx": (3, 2, ("2013-01-16", "2013-01-17", "JPN", "VNM", "leader_visit")),
    "embargo.txt": (4, 0, ("1979-11-14", None, "USA", "IRN", "sanction")),
    "hilfe.csv": (4, 1, ("2015-03-01", None, "DEU", "KOR", "aid")),
    "water_treaties.csv": (8, 2, ("1956-08-18", None, "CHN", "SUN", "agreement_signed")),
    "dispute_years.csv": (4, 1, ("1938-03-01", None, "DEU", "CSK", "dispute")),
    "wars.csv": (2, 2, ("1928-04-26", "1929-09-14", "SUN", "TUR", "conflict")),
    "visits_by_year.csv": (4, 0, ("2014-02-28", "2014-03-02", "IND", "VNM", "leader_visit")),
    "alliances.csv": (3, 1, ("1950-02-14", "1980-04-11", "CHN", "SUN", "agreement_signed")),
    "crises.csv": (2, 0, ("1969-03-02", "1969-10-20", "CHN", "SUN", "conflict")),
    "finance.csv": (5, 0, ("2002-12-30", None, "CHN", "LAO", "aid")),
}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def answered(name: str) -> str:
    text = suggestion(TABLES / name)
    for open_end, answer in ANSWERS[name]:
        assert open_end in text, (name, open_end, text)
        text = text.replace(open_end, answer)
    return text


@pytest.mark.parametrize("name", ANSWERS)
def test_a_table_loads_from_its_suggestion_once_the_doubts_are_answered(desk, name):
    mapping = answered(name)
    n_events, n_rejected, one = EXPECTED[name]
    tried, _ = desk.load(TABLES / name, mapping, "--dry-run")
    assert (int(tried["added"]), int(tried["rejected"])) == (n_events, n_rejected)
    assert not desk.store.exists()
    found, err = desk.load(TABLES / name, mapping)
    assert (int(found["added"]), int(found["rejected"])) == (n_events, n_rejected), err
    assert one in desk.events()
    again, _ = desk.load(TABLES / name, mapping)
    assert (int(again["added"]), int(again["unchanged"])) == (0, n_events)
    assert desk.run("loads", "undo", "1")[0] == 0


@pytest.mark.parametrize("name", ANSWERS)
def test_every_doubt_of_a_suggestion_says_what_to_do(name):
    text = suggestion(TABLES / name)
    tomllib.loads(text)
    for doubt in re.findall(r"# DOUBT[^\n]*(?:\n#[^\n]*)*", text):
        assert re.search(
            r"write|name another|say what|say who|swap|remove|add a format", doubt, re.IGNORECASE
        ), doubt


def changed(desk: Desk, name: str, old: str, new: str) -> Path:
    path = desk.folder / name
    text = (TABLES / name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "old", "new", "event"),
    [
        (
            "colt.csv",
            "03/27/2012",
            "03/28/2012",
            ("2012-03-26", "2012-03-28", "JPN", "KOR", "sideline_meeting"),
        ),
        ("ties.csv", "1957,200,220", "1958,200,220", ("1956-07-30", "1958-12-31", "GBR", "EGY", "sanction")),
        ("bits.csv", "19/01/2016", "20/01/2016", ("2016-01-20", None, "IRN", "SVK", "agreement_signed")),
    ],
)
def test_a_row_that_changed_is_an_update_and_undoing_takes_all_back(desk, name, old, new, event):
    mapping = answered(name)
    path = desk.folder / name
    shutil.copy(TABLES / name, path)
    first, _ = desk.load(path, mapping)
    found, _ = desk.load(changed(desk, name, old, new), mapping)
    assert int(found["added"]) == 0
    assert int(found["updated"]) >= 1
    assert event in desk.events()
    assert len(desk.events()) == int(first["added"])
    for load in ("2", "1"):
        assert desk.run("loads", "undo", load)[0] == 0
    assert desk.events() == []


def test_rejects_name_line_column_reason_and_what_may_be_meant(desk):
    mapping = answered("presidential_travel.csv")
    path = changed(desk, "presidential_travel.csv", ",Poland,", ",Polend,")
    path.write_text(
        path.read_text(encoding="utf-8").replace("November 10, 2010", "10 Nov 2010"), encoding="utf-8"
    )
    found, err = desk.load(path, mapping)
    assert found["rejected"] == "2"
    assert (
        "line 5, recipient: Country: unknown country 'Polend'; did you mean Poland? [unknown_country]" in err
    )
    assert "line 7, date: Date: '10 Nov 2010' is not written as %B %d, %Y [bad_date]" in err


def test_a_span_in_a_cell_says_which_key_reads_it(desk):
    mapping = answered("presidential_travel.csv").replace(", range = true", "")
    _, err = desk.load(TABLES / "presidential_travel.csv", mapping)
    assert "if it is a span, write range = true" in err


def test_names_of_today_can_mean_the_states_of_the_past(desk):
    mapping = answered("diprep.csv").replace(
        ", by_day = true", ', values = { "Russia (Soviet Union)" = "RUS" }'
    )
    _, err = desk.load(TABLES / "diprep.csv", mapping)
    assert "Russia (RUS) is a state from 1991-12-26" in err
    assert "write by_day = true" in err


def test_rows_that_tell_one_event_under_two_ids_are_pointed_out():
    """A treaty stands once per river in its table; loaded so, it would count once per river."""
    text = suggestion(TABLES / "water_treaties.csv")
    assert "# DOUBT: 1 of 5 rows have an id of their own" in text
    assert '[group] by = ["DateSigned", "Signatories", "DocumentName"]' in text
    assert "an id of their own" not in suggestion(TABLES / "bits.csv")


def test_a_column_with_few_addresses_says_how_many_rows_it_would_cost():
    assert "# DOUBT: 4 of the 6 rows looked at have no address" in suggestion(TABLES / "water_treaties.csv")


def test_states_of_one_side_are_no_dyad(desk):
    """Two allies in a war did not fight each other, and a war whose other side is missing has no dyad."""
    mapping = answered("wars.csv")
    _, err = desk.load(TABLES / "wars.csv", mapping)
    assert {event[2:4] for event in desk.events()} == {("SUN", "TUR"), ("SWE", "TUR")}
    assert "the event needs states on two sides of Side, it has 1: USA GBR" in err


def test_a_kind_with_a_direction_needs_the_side_that_acts(desk):
    mapping = answered("wars.csv").replace('"conflict"', '"threat"')
    path = desk.folder / "open.toml"
    path.write_text(mapping, encoding="utf-8")
    code, _, err = desk.run("ingest", "events", str(TABLES / "wars.csv"), "--mapping", str(path))
    assert code == 1
    assert "threat has a direction, so it needs actor and recipient, or expand.acts" in err
    desk.load(TABLES / "wars.csv", mapping.replace('sides = "Side"', 'sides = "Side"\nacts = "2"'))
    assert {event[2:4] for event in desk.events()} == {("TUR", "SUN"), ("TUR", "SWE")}


def test_a_side_that_no_row_has_is_named(desk):
    path = desk.folder / "m.toml"
    path.write_text(
        answered("wars.csv").replace('sides = "Side"', 'sides = "Side"\nacts = "7"'), encoding="utf-8"
    )
    code, _, err = desk.run("ingest", "events", str(TABLES / "wars.csv"), "--mapping", str(path))
    assert code == 1
    assert "expand.acts is '7', but Side of the event says '1' or '2'" in err


def test_two_codes_of_one_state_are_one_side():
    text = suggestion(TABLES / "finance.csv")
    assert "every =" not in text
    assert 'recipient = { column = "recipient_condensed" }' in text


def test_a_suggestion_that_is_left_open_does_not_load(desk):
    path = desk.folder / "m.toml"
    path.write_text(suggestion(TABLES / "embargo.txt"), encoding="utf-8")
    code, _, err = desk.run("ingest", "events", str(TABLES / "embargo.txt"), "--mapping", str(path))
    assert code == 1
    assert "source_url is still open" in err


DOCUMENTED = re.findall(
    r"```toml\n(.*?)```",
    (ROOT / "docs" / "how-to" / "map-any-table.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


@pytest.mark.parametrize(
    ("block", "name", "n_events"),
    [(1, "presidential_travel.csv", 8), (2, "ties.csv", 4), (3, "bits.csv", 10), (4, "sipri.csv", 21)],
)
def test_the_mappings_of_the_guide_load_their_tables(desk, block, name, n_events):
    found, err = desk.load(TABLES / name, DOCUMENTED[block])
    assert int(found["added"]) == n_events, err
