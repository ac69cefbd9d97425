"""Tables in shapes that no mapping was written for: what is suggested, and every event and reject they make.

Each is a few rows with the columns, codes and oddities of a public table. Who loads one answers the open ends
of the suggestion and nothing else.
"""

from datetime import date

import openpyxl
import pytest

from db.errors import InputError
from etl.mappings.mapping import read_mapping
from tests.mapping_desk import Desk
from tests.table_shapes import URL, Shape, answered, kind, makes_all_it_must, side

SHAPES = [
    Shape(
        "matrix.csv",
        "Sending country,China,Japan,Malaysia,Total\nBrunei,1,0,2,2\nNauru,0,0,0,0\nFiji,1,1,0,2\n",
        [kind("diplomatic_relations"), ('{ column = "?" }', '{ value = "2024" }'), URL],
        [
            '# DOUBT: "0" is taken to mean that there was no event; if not, remove this.\n[without]',
            '# DOUBT: Cell under it holds numbers ("2"); each cell makes one event, however',
            'write { value = "2024" }',
        ],
        [
            ("2024-01-01", None, "BRN", "CHN", "diplomatic_relations"),
            ("2024-01-01", None, "BRN", "MYS", "diplomatic_relations"),
            ("2024-01-01", None, "CHN", "FJI", "diplomatic_relations"),
            ("2024-01-01", None, "FJI", "JPN", "diplomatic_relations"),
        ],
        ["the mapping leaves out rows whose Cell under it is '0' [left_out]"],
    ),
    Shape(
        "exchange.csv",
        "ccode1,ccode2,year,DR_at_1,DE\n2,740,1955,3,1\n2,740,1960,3,1\n2,710,1955,0,0\n20,740,1955,3,1\n20,740,1950,3,1\n",
        [
            kind("diplomatic_relations"),
            URL,
            ("[fields]", '[without]\nDR_at_1 = ["0"]\n\n[group]\nby = ["ccode1", "ccode2"]\n\n[fields]'),
        ],
        [
            "# DOUBT: rows that say 0 in DR_at_1, DE make events too. To leave them out write\n"
            '#   [without]\n#   "DR_at_1" = ["0"]',
            "# DOUBT: the same states stand under several years (2, 740, 1955, 1960);",
            '#   [group]\n#   by = ["ccode1", "ccode2"]',
        ],
        [
            ("1955-01-01", None, "JPN", "USA", "diplomatic_relations"),
            ("1950-01-01", None, "CAN", "JPN", "diplomatic_relations"),
        ],
        ["the mapping leaves out rows whose DR_at_1 is '0'"],
    ),
    Shape(
        "registered.csv",
        "Registration Number,Title,Participants,Submitter,Type,Date of Conclusion,ICJ clause\n"
        'I-1,On commerce,"India, Japan",Japan,Bilateral,14/02/1958,No\n'
        'I-2,On visas,"France, United States of America",France,Bilateral,16/03/1956,No\n'
        'I-3,On loans,"World Bank, Thailand",Thailand,Bilateral,12/09/1957,No\n',
        [('"Bilateral" = "?"', '"Bilateral" = "agreement_signed"'), URL],
        ['countries = { column = "Participants", separator = "," }'],
        [
            ("1958-02-14", None, "IND", "JPN", "agreement_signed"),
            ("1956-03-16", None, "FRA", "USA", "agreement_signed"),
        ],
        ["line 4, countries: Participants: unknown country 'World Bank'"],
    ),
    Shape(
        "partners.csv",
        "Partner,Year,Date,Level of partnership,Announced by\n"
        "Russia,1996,25 April 1996,Strategic partnership of coordination,Joint statement\n"
        "Pakistan,2005,April 2005,Strategic partnership of cooperation,Treaty\n"
        "Viet Nam,2008,2008,Comprehensive strategic partnership,Joint statement\n"
        "Malaysia,2013,4 October 2013,Comprehensive strategic partnership,\n"
        "Thailand,2012,19 Apr 2012,Comprehensive strategic partnership,\n"
        "Kazakhstan,2005,c. July 2005,Strategic partnership,Joint statement\n",
        [side("actor", "CHN"), URL],
        [
            'date = { column = "Date", formats = ["%d %B %Y", "%B %Y", "%Y"] }',
            '# DOUBT: no dates, so 1 row of 6 would be rejected: "c. July 2005";',
            'type = { value = "partnership_upgrade" }',
        ],
        [
            ("1996-04-25", None, "CHN", "RUS", "partnership_upgrade"),
            ("2005-04-01", None, "CHN", "PAK", "partnership_upgrade"),
            ("2008-01-01", None, "CHN", "VNM", "partnership_upgrade"),
            ("2013-10-04", None, "CHN", "MYS", "partnership_upgrade"),
            ("2012-04-19", None, "CHN", "THA", "partnership_upgrade"),
        ],
        ["line 7, date: Date: 'c. July 2005' is not written as"],
    ),
    Shape(
        "index_of_treaties.csv",
        "WTI ID,Title,Sign Date,Party1,Party2\n1,On trade,580306,JAPAN,INDIA\n2,On peace,250120,JAPAN,USSR\n"
        "3,On aid,610600,USA (UNITED STATES),UPPER VOLTA\n4,On tin,900101,JAPAN,MALAYSIA\n",
        [kind("agreement_signed"), URL, ('["%y%m%d"] }', '["%y%m%d"], latest = 1999 }')],
        ["# DOUBT: years have two digits, from 25 to 90;", "write latest = 1999 into the date."],
        [
            ("1958-03-06", None, "IND", "JPN", "agreement_signed"),
            ("1925-01-20", None, "JPN", "SUN", "agreement_signed"),
            ("1961-06-01", None, "BFA", "USA", "agreement_signed"),
            ("1990-01-01", None, "JPN", "MYS", "agreement_signed"),
        ],
    ),
    Shape(
        "allies_by_year.csv",
        "atopid,year,mem1,mem2,begyr,begmo,begday\n3150,1950,365,710,1950,2,14\n3200,1960,2,740,1951,9,8\n",
        [kind("agreement_signed"), URL],
        ['date = { year = "begyr", month = "begmo", day = "begday" }'],
        [
            ("1950-02-14", None, "CHN", "SUN", "agreement_signed"),
            ("1951-09-08", None, "JPN", "USA", "agreement_signed"),
        ],
    ),
    Shape(
        "secretary.csv",
        "Name,Country,Locale,Remarks,Date,TripID\n"
        '"Kerry, John",Japan,Tokyo,Met with the Foreign Minister.,"April 14–15, 2013",1\n'
        '"Kerry, John",Korea; South,Seoul,Met with the President.,"April 12, 2013",1\n'
        '"Rusk, Dean",Vietnam; South,Saigon,Met with officials.,"April 17–19, 1964",2\n',
        [side("actor", "USA"), kind("ministerial_visit"), URL],
        ['recipient = { column = "Country" }'],
        [
            ("2013-04-14", "2013-04-15", "USA", "JPN", "ministerial_visit"),
            ("2013-04-12", None, "USA", "KOR", "ministerial_visit"),
            ("1964-04-17", "1964-04-19", "USA", "VDR", "ministerial_visit"),
        ],
    ),
    Shape(
        "relations.csv",
        "#,Country,Date,Notes\n1, United Kingdom,31 August 1957,\n2, Australia,31 August 1957[12],\n"
        "3,Holy See,27 July 2011,\n4, Palau,Unknown,\n",
        [side("actor", "MYS"), kind("diplomatic_relations"), URL],
        ["# Columns found: #, Country, Date, Notes", 'missing = ["Unknown"]'],
        [
            ("1957-08-31", None, "GBR", "MYS", "diplomatic_relations"),
            ("1957-08-31", None, "AUS", "MYS", "diplomatic_relations"),
            ("2011-07-27", None, "MYS", "VAT", "diplomatic_relations"),
        ],
        ["line 5, date: Date: date is empty"],
    ),
    Shape(
        "open_sanctions.csv",
        'case_id,sanctioned_state,sanctioning_state,begin,end\n1,Iran,"Australia, Japan",2012,2016\n'
        '2,Russia,Japan,2014,0\n3,Zaire,"Belgium, France",1990,1997\n'
        "4,Fiji,Australia & New Zealand,2006,2014\n",
        [kind("sanction"), URL],
        ['date_end = { column = "end", formats = ["%Y"] }'],
        [
            ("2012-01-01", "2016-12-31", "AUS", "IRN", "sanction"),
            ("2012-01-01", "2016-12-31", "JPN", "IRN", "sanction"),
            ("2014-01-01", None, "JPN", "RUS", "sanction"),
            ("1990-01-01", "1997-12-31", "BEL", "COD", "sanction"),
            ("1990-01-01", "1997-12-31", "FRA", "COD", "sanction"),
            ("2006-01-01", "2014-12-31", "AUS", "FJI", "sanction"),
            ("2006-01-01", "2014-12-31", "NZL", "FJI", "sanction"),
        ],
    ),
    Shape(
        "arabic.csv",
        "التاريخ,الدولة الزائرة,الدولة المضيفة,نوع الزيارة\n15 يناير 2014,اليابان,السعودية,زيارة رسمية\n"
        "3 مارس 2014,ماليزيا,مصر,زيارة رسمية\n7 أغسطس 2016,الصين,الإمارات,زيارة عمل\n",
        [URL],
        ['formats = ["%d %B %Y"], language = "ar"', '"زيارة عمل" = "leader_visit"'],
        [
            ("2014-01-15", None, "JPN", "SAU", "leader_visit"),
            ("2014-03-03", None, "MYS", "EGY", "leader_visit"),
            ("2016-08-07", None, "CHN", "ARE", "leader_visit"),
        ],
    ),
    Shape(
        "wareki.csv",
        "年月日,訪問国,目的\n平成25年1月16日,ベトナム,公式訪問\n令和元年10月18日,タイ,公式訪問\n昭和49年1月7日,フィリピン,公式訪問\n",
        [side("actor", "JPN"), URL],
        ['"%Y年%m月%d日"'],
        [
            ("2013-01-16", None, "JPN", "VNM", "leader_visit"),
            ("2019-10-18", None, "JPN", "THA", "leader_visit"),
            ("1974-01-07", None, "JPN", "PHL", "leader_visit"),
        ],
    ),
    Shape(
        "accords.csv",
        "Référence;Intitulé;Pays;Date de signature\nFR-1;Accord de coopération;Sénégal;29/03/1974\n"
        "FR-2;Accord aérien;Haute-Volta;15/02/1971\nFR-3;Convention fiscale;Birmanie;1er février 1990\n"
        "FR-4;Accord de défense;Soudan français;24/04/1955\nFR-5;Accord de siège;Qatar;15/01/2008\n",
        [side("actor", "FRA"), kind("agreement_signed"), URL],
        ['formats = ["%d/%m/%Y", "%d %B %Y"], language = "fr"', 'title = "Intitulé"', 'id = "Référence"'],
        [
            ("1974-03-29", None, "FRA", "SEN", "agreement_signed"),
            ("1971-02-15", None, "BFA", "FRA", "agreement_signed"),
            ("1990-02-01", None, "FRA", "MMR", "agreement_signed"),
            ("2008-01-15", None, "FRA", "QAT", "agreement_signed"),
        ],
        ["Mali (MLI) is a state from 1960-06-20, not on 1955-04-24; say what stood there then with"],
        encoding="cp1252",
    ),
]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_event_and_reject_of_a_table_in_a_new_shape(desk, shape):
    makes_all_it_must(desk, shape)


