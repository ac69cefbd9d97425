"""Which columns of an unknown table hold the states, in which codes: judged together, every clash a doubt."""

import re
import tomllib

import pytest

from etl.contract import RawFile
from etl.suggested.suggesting import suggest_mapping
from etl.tables.formats import read_table
from etl.tables.tabular import raw_input


def suggested(text: str) -> str:
    return suggest_mapping(read_table(raw_input(RawFile("t.csv", text.encode(), ""))))


def fields(text: str) -> dict:
    return tomllib.loads(suggested(text))["fields"]


DISPUTES = (
    "dispnum,stabb,ccode,stday,stmon,styear,sidea\n"
    "1,AUS,305,2,5,1991,0\n1,USA,2,2,5,1991,1\n2,SLV,349,2,5,1993,0\n2,CHN,710,2,5,1993,1\n"
    "5,MAC,343,2,5,1999,0\n5,USA,2,2,5,1999,1\n"
)


def test_the_letters_of_cow_are_not_taken_for_iso_codes_and_numbers_go_before_them():
    assert fields(DISPUTES)["countries"] == {"column": "ccode", "codes": "cow"}
    letters = re.sub(r"^((?:[^,]+,){2})[^,]+,", r"\1", DISPUTES, flags=re.MULTILINE)
    assert fields(letters)["countries"] == {"column": "stabb", "codes": "cowabb"}


def test_letters_that_only_cow_knows_are_its_own():
    rows = ["RUS,740", "COS,95", "CUB,200", "USA,365", "USR,200", "DRV,220", "AUS,255"]
    text = "crisno,year,actor,trigent\n" + "".join(f"{n},19{n}0,{row}\n" for n, row in enumerate(rows, 2))
    assert fields(text)["actor"] == {"column": "actor", "codes": "cowabb"}


def test_letters_that_two_lists_know_are_a_doubt():
    text = suggested("date,country1,country2\n1991-05-03,AUS,USA\n1992-05-03,USA,CHN\n1993-05-03,MAC,USA\n")
    assert "country1 fits ISO and cowabb codes alike, which differ in AUS (Australia, Austria)" in text
    assert "cowabb" not in suggested("date,iso3_1,iso3_2\n1991-05-03,AUS,USA\n1992-05-03,USA,CHN\n")
    assert "cowabb" not in suggested("date,country1,country2\n1991-05-03,JPN,USA\n1992-05-03,USA,CHN\n")


@pytest.mark.parametrize(
    "text",
    [
        "stateabb,ccode,statenme,date\nAUS,305,Austria,1991-05-03\nUSA,2,United States,1992-05-03\n"
        "SLV,349,Slovenia,1993-05-03\n",
        "stateabb,statenme,date\nAUS,Austria,1991-05-03\nUSA,USA,1992-05-03\nSLV,Slovenia,1993-05-03\n",
        "iso3,name,date\nAUS,Australia,1991-05-03\nUSA,USA,1992-05-03\nSLV,El Salvador,1993-05-03\n",
    ],
)
def test_one_state_in_two_columns_is_not_two_sides(text):
    found = fields(text)
    assert found["actor"] == {"value": "?"}
    assert "recipient" in found


def test_columns_that_name_one_state_but_for_some_rows_are_a_doubt():
    rows = "".join(f"{n},USA,2,2001-01-0{n}\n{n},CHN,710,2001-01-0{n}\n" for n in range(1, 6))
    text = suggested(f"disp,stateabb,ccode,date\n{rows}6,JPN,732,2001-01-06\n6,FRN,220,2001-01-06\n")
    assert 'ccode and stateabb name different states in 1 row: "732" beside "JPN"' in text
    assert "name different states" not in suggested(f"disp,stateabb,ccode,date\n{rows}")


def test_columns_that_look_alike_have_one_system_and_the_header_says_which():
    head = "id,date,gwno_a,gwno_b\n"
    rows = (
        '1,1948-12-31,750,770\n2,2003-03-20,"900, 200, 2",645\n3,1948-09-13,751,750\n4,1980-09-22,630,645\n'
    )
    found = fields(head + rows)
    assert found["actor"] == {"column": "gwno_a", "codes": "gw", "separator": ","}
    assert found["recipient"] == {"column": "gwno_b", "codes": "gw"}
    unsaid = fields(
        head.replace("gwno", "side") + "1,2001-05-01,973,2\n2,2001-06-01,200,730\n3,2002-06-01,2,971\n"
    )
    assert unsaid["actor"]["codes"] == unsaid["recipient"]["codes"] == "gw"


