"""Items of a feed whose link or id changes are known again: nothing is doubled, no correction is lost."""

import json
from pathlib import Path

import pytest

from tests.integration.cli_runs import invoke as run

MET = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Nairobi on {} March 2024."
EXPELLED = "Kenya expelled the Ghanaian ambassador on {} March 2024 over a quarrel about fish."
PAD = " The two sides spoke at length about the harvest, the ports and the weather of the season." * 14
ONE, OTHER = "https://wire.example/a", "https://wire.example/a-mended"


def item(guid: str, link: str, text: str, day: int = 14) -> str:
    parts = [f"<title>Nairobi</title><description>{text}</description>"]
    parts += [f"<guid isPermaLink='false'>{guid}</guid>"] if guid else []
    parts += [f"<link>{link}</link>"] if link else []
    return f"<item>{''.join(parts)}<pubDate>{day} Mar 2024 08:00:00 GMT</pubDate></item>"


@pytest.fixture
def load(tmp_path: Path):
    def load_items(*items: str, accept: bool = False, name: str = "wire.xml") -> None:
        path = tmp_path / name
        path.write_text(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title>"
            f"<link>https://wire.example/</link>{''.join(items)}</channel></rss>"
        )
        result = run("ingest", "feed", str(path), *(["--accept"] if accept else []))
        assert result.exit_code == 0, result.output

    return load_items


def told() -> list[tuple[str, int]]:
    result = run("events", "GHA", "KEN", "--status", "all", "--format", "json")
    return sorted((one["date"][:10], one["n_evidence"]) for one in json.loads(result.stdout))


def asked() -> list[str]:
    rows = json.loads(run("review", "list", "--json").stdout)
    return [row["says"] for row in rows if row["kind"] != "proposed"]


CHANGES = {
    "its link": (("1", ONE), ("1", OTHER)),
    "its id": (("1", ONE), ("2", ONE)),
    "a link comes": (("1", ""), ("1", ONE)),
    "its link goes": (("1", ONE), ("1", "")),
}


@pytest.mark.parametrize("pad", ["", PAD], ids=["teaser", "full"])
@pytest.mark.parametrize("act", [MET, EXPELLED], ids=["a meeting", "an expulsion"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_correction_of_an_item_that_changes_is_its_correction(load, change, act, pad):
    before, after = CHANGES[change]
    load(item(*before, act.format(10) + pad))
    load(item(*after, act.format(12) + pad))
    assert (told(), asked()) == ([("2024-03-12", 1)], [])


@pytest.mark.parametrize("change", CHANGES)
def test_a_correction_of_what_was_accepted_is_asked_about_as_such(load, change):
    before, after = CHANGES[change]
    load(item(*before, EXPELLED.format(10)), accept=True)
    load(item(*after, EXPELLED.format(12)))
    [question] = asked()
    assert "corrected its article: was 2024-03-10, is now 2024-03-12" in question


@pytest.mark.parametrize("is_one_run", [False, True], ids=["two runs", "one run"])
def test_what_comes_again_under_another_id_and_link_proves_its_event_once(load, is_one_run):
    first, again = (item(*names, MET.format(10)) for names in (("1", ONE), ("2", OTHER)))
    load(*((again, first) if is_one_run else (first,)))
    if not is_one_run:
        load(again)
    assert told() == [("2024-03-10", 1)]


def test_an_undone_correction_leaves_what_the_item_said_before(load):
    load(item("1", ONE, EXPELLED.format(10)))
    load(item("1", OTHER, EXPELLED.format(12)))
    run("loads", "undo", "2")
    assert told() == [("2024-03-10", 1)]
    load(item("1", OTHER, EXPELLED.format(12)))
    assert told() == [("2024-03-12", 1)]


def test_other_news_under_an_old_id_takes_nothing_back(load):
    load(item("latest", ONE, MET.format(10)))
    load(item("latest", OTHER, EXPELLED.format(12), day=15))
    assert told() == [("2024-03-10", 1), ("2024-03-12", 1)]


def test_another_feed_that_names_itself_alike_mends_nothing(load):
    load(item("1", ONE, EXPELLED.format(10)))
    load(item("1", OTHER, EXPELLED.format(12)), name="other.xml")
    assert told() == [("2024-03-10", 1), ("2024-03-12", 1)]


def test_the_same_words_of_another_day_are_another_item(load):
    load(item("1", ONE, MET.format(10), day=14))
    load(item("2", OTHER, MET.format(10), day=15))
    assert told() == [("2024-03-10", 2)]


@pytest.mark.parametrize("is_one_run", [True, False])
def test_items_of_one_feed_that_differ_by_a_day_ask_as_two_articles_do(load, is_one_run):
    items = [item("1", ONE, MET.format(12)), item("2", OTHER, "President of Ghana away. " + MET.format(13))]
    for run_of in [items] if is_one_run else [items[:1], items[1:]]:
        load(*run_of)
    assert told() == [("2024-03-12", 2)]
    [question] = asked()
    assert "2024-03-12" in question
    assert "2024-03-13" in question


def test_an_item_that_tells_of_two_days_tells_of_two_acts_beside_its_neighbours(load):
    load(item("1", ONE, MET.format(12)), item("2", OTHER, f"{MET.format(12)} {MET.format(14)}"))
    assert told() == [("2024-03-12", 2), ("2024-03-14", 1)]
    assert asked() == []
