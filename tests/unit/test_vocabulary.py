"""The vocabulary is closed: whatever one table names, the other tables know."""

from importlib.resources import files

import pytest

from db.vocabulary import EVENT_TYPES, HALF_LIFE_DAYS, LEVELS, SCALES, TOPICS, UNCODED, topic_label
from db.vocabulary.cameo import HOST_CODES, PLOVER, event_type_of, plover_of
from db.vocabulary.countries import COUNTRIES
from db.vocabulary.regions import REGIONS
from db.vocabulary.tables import read_table
from db.vocabulary.topics import PLOVER_CONTEXTS

PLOVER_QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 1,
    "AID": 1,
    "RETREAT": 1,
    "REQUEST": -1,
    "ACCUSE": -1,
    "REJECT": -1,
    "THREATEN": -1,
    "PROTEST": -1,
    "SANCTION": -1,
    "MOBILIZE": -1,
    "COERCE": -1,
    "ASSAULT": -1,
}
MUTUAL = {
    "summit",
    "sideline_meeting",
    "leader_call",
    "ministerial_meeting",
    "consultation",
    "joint_statement",
    "agreement_signed",
    "agreement_in_force",
    "partnership_upgrade",
    "diplomatic_relations",
    "joint_exercise",
    "conflict",
}


@pytest.mark.parametrize("scale", SCALES.values(), ids=lambda scale: scale.id)
def test_every_type_has_a_score_of_its_own_sign_in_every_scale(scale) -> None:  # type: ignore[no-untyped-def]
    assert scale.uncovered(EVENT_TYPES) == ()
    assert set(scale.scores) == set(EVENT_TYPES)
    for event_type in EVENT_TYPES.values():
        score = scale.scores[event_type.id]
        assert score * event_type.sign > 0
        assert -10 <= score <= 10


def test_the_lost_minus_of_accuse_is_put_back() -> None:
    accusing = [
        event_type.id for event_type in EVENT_TYPES.values() if event_type.plover.startswith("ACCUSE")
    ]
    assert accusing == ["protest", "dispute"]
    assert all(SCALES["plover-2021"].scores[event_type] == -3.5 for event_type in accusing)


def test_a_scale_without_a_score_says_so() -> None:
    assert SCALES["plover-2021"].uncovered(["summit", "no_such_type"]) == ("no_such_type",)


def test_every_scale_says_whence_and_under_which_licence() -> None:
    assert SCALES["plover-2021"].licence == "CC BY-SA 4.0"
    assert all(scale.title and scale.citation and scale.licence for scale in SCALES.values())


def test_the_types_are_those_of_the_method() -> None:
    assert len(EVENT_TYPES) == 26
    assert {event_type.id for event_type in EVENT_TYPES.values() if event_type.is_mutual} == MUTUAL
    for event_type in EVENT_TYPES.values():
        assert event_type.half_life_class in HALF_LIFE_DAYS
        assert event_type.usual_level is None or event_type.usual_level in LEVELS
        assert (event_type.usual_level is not None) == event_type.plover.startswith("CONSULT")
        assert PLOVER_QUADS[event_type.plover.partition(":")[0]] == event_type.sign
        assert len(event_type.cameo) == 3
        assert event_type.cameo.isdigit()


def test_every_context_of_a_topic_is_one_of_the_37() -> None:
    assert len(PLOVER_CONTEXTS) == 37
    assert len(TOPICS) == 20
    for topic in TOPICS.values():
        assert set(topic.plover_contexts) <= PLOVER_CONTEXTS
        assert bool(topic.plover_contexts) == (topic.id != "education")


def test_uncoded_is_no_topic_and_has_a_name() -> None:
    assert UNCODED not in TOPICS
    assert topic_label(UNCODED) == "No topic recorded"
    assert topic_label("cyber_digital") == "Cyber and digital"


@pytest.mark.parametrize(
    ("code", "event_type"),
    [
        ("010", None),
        ("10", None),
        ("036", None),
        ("0311", "joint_statement"),
        ("040", "ministerial_meeting"),
        ("041", "leader_call"),
        ("042", "leader_visit"),
        ("043", "leader_visit"),
        ("044", "sideline_meeting"),
        ("050", "joint_statement"),
        ("054", "diplomatic_relations"),
        ("057", "agreement_signed"),
        ("075", None),
        ("0871", "concession"),
        ("114", "protest"),
        ("1384", "threat"),
        ("141", None),
        ("161", "diplomatic_rupture"),
        ("163", "sanction"),
        ("1621", "sanction"),
        ("1722", None),
        ("190", "conflict"),
        ("04", None),
        ("40", None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_a_cameo_code_stands_for_a_type_or_for_none(code: str, event_type: str | None) -> None:
    assert event_type_of(code) == event_type


def test_cameo_types_are_known_and_agree_in_sign_with_plover() -> None:
    seen = set()
    for row in read_table("cameo_types.csv"):
        assert row["code"] not in seen
        seen.add(row["code"])
        assert row["code"] in PLOVER
        if row["event_type"]:
            event_type = EVENT_TYPES[row["event_type"]]
            assert PLOVER_QUADS[PLOVER[row["code"]].type] == event_type.sign
    used = {row["event_type"] for row in read_table("cameo_types.csv")}
    assert not used & {"partnership_upgrade", "partnership_downgrade"}
    assert seen >= HOST_CODES


def test_plover_names_are_whole() -> None:
    assert len(PLOVER) == 256
    for code, plover in PLOVER.items():
        assert code.isdigit()
        assert len(code) in (3, 4)
        assert plover.type in PLOVER_QUADS
        assert set(plover.contexts) <= PLOVER_CONTEXTS
    assert plover_of("012") is None
    assert plover_of("1124") == PLOVER["1124"]
    assert PLOVER["1124"].contexts == ("military", "legal")
    assert PLOVER["041"].mode == "phone"


def test_the_tables_and_their_sources_ship_together() -> None:
    folder = files("db.vocabulary")
    said = folder.joinpath("SOURCES.md").read_text(encoding="utf-8")
    tables = [entry.name for entry in folder.iterdir() if entry.name.endswith(".csv")]
    assert len(tables) == 10
    assert all(name in said for name in tables)
    assert all(f"scales/{scale}.csv" in said for scale in SCALES)


def test_every_country_is_in_one_region_and_antarctica_in_none() -> None:
    listed = [iso3 for region in REGIONS.values() for iso3 in region.countries]
    assert len(listed) == len(set(listed))
    assert set(COUNTRIES) - set(listed) == {"ATA"}
    assert set(listed) <= set(COUNTRIES)


def test_regions_are_the_sub_regions_of_m49() -> None:
    rows = list(read_table("regions.csv"))
    names = [row["m49_sub_region"] for row in rows]
    assert len(names) == len(set(names)) == len({row["m49_code"] for row in rows}) == 17
    assert {row["label"] for row in rows if row["id"] == "oceania"} == {"Oceania"}
    assert REGIONS["southeast-asia"].sub_regions == ("South-eastern Asia",)
    asean = {"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM"}
    assert REGIONS["southeast-asia"].countries == asean | {"VDR"}
    assert {"IRN", "AFG", "IND"} <= REGIONS["south-asia"].countries
    assert "NRU" in next(row for row in rows if row["m49_sub_region"] == "Micronesia")["countries"].split(";")
