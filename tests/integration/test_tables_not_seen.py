"""Tables in shapes that no mapping was written for: what is suggested, and every event and reject they make.

Each is a few rows with the columns, codes and oddities of a public table. Who loads one answers the open ends
of the suggestion and nothing else.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from db.errors import InputError
from etl.mappings.mapping import read_mapping
from tests.mapping_desk import Desk, suggestion

URL = ('"https://..."', '"https://example.org/d"')


def kind(value: str) -> tuple[str, str]:
    return 'type = { value = "?" }', f'type = {{ value = "{value}" }}'


def side(name: str, value: str) -> tuple[str, str]:
    return f'{name} = {{ value = "?" }}', f'{name} = {{ value = "{value}" }}'


@dataclass(frozen=True)
class Shape:
    """A table, the answers to its suggestion, and what it must make.

    Attributes:
        told: Pieces of the suggestion.
        events: First day, last day, actor, recipient and kind of each, in the order of the rows.
        rejects: Pieces of what is said of rejected rows.
    """

    name: str
    text: str
    answers: list[tuple[str, str]]
    told: list[str]
    events: list[tuple[str, str | None, str, str, str]]
    rejects: list[str] = field(default_factory=list)
    encoding: str = "utf-8"


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
    Shape(
        "calls.tsv",
        "Call date\tCaller\tCalled\tSummary\nMon 3 Mar 2014\tJapan\tUnited States\tSpoke on Ukraine\n"
        "Thu 6 Mar 2014\tChina\tGermany\tSpoke about trade\n"
        "Sat 8 Mar 2014\tIndia\tFrance\tSpoke on Ukraine\n",
        [kind("leader_call"), URL],
        ['formats = ["%A %d %B %Y"]'],
        [
            ("2014-03-03", None, "JPN", "USA", "leader_call"),
            ("2014-03-06", None, "CHN", "DEU", "leader_call"),
            ("2014-03-08", None, "FRA", "IND", "leader_call"),
        ],
        encoding="utf-16",
    ),
    Shape(
        "bindings.json",
        '{"results": {"bindings": ['
        + ", ".join(
            f'{{"item": {{"value": "http://www.wikidata.org/entity/Q{n}"}}, '
            f'"itemLabel": {{"xml:lang": "en", "value": "Treaty of amity {n}"}}, '
            f'"aLabel": {{"value": "{a}"}}, '
            f'"bLabel": {{"value": "{b}"}}, "date": {{"value": "195{n}-05-03T00:00:00Z"}}}}'
            for n, (a, b) in enumerate((("Japan", "India"), ("China", "Nepal")))
        )
        + "]}}",
        [kind("agreement_signed")],
        ['actor = { column = "aLabel.value" }', 'recipient = { column = "bLabel.value" }'],
        [
            ("1950-05-03", None, "IND", "JPN", "agreement_signed"),
            ("1951-05-03", None, "CHN", "NPL", "agreement_signed"),
        ],
    ),
    Shape(
        "jours.csv",
        "Jour;Mois;Année;Pays hôte;Pays visiteur;Type\n3;mai;2014;France;Chine;Visite d'État\n"
        "12;juin;2014;Japon;France;Visite officielle\n;août;2015;Malaisie;France;Visite officielle\n",
        [URL],
        ['date = { year = "Année", month = "Mois", day = "Jour", language = "fr" }'],
        [
            ("2014-05-03", None, "CHN", "FRA", "leader_visit"),
            ("2014-06-12", None, "FRA", "JPN", "leader_visit"),
            ("2015-08-01", None, "FRA", "MYS", "leader_visit"),
        ],
    ),
    Shape(
        "exercises.csv",
        "exercise_id,exercise_name,start.date,end.date,host,participant1,participant2,participant3\n"
        "1,Malabar,2014-07-24,2014-07-30,Japan,India,Japan,United States\n"
        "2,Joint Sea,2014-05-20,2014-05-26,China,China,Russia,\n",
        [kind("joint_exercise"), URL],
        [
            'countries = { every = ["participant1", "participant2", "participant3"] }',
            'title = "exercise_name"',
        ],
        [
            ("2014-07-24", "2014-07-30", "IND", "JPN", "joint_exercise"),
            ("2014-07-24", "2014-07-30", "IND", "USA", "joint_exercise"),
            ("2014-07-24", "2014-07-30", "JPN", "USA", "joint_exercise"),
            ("2014-05-20", "2014-05-26", "CHN", "RUS", "joint_exercise"),
        ],
    ),
    Shape(
        "arrows.csv",
        "When,Dyad,Act,Link\n2014-05-03,Viet Nam → China,protest,https://e.org/1\n"
        "2014-06-03,China → Viet Nam,protest,https://e.org/2\n",
        [],
        ['pairs = "first-to-rest"', "# Dyad names who acted and, behind the arrow, on whom."],
        [
            ("2014-05-03", None, "VNM", "CHN", "protest"),
            ("2014-06-03", None, "CHN", "VNM", "protest"),
        ],
    ),
    Shape(
        "flows.csv",
        "Donor,Recipient,Aid type,Year,Value\nJapan,Malaysia,ODA: Total Net,2014,36.9\n"
        "Japan,Viet Nam,ODA: Total Net,2014,0\nJapan,Laos,ODA: Total Net,2014,-870.2\n",
        [URL, ("[fields]", '[without]\nValue = ["0", "-870.2"]\n\n[fields]')],
        [
            '# DOUBT: rows whose Value is 0 or less ("0", "-870.2") make events too.',
            '"ODA: Total Net" = "aid"',
        ],
        [("2014-01-01", None, "JPN", "MYS", "aid")],
        ["the mapping leaves out rows whose Value is '-870.2'"],
    ),
    Shape(
        "machine.csv",
        "EventID,Date,Year,SourceActorFull,SourceActorEntity,TargetActorEntity,EventCode,URLs\n"
        "1,20140103,2014,Cabinet of Japan,JPN,CHN,112,https://e.org/1;https://e.org/2\n"
        "2,20140105,2014,White House,USA,KOR,042,https://e.org/3\n",
        [],
        ["# Not used: Year, SourceActorFull"],
        [
            ("2014-01-03", None, "JPN", "CHN", "protest"),
            ("2014-01-05", None, "USA", "KOR", "leader_visit"),
        ],
    ),
    Shape(
        "laifang.tsv",
        "日期\t来访国家\t来访人\t访问类型\n2014/5/20\t俄罗斯\t总统普京\t国事访问\n2014/7/8\t德国\t总理默克尔\t正式访问\n"
        "2014/11/9\t韩国\t总统朴槿惠\t国事访问\n",
        [side("recipient", "CHN"), URL],
        ['actor = { column = "来访国家" }', '"国事访问" = "leader_visit"'],
        [
            ("2014-05-20", None, "RUS", "CHN", "leader_visit"),
            ("2014-07-08", None, "DEU", "CHN", "leader_visit"),
            ("2014-11-09", None, "KOR", "CHN", "leader_visit"),
        ],
        encoding="gb18030",
    ),
    Shape(
        "bangmun.csv",
        "일자,방문국,방문형식\n2013년 5월 5일~10일,미국,공식실무방문\n2013년 6월 27일~30일,중국,국빈방문\n"
        "2014년 1월 15일~18일,인도,국빈방문\n",
        [side("actor", "KOR"), URL],
        ['formats = ["%Y년 %m월 %d일"], range = true'],
        [
            ("2013-05-05", "2013-05-10", "KOR", "USA", "leader_visit"),
            ("2013-06-27", "2013-06-30", "KOR", "CHN", "leader_visit"),
            ("2014-01-15", "2014-01-18", "KOR", "IND", "leader_visit"),
        ],
        encoding="cp949",
    ),
    Shape(
        "vizity.csv",
        "Дата;Страна;Вид визита\n20 мая 2014;Китай;Официальный визит\n3 июня 2014;Япония;Рабочий визит\n"
        "11 ноября 2014;Индия;Государственный визит\n",
        [side("actor", "RUS"), URL],
        ['formats = ["%d %B %Y"], language = "ru"'],
        [
            ("2014-05-20", None, "RUS", "CHN", "leader_visit"),
            ("2014-06-03", None, "RUS", "JPN", "leader_visit"),
            ("2014-11-11", None, "RUS", "IND", "leader_visit"),
        ],
        encoding="cp1251",
    ),
    Shape(
        "incidents.csv",
        "dispnum,incidnum,ccode,stday,stmon,styear,sidea\n"
        + "".join(
            f"4083,408300{n},{code},{n},3,2004,{side_a}\n"
            for n in (1, 2, 3)
            for code, side_a in (("710", 1), ("740", 0))
        ),
        [kind("incident"), URL, ('sides = "sidea"', 'sides = "sidea"\nacts = "1"')],
        ['[group]\nby = ["incidnum"]'],
        [
            ("2004-03-01", None, "CHN", "JPN", "incident"),
            ("2004-03-02", None, "CHN", "JPN", "incident"),
            ("2004-03-03", None, "CHN", "JPN", "incident"),
        ],
    ),
    Shape(
        "halves.csv",
        "Year,Date,Country A,Country B,Event,Link\n"
        "2012,2012-09-11,Japan,China,Islands were bought,https://e.org/1\n"
        "2013,,Japan,Philippines,Ships were given,https://e.org/2\n",
        [kind("aid")],
        [
            'date = { columns = ["Date", "Year"], formats = ["%Y-%m-%d", "%Y"] }',
            "# DOUBT: Date is filled in some rows only; where it is not, Year is taken.",
        ],
        [
            ("2012-09-11", None, "JPN", "CHN", "aid"),
            ("2013-01-01", None, "JPN", "PHL", "aid"),
        ],
    ),
]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def answered(path: Path, answers: list[tuple[str, str]]) -> str:
    text = suggestion(path)
    for open_end, answer in answers:
        assert open_end in text, (open_end, text)
        text = text.replace(open_end, answer)
    return text


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_event_and_reject_of_a_table_in_a_new_shape(desk, shape):
    path = desk.folder / shape.name
    path.write_bytes(shape.text.encode(shape.encoding))
    text = suggestion(path)
    for piece in shape.told:
        assert piece in text, (piece, text)
    found, err = desk.load(path, answered(path, shape.answers))
    assert desk.events() == shape.events
    for piece in shape.rejects:
        assert piece in err
    assert bool(int(found["rejected"])) == bool(shape.rejects), err
    assert desk.run("loads", "undo", "1")[0] == 0
    assert desk.events() == []


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
