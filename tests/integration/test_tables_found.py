"""Tables in shapes met in public collections, in words of our own: what is suggested and what they make."""

import pytest

from tests.mapping_desk import Desk, suggestion
from tests.table_shapes import URL, Shape, answered, kind, makes_all_it_must, side

MEMBERS = 12
"""Numbered columns of members, of which the first rows fill only some."""


def of_members(*rows: tuple[int, str, int, list[int]]) -> str:
    """A table with a column for each member by its number of the UN, sorted by name."""
    names = ";".join(f"c{n}" for n in range(1, MEMBERS + 1))
    roles = ";".join(f"mc{n}" for n in range(1, MEMBERS + 1))
    lines = [f"number;name;year;{names};{roles}"]
    for number, name, year, codes in rows:
        cells = [*map(str, codes), *["NA"] * (MEMBERS - len(codes))]
        lines.append(";".join([str(number), name, str(year), *cells, *["0"] * MEMBERS]))
    return "\n".join(lines) + "\n"


VISITS = [
    ("2011-05-03", None, "DEU", "FRA", "leader_visit"),
    ("2012-06-22", None, "JPN", "DEU", "leader_visit"),
    ("2013-07-15", None, "CHN", "CHE", "leader_visit"),
]

SHAPES = [
    Shape(
        "accords.csv",
        of_members(
            (1, "Accord on tariffs", 2003, [4, 356]),
            (2, "Accord on rivers", 2004, [8, 70]),
            (3, "Accord on ports", 2005, [8, 100]),
            (4, "Accord on roads", 2006, [12, 788]),
            (5, "Accord of three", 2007, [392, 458, 702]),
            (6, "Accord of nobody", 2008, [392, 2]),
        ),
        [kind("agreement_signed"), URL],
        [
            'countries = { every = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", '
            '"c12"], codes = "m49" }',
            "# c1 to c12 name several countries",
        ],
        [
            ("2003-01-01", None, "AFG", "IND", "agreement_signed"),
            ("2004-01-01", None, "ALB", "BIH", "agreement_signed"),
            ("2005-01-01", None, "ALB", "BGR", "agreement_signed"),
            ("2006-01-01", None, "DZA", "TUN", "agreement_signed"),
            ("2007-01-01", None, "JPN", "MYS", "agreement_signed"),
            ("2007-01-01", None, "JPN", "SGP", "agreement_signed"),
            ("2007-01-01", None, "MYS", "SGP", "agreement_signed"),
        ],
        ["countries: c1 to c12: unknown country '2' in m49 codes"],
    ),
    Shape(
        "gast.csv",
        "Datum;Gastland;Gastgeberland;Anlass\n03.05.2011;Deutschland;Frankreich;Arbeitsbesuch\n"
        "22.06.2012;Japan;Deutschland;Staatsbesuch\n15.07.2013;China;Schweiz;Staatsbesuch\n",
        [URL],
        ['actor = { column = "Gastland" }', 'recipient = { column = "Gastgeberland" }'],
        VISITS,
    ),
    Shape(
        "ospiti.csv",
        "Data;Paese ospitante;Paese ospite;Motivo\n03/05/2011;Francia;Germania;visita di lavoro\n"
        "22/06/2012;Germania;Giappone;visita di Stato\n15/07/2013;Svizzera;Cina;visita di Stato\n",
        [URL],
        ['actor = { column = "Paese ospite" }', 'recipient = { column = "Paese ospitante" }'],
        VISITS,
    ),
    Shape(
        "viagens.csv",
        "Country,City/region,Period,year\n"
        'Japan,Tokyo,03 de março,2011\nIndia,Delhi and Agra,"28,  29 e 30 de março",2011\n'
        'China,Xian,08 a 15 de abril,2011\nFrance,Paris,"1º, 02 e 03 de novembro",2011\n'
        "Peru,Lima,1º e 02 de dezembro,2011\n",
        [side("actor", "BRA"), kind("leader_visit"), URL],
        [
            'date = { template = "{Period} {year}", formats = ["%d de %B %Y"], language = "pt", '
            "range = true }",
            'place = "City/region"',
        ],
        [
            ("2011-03-03", None, "BRA", "JPN", "leader_visit"),
            ("2011-03-28", "2011-03-30", "BRA", "IND", "leader_visit"),
            ("2011-04-08", "2011-04-15", "BRA", "CHN", "leader_visit"),
            ("2011-11-01", "2011-11-03", "BRA", "FRA", "leader_visit"),
            ("2011-12-01", "2011-12-02", "BRA", "PER", "leader_visit"),
        ],
    ),
    Shape(
        "clashes.csv",
        "clashnum,ccode,stdate,enddate,sidea\n8,710,7/21/1956,3/26/1957,0\n8,740,7/21/1956,3/26/1957,1\n"
        "9,750,3/-9/1965,8/9/1965,1\n9,770,3/-9/1965,9/-9/1965,0\n10,2,-9/-9/1967,5/4/1967,1\n"
        "10,816,-9/-9/1967,5/4/1967,0\n",
        [kind("conflict"), URL],
        [
            'date = { column = "stdate", formats = ["%m/%d/%Y"] }',
            'date_end = { column = "enddate", formats = ["%m/%d/%Y"] }',
        ],
        [
            ("1956-07-21", "1957-03-26", "CHN", "JPN", "conflict"),
            ("1965-03-01", "1965-08-09", "IND", "PAK", "conflict"),
            ("1967-01-01", "1967-05-04", "USA", "VNM", "conflict"),
        ],
    ),
    Shape(
        "deals.csv",
        "Year,Month,Firm,Quantity in Millions,Country\n2005,January,Ironworks,500,Cuba\n"
        "2005,March,Shipyard,100,Oman\n2006,July,Dam builders,170,Laos\n2007,May,Railways,180,Chile\n"
        "2007,June,Railways,1830,Angola\n",
        [side("actor", "CHN"), kind("aid"), URL],
        ["# DOUBT: only Country holds countries"],
        [
            ("2005-01-01", None, "CHN", "CUB", "aid"),
            ("2005-03-01", None, "CHN", "OMN", "aid"),
            ("2006-07-01", None, "CHN", "LAO", "aid"),
            ("2007-05-01", None, "CHN", "CHL", "aid"),
            ("2007-06-01", None, "CHN", "AGO", "aid"),
        ],
    ),
    Shape(
        "empires.csv",
        "country,enter\nGerman Empire,8/1/1914\nKingdom of Bulgaria,10/14/1915\n"
        "Kingdom of Italy,5/23/1915\nPortuguese Republic,3/9/1916\n",
        [
            side("actor", "GBR"),
            (
                'recipient = { column = "country" }',
                'recipient = { column = "country", values = { '
                '"German Empire" = "DEU", "Kingdom of Bulgaria" = "BGR", "Kingdom of Italy" = "ITA" } }',
            ),
            kind("conflict"),
            URL,
        ],
        ['so their rows would be rejected: "German Empire" (1), "Kingdom of Bulgaria" (1)'],
        [
            ("1914-08-01", None, "DEU", "GBR", "conflict"),
            ("1915-10-14", None, "BGR", "GBR", "conflict"),
            ("1915-05-23", None, "GBR", "ITA", "conflict"),
            ("1916-03-09", None, "GBR", "PRT", "conflict"),
        ],
    ),
    Shape(
        "wars.csv",
        "Start,Finish,NameofConflict,Belligerents,,Description\n"
        ",,,Victorious party (if applicable),Defeated party (if applicable),\n"
        '1990,1991,Gulf War,"Kuwait\n United States\n France",Iraq,Fought over an emirate that was taken\n'
        '1992,1997,War of the passes,"Tajikistan\n Uzbekistan","Afghanistan\n Iran",Fought over passes\n'
        "1999,1999,Snow War,India,Pakistan,Fought high up in the snow\n",
        [kind("conflict"), URL],
        [
            'actor = { column = "Belligerents Victorious party (if applicable)", separator = "\\n" }',
            'recipient = { column = "Belligerents Defeated party (if applicable)", separator = "\\n" }',
            'title = "NameofConflict"',
            'date_end = { column = "Finish", formats = ["%Y"] }',
        ],
        [
            ("1990-01-01", "1991-12-31", "IRQ", "KWT", "conflict"),
            ("1990-01-01", "1991-12-31", "IRQ", "USA", "conflict"),
            ("1990-01-01", "1991-12-31", "FRA", "IRQ", "conflict"),
            ("1992-01-01", "1997-12-31", "AFG", "TJK", "conflict"),
            ("1992-01-01", "1997-12-31", "IRN", "TJK", "conflict"),
            ("1992-01-01", "1997-12-31", "AFG", "UZB", "conflict"),
            ("1992-01-01", "1997-12-31", "IRN", "UZB", "conflict"),
            ("1999-01-01", None, "IND", "PAK", "conflict"),
        ],
    ),
    Shape(
        "pacts.csv",
        "Common.Name,Membership,Type,Date.of.Signature\n"
        'Japan - Malaysia,"Japan, Malaysia",Bilateral Free Trade Agreement,12/13/2005\n'
        'Three Straits (Japan - Peru - Chile),"Japan, Peru, Chile",Free Trade Agreement,02/25/2004\n'
        'Andes - Japan,"Ecuador, Bolivia, Japan",Regional Free Trade Agreement,03/27/2007\n',
        [URL],
        ['countries = { column = "Membership", separator = "," }', 'title = "Common.Name"'],
        [
            ("2005-12-13", None, "JPN", "MYS", "agreement_signed"),
            ("2004-02-25", None, "CHL", "JPN", "agreement_signed"),
            ("2004-02-25", None, "CHL", "PER", "agreement_signed"),
            ("2004-02-25", None, "JPN", "PER", "agreement_signed"),
            ("2007-03-27", None, "BOL", "ECU", "agreement_signed"),
            ("2007-03-27", None, "BOL", "JPN", "agreement_signed"),
            ("2007-03-27", None, "ECU", "JPN", "agreement_signed"),
        ],
    ),
    Shape(
        "parties.csv",
        'Participant,Treaty,"Accession(a), Succession(d), Ratification"\nJapan,Sea law,25 Oct 1988 d\n'
        "Bolivia (Plurinational State of),Sea law,6 Oct 1983 a\nMali,Sea law,7 Mar 1985\n"
        "France,Air law,5 May 1992 AA\nPeru,Air law,6 Jan 1991 a\n",
        [kind("agreement_in_force"), URL],
        [
            'date = { column = "Accession(a), Succession(d), Ratification", formats = ["%d %B %Y"] }',
            '[group]\nby = ["Treaty"]',
            "# Names of columns speak of agreement_signed (Treaty).",
        ],
        [
            ("1988-10-25", None, "BOL", "JPN", "agreement_in_force"),
            ("1985-03-07", None, "BOL", "MLI", "agreement_in_force"),
            ("1988-10-25", None, "JPN", "MLI", "agreement_in_force"),
            ("1992-05-05", None, "FRA", "PER", "agreement_in_force"),
        ],
    ),
    Shape(
        "investments.csv",
        "party1,party2,treatytype,status,dateofsignature\n"
        "viet nam,uruguay,Treaty on investments,In force,20/11/2008\n"
        "uruguay,japan,Treaty on investments,Terminated,12/05/2009\n",
        [URL],
        ['type = { column = "treatytype", values = { "Treaty on investments" = "agreement_signed" } }'],
        [
            ("2008-11-20", None, "URY", "VNM", "agreement_signed"),
            ("2009-05-12", None, "JPN", "URY", "agreement_signed"),
        ],
    ),
    Shape(
        "embassies.csv",
        "country,opened\nBelgium,1832-09-25\nAustria-Hungary,1902-06-26\nChile,1914-10-01\n"
        "Denmark,1947-03-18\n",
        [side("actor", "USA"), kind("diplomatic_relations"), URL],
        ['recipient = { column = "country" }'],
        [
            ("1832-09-25", None, "BEL", "USA", "diplomatic_relations"),
            ("1914-10-01", None, "CHL", "USA", "diplomatic_relations"),
            ("1947-03-18", None, "DNK", "USA", "diplomatic_relations"),
        ],
        ["Austria-Hungary"],
    ),
    Shape(
        "laifang.csv",
        "日期,來訪國家,訪問國,訪問類型\n2014/5/20,日本,馬來西亞,國事訪問\n2014/7/8,德國,泰國,正式訪問\n"
        "2015/11/9,韓國,越南,國事訪問\n",
        [URL],
        ['actor = { column = "來訪國家" }', 'recipient = { column = "訪問國" }'],
        [
            ("2014-05-20", None, "JPN", "MYS", "leader_visit"),
            ("2014-07-08", None, "DEU", "THA", "leader_visit"),
            ("2015-11-09", None, "KOR", "VNM", "leader_visit"),
        ],
        encoding="big5",
    ),
    Shape(
        "raihou.csv",
        "年月日,来訪国,訪問先,種類\n2014年5月20日,日本,マレーシア,公式訪問\n2014年7月8日,ドイツ,タイ,公式訪問\n",
        [URL],
        ['date = { column = "年月日", formats = ["%Y年%m月%d日"] }'],
        [
            ("2014-05-20", None, "JPN", "MYS", "leader_visit"),
            ("2014-07-08", None, "DEU", "THA", "leader_visit"),
        ],
        encoding="euc_jp",
    ),
    Shape(
        "stays.json",
        '{"name": "Japan", "visits": ['
        '{"from": "30/08/2014", "to": "03/09/2014", "type": ["sv"], "city": ["Kyoto", "Tokyo"]}, '
        '{"from": "11/11/2016", "to": "12/11/2016", "type": ["sv"], "city": ["Tokyo"]}]}',
        [
            ('actor = { column = "?" }', 'actor = { value = "IND" }'),
            ('recipient = { column = "?" }', 'recipient = { value = "JPN" }'),
            ('"sv" = "?"', '"sv" = "leader_visit"'),
            URL,
        ],
        ['date_end = { column = "to", formats = ["%d/%m/%Y"] }', "# DOUBT: no column holds countries"],
        [
            ("2014-08-30", "2014-09-03", "IND", "JPN", "leader_visit"),
            ("2016-11-11", "2016-11-12", "IND", "JPN", "leader_visit"),
        ],
    ),
    Shape(
        "recognised.csv",
        "No.,Country,Since,Notes\n1,Costa Rica,2011,\n2,France,2011,\n3,Burundi,2012,Withdrawn in 2018\n",
        [side("actor", "SSD"), kind("diplomatic_relations"), URL],
        ['date = { column = "Since", formats = ["%Y"] }', "# No column holds a title"],
        [
            ("2011-01-01", None, "CRI", "SSD", "diplomatic_relations"),
            ("2011-01-01", None, "FRA", "SSD", "diplomatic_relations"),
            ("2012-01-01", None, "BDI", "SSD", "diplomatic_relations"),
        ],
    ),
    Shape(
        "two_lines.csv",
        "\tThe one\tThe other\tText\nNo.\tstate\tstate\tDate\tLink\n1\tChina\tJapan\t27/08/1988\thttps://e.org/1\n"
        "2\tKorea, Republic of\tJapan\t22/03/2002\thttps://e.org/2\n3\tPeru\tChile\t12/05/2011\thttps://e.org/3\n",
        [kind("agreement_signed")],
        ["header = [1, 2]"],
        [
            ("1988-08-27", None, "CHN", "JPN", "agreement_signed"),
            ("2002-03-22", None, "JPN", "KOR", "agreement_signed"),
            ("2011-05-12", None, "CHL", "PER", "agreement_signed"),
        ],
    ),
    Shape(
        "acts_series.csv",
        "title,signed,source_url\nEstonia (25-107) – Agreement on shared goods,2025-01-07,https://e.org/1\n"
        "Cote d’Ivoire (24-206) – Agreement on the sea,2024-02-06,https://e.org/2\n"
        "EURATOM (24-325) – Agreement on safety,2024-03-25,https://e.org/3\n"
        "Viet Nam (24-111) – Agreement on rice,2024-04-25,https://e.org/4\n",
        [side("actor", "USA"), kind("agreement_signed")],
        ["# DOUBT: no column holds countries, but title begins with them; they are taken from there."],
        [
            ("2025-01-07", None, "EST", "USA", "agreement_signed"),
            ("2024-02-06", None, "CIV", "USA", "agreement_signed"),
            ("2024-04-25", None, "USA", "VNM", "agreement_signed"),
        ],
        ["unknown country 'EURATOM'"],
    ),
    Shape(
        "short_titles.csv",
        "Short title,Date,Link\nChina - Japan BIT (1988),27/08/1988,https://e.org/1\n"
        '"Korea, Republic of - Japan BIT (2002)",22/03/2002,https://e.org/2\n'
        "Peru - Viet Nam BIT (2011),12/05/2011,https://e.org/3\nModel text,01/02/2012,https://e.org/4\n",
        [kind("agreement_signed")],
        ["# DOUBT: no column holds countries, but Short title begins with them"],
        [
            ("1988-08-27", None, "CHN", "JPN", "agreement_signed"),
            ("2002-03-22", None, "JPN", "KOR", "agreement_signed"),
            ("2011-05-12", None, "PER", "VNM", "agreement_signed"),
        ],
        ["its pattern finds nothing in 'Model text'"],
    ),
    Shape(
        "made_by_r.csv",
        'Country.Name,Country.Code,X2001,X2002,X2003\nJapan,JPN,1,,1\n"Korea, Rep.",KOR,,1,\n',
        [side("actor", "MYS"), kind("leader_visit"), URL],
        ['date = { column = "Year named above", pattern = "((?:1[89]|20)\\\\d\\\\d)", formats = ["%Y"] }'],
        [
            ("2001-01-01", None, "MYS", "JPN", "leader_visit"),
            ("2003-01-01", None, "MYS", "JPN", "leader_visit"),
            ("2002-01-01", None, "MYS", "KOR", "leader_visit"),
        ],
    ),
    Shape(
        "databank.csv",
        "Series Name,Country Name,2001 [YR2001],2002 [YR2002],2003 [YR2003]\nVisits,Japan,1,..,1\n"
        'Visits,"Korea, Rep.",..,1,..\nLast Updated: 12/16/2021,,,,\n',
        [side("actor", "MYS"), kind("leader_visit"), URL],
        ['columns = ["2001 [YR2001]", "2002 [YR2002]", "2003 [YR2003]"]'],
        [
            ("2001-01-01", None, "MYS", "JPN", "leader_visit"),
            ("2003-01-01", None, "MYS", "JPN", "leader_visit"),
            ("2002-01-01", None, "MYS", "KOR", "leader_visit"),
        ],
    ),
    Shape(
        "missions.csv",
        "state,status_change,year,month,day,last_verified\nAlgeria,Embassy,1962,9,29,2023-12-04\n"
        "Cuba,Embassy,1923,2,10,2023-12-06\nCuba,None,1961,1,3,2023-12-06\nChile,Embassy,1914,10,1,2023-12-06\n"
        "China,None,1949,10,1,2023-12-06\nChina,Embassy,1979,3,1,2023-12-06\n",
        [
            side("actor", "USA"),
            ('missing = ["None"]', ""),
            (
                '"Embassy" = "diplomatic_relations"',
                '"Embassy" = "diplomatic_relations", "None" = "diplomatic_rupture"',
            ),
            URL,
        ],
        ['# DOUBT: "None" (2) stands in missing', "# Not used: last_verified\n"],
        [
            ("1962-09-29", None, "DZA", "USA", "diplomatic_relations"),
            ("1923-02-10", None, "CUB", "USA", "diplomatic_relations"),
            ("1961-01-03", None, "USA", "CUB", "diplomatic_rupture"),
            ("1914-10-01", None, "CHL", "USA", "diplomatic_relations"),
            ("1949-10-01", None, "USA", "CHN", "diplomatic_rupture"),
            ("1979-03-01", None, "CHN", "USA", "diplomatic_relations"),
        ],
    ),
]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_event_and_reject_of_a_table_in_a_shape_that_was_found(desk, shape):
    makes_all_it_must(desk, shape)


