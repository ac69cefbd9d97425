"""Tables in shapes met in public collections, in words of our own: what is suggested and what they make."""

import pytest

from tests.mapping_desk import Desk, suggestion
from tests.table_shapes import URL, Shape, answered, kind, makes_all_it_must

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
        ),
        [kind("agreement_signed"), URL],
        [
            'countries = { every = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12"], '
            'codes = "m49" }',
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