def test_a_workbook_with_dates_numbers_and_texts_in_one_column(desk):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["High-level visits"],
        [],
        ["Visit", None, "Country", None, "Remarks"],
        ["Start", "End", "Visiting", "Host", None],
        [date(2010, 1, 5), date(2010, 1, 7), "Japan", "Viet Nam", "Official visit of the Prime Minister"],
        [date(2011, 5, 21), date(2011, 5, 22), "China", "Japan", "A trilateral meeting in Tokyo"],
        [40668, 40670, "Thailand", "Malaysia", "Working visit of the Prime Minister"],
        ["June 2012", None, "Laos", "Thailand", "A visit in June"],
        ["Total", 4],
    ):
        sheet.append(row)
    path = desk.folder / "titled.xlsx"
    book.save(path)
    _, err = desk.load(path, answered(path, [kind("leader_visit"), URL]))
    assert desk.events() == [
        ("2010-01-05", "2010-01-07", "JPN", "VNM", "leader_visit"),
        ("2011-05-21", "2011-05-22", "CHN", "JPN", "leader_visit"),
        ("2011-05-05", "2011-05-07", "THA", "MYS", "leader_visit"),
        ("2012-06-01", None, "LAO", "THA", "leader_visit"),
    ]
    assert "line 9, date: Visit Start: 'Total' is not written as" in err