@pytest.mark.parametrize("name", ["case", "dispute", "Nummer", "Número", "Numéro"])
def test_a_row_mended_by_its_source_is_an_update_where_a_column_numbers_the_rows(desk, name):
    path = desk.folder / "acts.csv"
    rows = "12,Japan,China,2001-05-03,asset freeze\n14,France,Cuba,2002-05-03,visa ban\n"
    path.write_text(f"{name},sender,target,start,measure\n{rows}", encoding="utf-8")
    mapping = answered(path, [URL])
    desk.load(path, mapping)
    path.write_text(path.read_text(encoding="utf-8").replace("2002-05-03", "2002-05-04"), encoding="utf-8")
    found, _ = desk.load(path, mapping)
    assert found["updated"] == "1"
    assert desk.events() == [
        ("2001-05-03", None, "JPN", "CHN", "sanction"),
        ("2002-05-04", None, "FRA", "CUB", "sanction"),
    ]


def test_a_column_that_names_the_cases_is_no_id(desk):
    """What a case is called may be called otherwise by a later version: it numbers nothing."""
    path = desk.folder / "acts.csv"
    path.write_text("case,sender,target,start\nFish,Japan,China,2001-05-03\nRice,France,Cuba,2002-05-03\n")
    assert "\nid = " not in suggestion(path)