def test_numbers_that_two_lists_give_to_different_states_are_named():
    text = suggested("date,sender,target\n1990-08-02,United States,345\n1991-08-02,Japan,645\n")
    assert "target fits cow and gw codes alike, which differ in 345 (Serbia, Serbia and Montenegro)" in text


def test_the_number_of_a_state_that_is_not_here_says_whose_it_is():
    text = suggested("date,ccode1,ccode2\n1913-05-02,300,2\n1914-05-02,200,2\n1915-05-02,220,200\n")
    assert '"300" (Austria-Hungary, 1)' in text


def test_another_column_that_knows_more_is_named_beside_what_is_unknown():
    text = suggested(
        "date,country1,country2,iso1,iso2\n2001-05-01,Japan,Korea,392,410\n2002-05-01,China,Japan,156,392\n"
    )
    assert 'iso2 leaves fewer unknown: write { column = "iso2", codes = "m49" }' in text


def test_two_states_in_a_cell_parted_in_every_way_are_a_list():
    cells = [
        "China / Vietnam", "China vs. Vietnam", "China & Indonesia", "PRC; Philippines", "China–Philippines",
        "China/Philippines", '"China, Philippines"', "Malaysia and China", "Viet Nam / Taiwan (ROC)",
        "Mainland China; Malaysia; Vietnam", "China->Vietnam",
    ]  # fmt: skip
    rows = "".join(f"2014-05-{n:02},{cell},Standoff\n" for n, cell in enumerate(cells, 1))
    text = suggested("date,Countries involved,Type\n" + rows)
    told = tomllib.loads(text)
    assert told["fields"]["countries"]["column"] == "Countries involved"
    assert {"/", " vs. ", " & ", ";", "–", ",", " and ", "->"} == set(
        told["fields"]["countries"]["separator"]
    )
    assert "expand" in told
    assert "DOUBT: who did it to whom, if anyone, is not said" in text
    assert "not known" not in text


@pytest.mark.parametrize(
    ("guest", "host"),
    [("Gast", "Gastgeber"), ("Invité", "Pays visité"), ("Visitante", "País anfitrión"), ("Guest", "Host")],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_the_guest_visits_the_host(guest, host, is_turned):
    columns = [(guest, "Germany", "Turkey"), (host, "Austria", "Germany")][:: -1 if is_turned else 1]
    (one, *first), (other, *second) = columns
    text = (
        f"Nr,Datum,{one},{other}\n1,2014-02-03,{first[0]},{second[0]}\n2,2015-10-15,{first[1]},{second[1]}\n"
    )
    assert "DOUBT: who acts" not in suggested(text)
    found = fields(text)
    assert (found["actor"], found["recipient"]) == ({"column": guest}, {"column": host})


def test_a_second_name_of_the_state_does_not_group_its_rows():
    votes = ("5111,Japan,JP", "5111,Malaysia,MY", "5111,France,FR", "5112,Japan,JP", "5112,Malaysia,MY")
    text = "rcid,country,country_code,vote,date\n" + "".join(f"{one},yes,2015-12-07\n" for one in votes)
    mapping = tomllib.loads(suggested(text))
    assert mapping["group"]["by"] == ["rcid"]
    assert mapping["fields"]["countries"] == {"column": "country"}


def test_a_numbered_column_of_disputes_is_what_their_rows_share():
    text = (
        "dispnum3,ccode,stday,stmon,styear,sidea\n4000,710,9,3,2001,0\n4000,2,9,3,2001,1\n"
        "4001,732,15,6,1999,1\n4001,731,15,6,1999,0\n"
    )
    mapping = tomllib.loads(suggested(text))
    assert mapping["group"]["by"] == ["dispnum3"]
    assert mapping["expand"]["sides"] == "sidea"


def test_day_and_month_of_a_further_date_are_as_in_the_first():
    text = (
        "Title,Parties,Signed,Entered into force\nA,Japan; United States,06/13/1998,3/1/1998\n"
        "B,Japan; Chile,1/12/1999,4/5/1999\n"
    )
    assert '# date = { column = "Entered into force", formats = ["%m/%d/%Y"] }' in suggested(text)


def test_a_word_that_looks_like_a_kind_but_shares_no_word_with_it_is_left_open():
    text = (
        "visitor,host,date,TypeOfVisit\nJapan,Malaysia,2013-07-25,Bilateral\nChina,Japan,2019-06-27,Summit\n"
    )
    assert fields(text)["type"]["values"] == {"Bilateral": "?"}
