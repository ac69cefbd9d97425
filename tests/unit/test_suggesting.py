"""A first mapping for a table that nobody has described: what is found, and what is left to a person."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from db.errors import InputError
from etl.contract import Issue, RawFile
from etl.mappings.mapped import apply_mapping
from etl.mappings.mapping import parse_mapping
from etl.suggested.suggesting import suggest_mapping
from etl.tables.formats import read_table
from etl.tables.tabular import raw_input

TODAY = date(2026, 11, 24)


def table(text: str):
    return read_table(raw_input(RawFile("t.csv", text.encode(), "")))


def written_of(text: str) -> str:
    return suggest_mapping(table(text))


SUGGESTED = {
    "visits": (
        "ID,Visiting country,Country visited,Date of arrival,Date of departure,Purpose,Link\n"
        + "".join(
            f"{n},Japan,{host},{n:02}/{1 + n % 12:02}/2019,{n:02}/{1 + n % 12:02}/2019,State visit,https://e.org/{n}\n"
            for n, host in enumerate(["Malaysia", "China", "Viet Nam", "South Korea", "Laos"] * 5, start=1)
        )
    ),
    "codes": (
        "eventid,ccode1,ccode2,year,month,day,type,description\n"
        + "".join(
            f"{n},740,{code},1999,{n},1,summit,They met and talked\n"
            for n, code in enumerate([820, 710, 732], 1)
        )
    ),
    "lists": (
        "when,parties,what\n2001-05-01,Japan; Malaysia,An agreement of two\n"
        "2002-05-01,China; India; Japan,Another one\n"
    ),
}


@pytest.mark.parametrize("name", SUGGESTED)
def test_a_suggested_mapping_is_toml_and_loads_once_its_doubts_are_answered(name):
    found = table(SUGGESTED[name])
    text = suggest_mapping(found)
    tomllib.loads(text)
    answered = (
        text.replace('type = { value = "?" }', 'type = { value = "agreement_signed" }')
        .replace('"State visit" = "?"', '"State visit" = "leader_visit"')
        .replace('"https://..."', '"https://example.org"')
    )
    if name == "visits":
        assert 'actor = { column = "Visiting country" }' in text
        assert 'recipient = { column = "Country visited" }' in text
        assert '"%d/%m/%Y"' in text
        answered = answered.replace("[fields]", "[fields]\n").replace(
            'type = { value = "agreement_signed" }', 'type = { value = "leader_visit" }'
        )
    rows = list(apply_mapping(found, parse_mapping(answered)).rows(TODAY))
    assert [row for row in rows if isinstance(row, Issue)] == []
    assert len(rows) == {"visits": 25, "codes": 3, "lists": 4}[name]


KNOWN_SHAPES = {
    "members of alliances": (
        "atopid,member,yrent,moent,dayent,yrexit,moexit\n1005,2,1951,9,8,1960,2\n1005,740,1951,9,8,1960,2\n"
        "1010,2,1953,10,1,,\n1010,732,1953,10,1,,\n",
        [
            'date = { year = "yrent", month = "moent", day = "dayent" }',
            'countries = { column = "member", codes = "cow" }',
            'by = ["atopid"]',
        ],
    ),
    "travels of leaders": (
        "TripID,LeaderCountryISO,CountryVisited,CountryVisitedISO,TripYear,TripStartDate,TripEndDate\n"
        "1,JPN,Malaysia,MYS,2025,1/9/2025,1/11/2025\n2,JPN,Indonesia,IDN,2025,1/11/2025,1/22/2025\n",
        [
            'date = { column = "TripStartDate", formats = ["%m/%d/%Y"] }',
            'actor = { column = "LeaderCountryISO" }',
            'recipient = { column = "CountryVisited" }',
            'date_end = { column = "TripEndDate", formats = ["%m/%d/%Y"] }',
        ],
    ),
    "sanctions with several senders": (
        "case_id,sanctioned_state,sanctioning_state,begin,end\n1,Iran,United States,1979,1981\n"
        '2,Iraq,"United States, United Kingdom",1990,2003\n',
        [
            'date = { column = "begin", formats = ["%Y"] }',
            'actor = { column = "sanctioning_state", separator = "," }',
            'recipient = { column = "sanctioned_state" }',
        ],
    ),
}


@pytest.mark.parametrize("name", KNOWN_SHAPES)
def test_tables_of_the_field_are_recognised(name):
    text, expected = KNOWN_SHAPES[name]
    suggested = suggest_mapping(table(text)).splitlines()
    assert [line for line in expected if line not in suggested] == []


def test_lists_that_three_hands_separated_are_torn_apart():
    text = suggest_mapping(
        table(
            "exercise,start,participants\nSea Eagle 2020,03-Nov-2020,India; Japan; Australia\n"
            'Cobra Coast,12-Feb-2019,"Thailand, South Korea and Singapore"\n'
            "Garuda Air,01-Jul-2019,France / India\nLong Boat,02-Jul-2019,Guinea-Bissau; Portugal\n"
        )
    )
    fields = tomllib.loads(text)["fields"]
    assert fields["countries"] == {"column": "participants", "separator": [";", ",", "/", " and "]}
    assert fields["title"] == "exercise"


def test_days_and_bare_years_of_an_embassy_list_stand_in_one_column():
    text = suggest_mapping(
        table("Sending country,Receiving country,Opened\nChina,Kiribati,21.09.2020\nGermany,Iran,1952\n")
    )
    assert tomllib.loads(text)["fields"]["date"] == {"column": "Opened", "formats": ["%d.%m.%Y", "%Y"]}


def test_dates_that_fit_two_orders_must_be_decided_by_a_person():
    found = table("date,country1,country2\n01/02/2003,Japan,China\n03/04/2005,Japan,China\n")
    text = suggest_mapping(found)
    assert "DOUBT: every date fits day-month and month-day" in text
    answered = text.replace('{ value = "?" }', '{ value = "summit" }')
    with pytest.raises(InputError, match="date is still open"):
        parse_mapping(answered)


@pytest.mark.parametrize("names", ["reporter_m49,partner_m49", "iso_n1,iso_n2", "UN Code 1,UN Code 2"])
def test_numbers_of_iso_are_told_from_others_and_a_title_may_be_short(names):
    one, other = names.split(",")
    text = (
        f"date,{names},type,title,link\n2001-03-05,392,458,aid,A loan,https://e.org/1\n"
        "2002-05-06,004,840,protest,A note,https://e.org/2\n2003-05-06,36,156,aid,Wheat,https://e.org/3\n"
    )
    suggested = suggest_mapping(table(text)).splitlines()
    assert f'actor = {{ column = "{one}", codes = "m49" }}' in suggested
    assert f'recipient = {{ column = "{other}", codes = "m49" }}' in suggested
    assert 'title = "title"' in suggested


def fields(text: str) -> dict:
    return tomllib.loads(text)["fields"]


def test_a_column_called_title_is_the_title_even_if_its_cells_are_single_words():
    rows = "2011-05-03,Japan,Malaysia,summit,Treaty\n2011-05-04,Japan,China,summit,Convention\n"
    text = suggest_mapping(table("date,from,to,kind,title\n" + rows))
    assert fields(text)["title"] == "title"
    assert "# DOUBT: title is taken for what happened by its name; many cells are short:" in text


def test_a_time_behind_the_day_hides_no_date():
    rows = "5/13/2011 10:00:00 AM,Japan,Malaysia\n5/14/2011 0:00,Japan,China\n"
    text = suggest_mapping(table("Date,a,b\n" + rows))
    assert fields(text)["date"] == {"column": "Date", "formats": ["%m/%d/%Y"]}


def test_lists_of_dates_are_a_doubt_between_one_event_and_several():
    rows = "Russia,India,2013; 2015\nFrance,India,2014\nSpain,Chile,2011-2012\n"
    text = suggest_mapping(table("seller,buyer,year of delivery\n" + rows))
    assert '# DOUBT: "2013; 2015": range = true is one event from the first to the last date;' in text


INCIDENTS = (
    "No,Incident date,Countries involved,Type of incident,What happened\n"
    "1,May 2014,China vs. Vietnam,Ramming,Boat sunk\n2,Mid-June 2016,China & Indonesia,Arrest,Natuna\n"
    '3,c. 2012,PRC; Philippines,Standoff,Scarborough\n4,22.10.2023,"China, Philippines",Collision,Ayungin\n'
    "5,04/05/2020,China->Vietnam,Sinking,Paracels\n6,Summer 2019,Malaysia and China,Standoff,West Capella\n"
)


def test_headers_that_name_a_date_and_a_kind_are_proposed_with_a_doubt():
    text = suggest_mapping(table(INCIDENTS))
    assert fields(text)["date"] == {"column": "Incident date", "formats": ["%d.%m.%Y", "%B %Y"]}
    assert fields(text)["type"]["column"] == "Type of incident"
    assert fields(text)["title"] == "What happened"
    for said in ("Incident date is taken for the date", "Type of incident is taken for the kind"):
        assert f"# DOUBT: {said}" in text
    vague = INCIDENTS.replace("May 2014", "spring").replace("22.10.2023", "autumn")
    assert fields(suggest_mapping(table(vague)))["date"] == {"column": "Incident date", "formats": ["?"]}


def test_of_a_table_without_rows_the_names_say_what_they_can():
    text = suggest_mapping(table("id,date,actor,recipient,type,title,source_url\n"))
    names = ("id", "date", "actor", "recipient", "type", "title", "source_url")
    assert fields(text) == {name: name for name in names}
    assert "# DOUBT: the table has a header and no rows" in text
    text = suggest_mapping(table("Event date,Sender,Kind\n"))
    assert fields(text)["date"] == "Event date"
    assert fields(text)["recipient"] == {"value": "?"}
    with pytest.raises(InputError, match="still open"):
        parse_mapping(text)


def test_unknown_countries_are_counted_in_the_suggestion():
    rows = "".join(f"2003-01-{n:02},Japan,China\n" for n in range(1, 20)) + "2003-02-01,Japan,Narnia\n"
    text = suggest_mapping(table("date,country1,country2\n" + rows))
    assert '"Narnia" (1)' in text


def test_the_real_samples_get_a_suggestion(samples):
    for path in sorted(Path(samples / "samples" / "nasty").glob("*.csv")):
        data = path.read_bytes()
        tomllib.loads(suggest_mapping(read_table(raw_input(RawFile(path.name, data, "")))))


@pytest.mark.parametrize(
    "name", ["VisitID", "TripID", "GLOBALEVENTID", "Case_ID", "DS Number", "N°", "crisno"]
)
def test_columns_that_number_the_rows_are_found(name):
    text = f"{name},date,country1,country2\n" + "".join(
        f"{n},2001-01-0{n},Japan,China\n" for n in range(1, 6)
    )
    assert f'id = "{name}"' in suggest_mapping(table(text))


def test_a_number_that_repeats_is_no_id_but_the_suggestion_says_what_it_may_be():
    text = "TripID,date,country1,country2\n1,2001-01-01,Japan,China\n1,2001-01-02,Japan,Malaysia\n"
    suggested = suggest_mapping(table(text))
    assert '\nid = "TripID"' not in suggested
    assert "{TripID}-{another column}" in suggested


def test_a_day_that_could_be_a_month_is_a_doubt_beside_written_out_ones():
    text = suggest_mapping(
        table(
            "Visitor,Host,Dates,Link\nJapan,Vietnam,3 May 2012,https://e.org/1\n"
            "Japan,Thailand,5/6/2014,https://e.org/2\nJapan,Malaysia,17 July 2015,https://e.org/3\n"
        )
    )
    assert '# DOUBT: "5/6/2014" could be read as "%m/%d/%Y" too' in text


def test_control_characters_in_a_name_spoil_no_comment():
    """They would end the mapping's TOML, and drive the terminal that shows it."""
    text = suggest_mapping(table("Da\x01te,Fro\x1b[2Jm,To,Sister\x03 city\n2011-05-03,Japan,China,Kobe\n"))
    assert tomllib.loads(text)["fields"]["date"] == {"column": "Da\x01te"}
    assert "\x1b" not in text
    assert "\x01" not in text