def test_an_unknown_kind_is_explained_by_what_it_says(desk):
    """By its letters 'State visit' is near to ministerial_visit."""
    path = desk.folder / "visits.csv"
    path.write_text(
        "date,actor,recipient,type,title,source_url\n2014-05-03,CHN,FRA,State visit,Xi,https://e.org/1\n"
    )
    _, _, err = desk.run("ingest", "events", str(path))
    assert "unknown type 'State visit'; did you mean 'leader_visit'?" in err
    mapping = desk.folder / "m.toml"
    mapping.write_text(
        '[fields]\ndate = "date"\nactor = "actor"\nrecipient = "recipient"\ntype = "type"\n'
        'source_url = "source_url"\n'
    )
    _, _, err = desk.run("ingest", "events", str(path), "--mapping", str(mapping))
    assert 'did you mean \'leader_visit\'? If so, write values = { "State visit" = "leader_visit" }' in err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("French Indochina", "did you mean Vietnam or Laos or Cambodia?"),
        ("Northern Rhodesia", "Zambia (ZMB) is a state from 1964-10-24, not on 1960-05-03"),
        ("French Sudan", "Mali (MLI) is a state from 1960-06-20, not on 1960-05-03"),
    ],
)
def test_names_of_the_past_are_told_by_the_state_they_became(desk, name, said):
    path = desk.folder / "visits.csv"
    path.write_text(
        f"date,actor,recipient,type,title,source_url\n1960-05-03,GBR,{name},leader_visit,A,https://e.org/1\n"
    )
    _, _, err = desk.run("ingest", "events", str(path))
    assert said in err


