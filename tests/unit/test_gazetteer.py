"""The gazetteer's tables: no row is malformed or says two things, no common word is enough alone."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import pytest

from db.vocabulary import LEVELS
from db.vocabulary.countries import COUNTRIES
from etl.coding.who.actors import read_mentions
from etl.coding.who.gazetteer import WORD, fold, gazetteer, key
from etl.coding.who.mentions import Register
from etl.coding.who.scan import scan

TABLES = {
    "people.csv": ("iso3", "level", "names"),
    "cities.csv": ("iso3", "names"),
    "metonyms.csv": ("iso3", "kind", "names"),
    "phrases.csv": ("kind", "names"),
}
NO_NAMES = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday spring summer autumn winter north south east west day today
    fall store begin bio tall she bare austin""".split()  # noqa: SIM905
)
FIRST_NAMES = frozenset(
    """aaron abdul abdullah adam ahmad ahmed alan albert alex alexander alfred ali alice ana andrea andrei
    andrew angela anna anne anthony antonio arthur barbara ben benjamin bernard bill boris brian bruno carl
    carla carlos caroline catherine charles chris christian christine christopher daniel david diana diego
    dmitry edward elena elizabeth emily emma eric ernest eva fatima felix fernando francis francisco frank
    frederick gabriel george gerald gordon grace grant guy hamid hans harold harry hassan heinz helen henry
    hugo hussein ian ibrahim igor ismail ivan jack jacob james jan jane janet jason javier jean jeff
    jennifer jeremy jessica jim joe john jonathan jorge jose joseph juan julia julie karen karim karl kate
    keith kelly kenneth kevin khalid kim klaus larry laura lee leo leon lewis linda louis lucas luis luke
    marc marcel maria marie mario mark martin mary mauro max michael miguel mike mohamed mohammad mohammed
    muhammad mustafa nancy natalia neil nick nicolas nikolai noel oleg olga oliver omar oscar pablo patricia
    patrick paul pedro peter philip rachel ralph raul ray rebecca ricardo richard robert roberto rodrigo
    roger ron rosa ross ruth ryan samuel sandra sarah scott sean sergei sergey sharon simon sophie stanley
    stephen steve steven stuart susan teresa terry thomas tim timothy tom tony victor victoria viktor
    vincent vladimir walter wayne william yusuf""".split()  # noqa: SIM905
)
BETTER_KNOWN = {
    "abbas": "PSE",
    "herzog": "ISR",
    "maduro": "VEN",
    "merz": "DEU",
    "mubarak": "EGY",
    "orban": "HUN",
    "sharif": "PAK",
}
"""Family names of another state's leaders too that news without more mean this state's by."""