def test_columns_that_are_numbered_in_a_row_are_told_by_the_first_and_the_last():
    names = ",".join(f"score{n}" for n in range(1, 80))
    text = suggest_mapping(table(f"date,from,to,{names}\n2011-05-03,Japan,China{',7' * 79}\n"))
    assert "# Not used: score1 to score79\n" in text


def test_a_table_without_a_header_is_told_that_its_first_row_would_be_lost():
    text = suggest_mapping(
        table("8401,20140503,JPN,CHN,112,http://e.org/1\n8402,20140504,JPN,USA,036,http://e.org/2\n")
    )
    assert (
        '# DOUBT: "20140503", "http://e.org/1" names no column, so the table seems to have no header' in text
    )
    assert "Write a line with the names of the columns above it." in text


def test_the_end_of_a_period_is_no_act_of_its_own():
    text = suggest_mapping(
        table(
            "Period From,Period To,Guest,Host,Fare,Source\n"
            "2014-05-03,2014-05-05,Japan,France,1,https://e.org/1\n"
            "2014-06-03,2014-06-05,China,Chile,2,https://e.org/2\n,,Total,,3,\n"
        )
    )
    assert 'date_end = "Period To"' in text
    assert "is empty in" not in text


def test_a_table_whose_cells_nothing_parts_is_said_to_have_one_column():
    text = suggest_mapping(table("Date        Visitor  Host\n2014-05-03  Japan    France\n"))
    assert "# DOUBT: all stands in one column: no comma, semicolon, tab or bar parts the cells" in text


