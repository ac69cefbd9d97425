"""Acts of an article whose day its text does not settle: on the page Add they become questions."""

from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner

from bilateral import cli
from db import read
from db.engine import writer_engine
from tests.app.opening import open_page, press, way, well, words

TEXT = (
    "On 3 February 2025 Norway and Egypt signed an agreement on fishing.\n\n"
    "Norway expelled two Egyptian diplomats.\n\n"
    "Speaking on Sunday, Egypt imposed sanctions on Norway last week.\n"
)


def read_text(text: str = TEXT):
    """Return the page with a text read, and the boxes of its acts."""
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(text)
    app = press(app, "Find the events")
    return app, [one.key.removesuffix("-take") for one in app.checkbox if one.key.endswith("-take")]


def questions(store):
    """Return the open questions for a day, as what they know of the act by its id."""
    items = read.review_items(store)
    return {one["source_event_id"]: one for one in items[items["kind"] == "undated"]["draft"]}


def test_acts_without_a_day_wait_for_it_as_on_the_command_line(store, tmp_path: Path):
    app, boxes = read_text()
    assert len(boxes) == 3
    assert "2 acts without a day go to “What waits”" in words(app)
    app = press(app, "Add 1 event")
    assert len(read.events(store, ("EGY", "NOR"))) == 1
    [done] = [one.value.replace("\\", "") for one in app.success]
    assert "1 new event." in done
    assert "2 acts without a day wait for your answer" in done
    assert "not usable" not in done + words(app)

    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    article = tmp_path / "article.txt"
    article.write_text(TEXT)
    result = CliRunner().invoke(cli, ["ingest", "article", str(article), "--db", other])
    assert result.exit_code == 0, result.output
    assert questions(store) == questions(writer_engine(other))
    assert len(questions(store)) == 2

    app = press(app, "2 acts without a day wait for your answer")
    assert "2 questions" in words(app)
    assert len([one for one in app.text_input if one.label == "Day, month or year"]) == 2


def test_an_act_without_a_day_that_was_taken_out_asks_nothing(store):
    app, boxes = read_text()
    for box in boxes[1:]:
        app = well(app.checkbox(key=f"{box}-take").uncheck().run())
    app = press(app, "Add 1 event")
    assert questions(store) == {}
    assert "without a day" not in words(app)


def test_an_act_that_gets_its_day_under_edit_asks_nothing(store):
    app, boxes = read_text()
    undated = [box for box in boxes if not app.text_input(key=f"{box}-date").value]
    for box in undated:
        app = well(app.text_input(key=f"{box}-date").set_value("2025-01").run())
    press(app, "Add 3 events")
    assert questions(store) == {}
    assert len(read.events(store, ("EGY", "NOR"))) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Norway expelled two Egyptian diplomats.\n", "The event has no certain date"),
        (TEXT.partition("\n\n")[2], "Neither event has a certain date"),
        (TEXT, "2 of the 3 events have no certain date"),
    ],
)
def test_what_is_said_of_partial_dates_is_true_of_the_text(store, text, said):
    app, _ = read_text(text)
    assert said in words(app).replace("**", "")
    assert "“on the 11th”" not in words(app)


@pytest.mark.parametrize(("publisher", "name"), [("Kyodo <News", "Kyodo <News"), ("", "pasted text")])
def test_a_pasted_article_goes_by_its_publisher(store, publisher, name):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(TEXT.partition("\n")[0])
    app.text_input(key="add-article-0-publisher").set_value(publisher)
    app = press(press(app, "Find the events"), "Add 1 event")
    [load] = read.loads(store).query("source_id == 'articles'").itertuples()
    assert load.input_name == name
    assert f"({escape(name)}," in words(open_page("dyad", a="EGY", b="NOR", load=str(load.load_id)))


def test_an_article_of_undated_acts_alone_is_no_dead_end(store):
    app, _ = read_text("Norway expelled two Egyptian diplomats.\n")
    app = press(app, "Give the days later")
    assert len(questions(store)) == 1
    assert "1 act without a day waits for your answer" in app.success[0].value


def test_an_event_begun_without_a_day_says_so_before_it_is_added(store):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value("Peru looked hard at the man from Bolivia.")
    app = press(app, "Find the events")
    field = next(one for one in app.text_area if one.label.startswith("The words that tell it"))
    field.set_value("Peru looked hard at the man from Bolivia")
    app = press(app, "Begin an event with them")
    assert "It has no day" in words(app)
    box = next(one.key for one in app.checkbox).removesuffix("-take")
    app.selectbox(key=f"{box}-type").set_value("diplomatic_rupture")
    app.selectbox(key=f"{box}-actor").set_value("PER")
    app.selectbox(key=f"{box}-recipient").set_value("BOL")
    app = well(app.text_input(key=f"{box}-title").set_value("Peru sends the envoy home").run())
    press(app, "Give the days later")
    [asked] = questions(store).values()
    assert asked["title"] == "Peru sends the envoy home"
    assert [one["quote"] for one in asked["evidence"]] == ["Peru looked hard at the man from Bolivia"]