def rows(table: str) -> Iterator[dict[str, str]]:
    text = files("etl.coding.who").joinpath(table).read_text(encoding="utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def names(row: dict[str, str]) -> list[str]:
    return row["names"].split(";")


def starred() -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows("people.csv"):
        for word in row["names"].replace(";", " ").split():
            if word.startswith("*"):
                found[key(word)].add((row["iso3"], row["level"]))
    return found


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_well_formed(table: str) -> None:
    for row in rows(table):
        assert tuple(row) == TABLES[table]
        assert row.get("iso3", "USA") in COUNTRIES, row
        assert row.get("level", "minister") in LEVELS, row
        for name in names(row):
            assert key(name), f"an empty name in {row}"
            assert name == name.strip(), row
            assert not set(name) & set(',&"()'), f"scan.py never reads over these: {row}"
    kinds = {row["kind"] for row in rows(table)} if "kind" in TABLES[table] else set()
    assert kinds <= (
        {"capital", "seat", "country", "adjective", "prefix"}
        if "iso3" in TABLES[table]
        else {"none", "org", "court", "sea"}
    )


@pytest.mark.parametrize("table", ["people.csv", "cities.csv", "metonyms.csv"])
def test_rows_are_in_order(table: str) -> None:
    order = [(row["iso3"], key(names(row)[0]) if table == "people.csv" else "") for row in rows(table)]
    assert all(a <= b for a, b in pairwise(order))


def test_no_name_says_two_things() -> None:
    meant: dict[str, dict[str, str]] = defaultdict(dict)
    for table in TABLES:
        for row in rows(table):
            what = row.get("iso3", "") + " " + row.get("level", row.get("kind", "city"))
            for name in names(row):
                for form in (name, *(w for w in name.split() if w.startswith("*"))):
                    earlier = meant[key(form)].setdefault(table, what)
                    assert earlier == what, f"{form} in {table}: {earlier} and {what}"
    for form, tables in meant.items():
        assert len(tables) == 1, f"{form} stands in {sorted(tables)}"


def test_a_person_is_nobody_elses_word() -> None:
    """Countries, places and phrases come before people, so a name that is one would never be found."""
    entries = gazetteer().entries
    for row in rows("people.csv"):
        for name in names(row):
            assert entries[key(name)].kind == "person", name


def test_no_place_is_another_states_name() -> None:
    entries = gazetteer().entries
    for row in rows("cities.csv"):
        for name in names(row):
            entry = entries.get(key(name))
            if entry is not None:
                assert entry.iso3 == row["iso3"], f"{name}: {row['iso3']}, but {entry}"


def test_a_word_that_is_enough_alone_is_no_common_word() -> None:
    others = gazetteer().entries
    for word in starred():
        assert word not in NO_NAMES, word
        assert word not in FIRST_NAMES, f"{word} is a first name"
        assert others[word].kind == "person", f"{word} is {others[word]}"
        assert len(word) > 1, word


def test_a_word_that_is_enough_alone_is_one_states() -> None:
    family: dict[str, set[str]] = defaultdict(set)
    for row in rows("people.csv"):
        for name in names(row):
            words = [fold(w) for w in WORD.findall(name)]
            for word in words[1:] or words:
                family[word].add(row["iso3"])
    for word, whose in starred().items():
        states = {iso3 for iso3, _ in whose}
        assert len(whose) == 1, f"{word}: {sorted(whose)}"
        if BETTER_KNOWN.get(word) not in states:
            assert family[word] <= states, f"{word} is a name of {sorted(family[word])}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Bank of China said so", ""),
        ("Talks on the Paris Agreement resumed", ""),
        ("Air India ordered jets", ""),
        ("The ship crossed the Strait of Hormuz", ""),
        ("They met on the Golan Heights", ""),
        ("The Times of India reported it", ""),
        ("Volodymyr Zelenskyy arrived", "UKR person head_of_state"),
        ("Abdel-Fattah el-Sissi arrived", "EGY person head_of_state"),
        ("Mohamed bin Salman arrived", "SAU person head_of_government"),
        ("Kishida Fumio arrived", "JPN person head_of_government"),
        ("French President Macron arrived", "FRA adjective ; FRA person head_of_state"),
        ("In Paris Maria Macron sang", "FRA capital "),
        (
            "On Monday Albares spoke to Gen Prayut",
            "ESP person foreign_minister; THA person head_of_government",
        ),
        ("Asean and Nato officials met", ""),
        ("For Dmitri Medvedev it was late", "RUS person head_of_state"),
        ("Itamaraty summoned the envoy", "BRA seat "),
        ("Zhongnanhai was silent", "CHN seat "),
        ("The Motswana minister spoke", "BWA adjective "),
        ("The Santomean minister spoke", "STP adjective "),
        ("They met in Kananaskis", "CAN city "),
    ],
)
def test_words_stand_for_what_news_mean(text: str, expected: str) -> None:
    found = [h.entry for h in scan(text) if h.entry.iso3]
    assert "; ".join(f"{e.iso3} {e.kind} {e.level}" for e in found) == expected


def test_a_town_that_acts_is_no_mere_place() -> None:
    for word, iso3 in (("Dubai", "ARE"), ("Benghazi", "LBY"), ("Jeddah", "SAU")):
        assert (gazetteer().entries[key(word)].kind, gazetteer().entries[key(word)].iso3) == ("capital", iso3)


def test_what_the_article_says_of_somebody_counts_for_more() -> None:
    register = Register(home="GBR")
    for text in ("Foreign Secretary Boris Johnson flew to Tehran.", "Boris Johnson met President Rouhani."):
        mentions = read_mentions(text, scan(text), register)
    assert [m.level for m in mentions if "GBR" in m.isos] == ["foreign_minister"]