def test_dates_of_a_travel_log_are_found_though_each_is_written_in_its_own_way():
    days = [
        "8–9 Jan 2023; 30 January 2023",
        "29 March – 1 April 2023",
        "3–5 May 2023",
        "March 31–April 3, 2024",
    ]
    said = written_of("Country;Host;Dates\n" + "".join(f'Kenya;Peru;"{day}"\n' for day in days))
    assert 'date = { column = "Dates", formats = ["%d %B %Y", "%B %d, %Y"], range = true }' in said


def test_months_of_another_language_are_found_among_other_dates():
    days = ("3. März 2017", "12.6.2018", "1. Juni 2019")
    said = written_of("A;B;Datum\n" + "".join(f"Deutschland;Kenia;{day}\n" for day in days))
    assert 'formats = ["%d.%m.%Y", "%d. %B %Y"], language = "de" }' in said


def test_seconds_since_1970_are_found_by_the_name_of_a_stamp():
    said = written_of('{"ts":1399075200,"a":"FR","b":"DE"}\n{"ts":1401753600,"a":"FR","b":"PL"}\n')
    assert 'date = { column = "ts", formats = ["seconds since 1970-01-01"] }' in said


def test_a_code_among_names_is_in_doubt():
    """Of the sides of armed conflicts one is called IS, which is no Iceland."""
    sides = ["Pakistan", "Ethiopia", "IS", "United States", "USA", "Chad"]
    said = written_of("year,side_a,side_b\n" + "".join(f"2015,Syria,{side}\n" for side in sides))
    assert '# DOUBT: among names these are read as codes: "IS" (Iceland); if one is no state,' in said
    assert "read as codes" not in written_of("year,a,b\n2015,SYR,IS\n2016,SYR,FR\n")


def test_an_item_of_a_map_is_no_kind_of_act():
    act = {"date": "2019-06-28", "sender": "China", "receiver": "Japan", "event": "summit"}
    item = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": act}
    said = written_of(json.dumps({"type": "FeatureCollection", "features": [item, item]}))
    assert 'type = { column = "properties.event" }' in said


def test_years_over_the_countries_of_a_wide_table_are_asked_for():
    """Else each country would be there twice, and no year at all."""
    head = ",2019,,2020,\nCountry,Japan,China,Japan,China\n"
    said = written_of(f"{head}Malaysia,1,0,2,1\nKenya,,1,0,0\nPeru,1,1,0,3\n")
    assert '# DOUBT: "Japan (2)", "China (2)": the same name before.' in said
    assert "#   write header = [1, 2] and take the year with pattern = '^(\\d{4})', the state with" in said