def test_several_addresses_in_a_list_of_records_all_prove_the_event(desk):
    path = desk.folder / "nested.jsonl"
    path.write_text(
        "\n".join(
            f'{{"id": "v{n}", "start": "2014-05-0{n}", "visitor": "CHN", "host": "{host}", '
            f'"kind": "State visit", '
            f'"sources": [{{"url": "https://a.org/{n}"}}, {{"url": "https://b.org/{n}"}}]}}'
            for n, host in enumerate(("FRA", "JPN", "MYS"), 1)
        )
    )
    desk.load(path, answered(path, []))
    _, out, _ = desk.run("events", "CHN", "FRA", "--format", "json")
    assert "https://a.org/1" in out
    assert "https://b.org/1" in out
    assert '/1\\"' not in out


def test_a_heading_of_the_mapping_that_shares_its_line_is_explained(desk):
    path = desk.folder / "m.toml"
    path.write_text('[group] by = ["id"]\n')
    with pytest.raises(InputError, match=r"m\.toml is no TOML") as caught:
        read_mapping(path)
    assert caught.value.hint == "[group] stands on a line of its own; write what follows it on the next"


def test_a_pair_in_one_cell_whose_kind_has_a_direction_says_how_to_tell_it(desk):
    path = desk.folder / "dyads.csv"
    path.write_text(
        "dyad,day,event_type,link\nJPN-MYS,2013-05-14,summit,https://e.org/1\n"
        "CHN-JPN,2012-09-11,protest,https://e.org/2\nCHN-PHL,2012-04-10,protest,https://e.org/3\n"
    )
    mapping = answered(path, [])
    _, err = desk.load(path, mapping)
    assert 'needs actor and recipient, or expand.pairs = "first-to-rest" if the first acts on the rest' in err
    desk.load(path, mapping.replace("\n[expand]", '\n[expand]\npairs = "first-to-rest"'))
    assert ("2012-09-11", None, "CHN", "JPN", "protest") in desk.events()