def test_counts_of_what_was_signed_are_no_dates(desk):
    path = desk.folder / "counts.csv"
    path.write_text("country,eligible,signed,ratified\nUSA,25,23,15\nRussia,24,21,21\nFrance,15,10,9\n")
    text = suggestion(path)
    assert "# DOUBT: no column holds dates that could be read." in text
    assert 'column = "signed"' not in text


def test_a_table_of_sister_cities_is_said_to_tell_of_no_states(desk):
    path = desk.folder / "sisters.csv"
    path.write_text(
        "City,Sister city,Country,Since\nKobe,Seattle,United States,1957\nKobe,Brest,France,1961\n"
    )
    assert "# DOUBT: Sister city speaks of cities or provinces" in suggestion(path)


def test_what_is_no_state_can_be_answered_in_the_words_of_the_doubt(desk):
    path = desk.folder / "acts.csv"
    path.write_text(
        'date,sender,target\n2001-05-03,EU,Cuba\n2002-05-03,Japan,Cuba\n2003-05-03,Hel"las,Cuba\n'
    )
    text = answered(path, [kind("sanction"), URL])
    values = next(line.removeprefix("#   ") for line in text.splitlines() if line.startswith("#   values ="))
    values = values.replace('"EU" = "?"', '"EU" = "skip"').replace('= "?"', '= "GRC"')
    text = text.replace('{ column = "sender" }', f'{{ column = "sender", {values} }}')
    desk.load(path, text)
    assert [actor for _, _, actor, _, _ in desk.events()] == ["JPN", "GRC"]
