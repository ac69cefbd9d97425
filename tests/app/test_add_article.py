"""The Add page: an article, its acts beside its words, what is taken, mended, refused or missed."""

from datetime import date, timedelta

import pytest

from db import read
from tests.app.opening import open_page, press, way, well, words

ARTICLE = (
    "TOKYO, March 4, 2024 - Peruvian President Dina Boluarte met with Japanese Prime Minister Fumio "
    "Kishida in "
    "Tokyo on March 4, 2024. <script>alert(1)</script> The two leaders discussed trade.\n"
)


def test_an_article_shows_its_acts_beside_the_words(store):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(ARTICLE)
    app = press(app, "Find the events")
    assert app.header[0].value.endswith("found")
    body = words(app)
    assert "<mark>" in body
    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body
    assert read.events(store, ("JPN", "PER")).empty


def test_the_words_that_tell_a_day_are_marked_for_the_act_of_another_sentence(store):
    text = (
        "Peruvian President Dina Boluarte arrived in Tokyo on March 4, 2024. She and Japanese Prime "
        "Minister Fumio "
        "Kishida signed an agreement on fisheries.\n"
    )
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(text)
    app = press(app, "Find the events")
    assert "March 4, 2024<sup>2</sup></mark>" in words(app)
    app = press(app, "Add 2 events")
    events = read.events(store, ("JPN", "PER"))
    signed = events[events["type"] == "agreement_signed"]["event_id"]
    assert list(read.evidence(store, [int(one) for one in signed])["quote"]) == [text.strip()]


def test_acts_that_are_taken_are_loaded_with_their_words(store):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(ARTICLE)
    app.text_input(key="add-article-0-url").set_value("https://example.org/boluarte")
    app = press(app, "Find the events")
    n = len(app.checkbox)
    app = press(app, f"Add {n} event{'s' if n > 1 else ''}")
    events = read.events(store, ("JPN", "PER"))
    assert set(events["review"]) == {"accepted"}
    assert date(2024, 3, 4) in set(events["date"].dt.date)
    proofs = read.evidence(store, [int(one) for one in events["event_id"]])
    assert set(proofs["url"]) == {"https://example.org/boluarte"}
    assert all(quote in ARTICLE for quote in proofs["quote"])


TWO_ACTS = (
    "TOKYO, March 4, 2024 - Peruvian President Dina Boluarte met with Japanese Prime Minister Fumio "
    "Kishida in Tokyo on March 4, 2024.\n\n"
    "On March 6, 2024, Japan and Malaysia signed an agreement on fisheries in Tokyo.\n"
)


def read_article(text: str = TWO_ACTS):
    """Return the page with an article read, and the beginning of the keys of its acts."""
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(text)
    app = press(app, "Find the events")
    key = next(one.key for one in app.checkbox if one.key.endswith("-1-take"))
    return app, key.removesuffix("-1-take")


@pytest.mark.parametrize("is_to_another_page", [True, False])
def test_edits_and_refusals_of_an_article_outlast_another_page(store, is_to_another_page):
    app, key = read_article()
    n = len(app.checkbox)
    app.text_input(key=f"{key}-1-title").set_value("Boluarte calls on Kishida")
    app.text_input(key=f"{key}-1-date").set_value("2024-03-05")
    app.multiselect(key=f"{key}-1-topics").set_value(["trade"])
    app.selectbox(key=f"{key}-1-confidence").set_value("low")
    app = well(app.checkbox(key=f"{key}-2-take").uncheck().run())
    if is_to_another_page:
        app = well(app.switch_page("app_pages/sources.py").run())
        app = well(app.switch_page("app_pages/add.py").run())
    else:
        app = way(way(app, "event"), "article")
    assert not app.checkbox(key=f"{key}-2-take").value
    assert app.text_input(key=f"{key}-1-title").value == "Boluarte calls on Kishida"
    press(app, f"Add {n - 1} event{'s' if n > 2 else ''}")
    assert date(2024, 3, 6) not in set(read.events(store, ("JPN", "MYS"))["date"].dt.date)
    [event] = read.events(store, ("JPN", "PER")).query("title == 'Boluarte calls on Kishida'").itertuples()
    assert (event.date.date(), event.topics, event.confidence) == (date(2024, 3, 5), ("trade",), "low")


def test_the_card_of_an_act_says_what_would_be_added(store):
    app, key = read_article()
    app.text_input(key=f"{key}-1-title").set_value("Boluarte calls on Kishida")
    app.multiselect(key=f"{key}-1-topics").set_value(["trade", "maritime"])
    app = well(app.text_input(key=f"{key}-1-date").set_value("2024-05").run())
    assert app.checkbox(key=f"{key}-1-take").label == "1. Boluarte calls on Kishida"
    [card] = [one.proto.body for one in app.get("html") if "edited by you" in one.proto.body]
    assert "May 2024" in card
    assert "topics: Trade, Maritime" in card
    [other] = [one.proto.body for one in app.get("html") if "; confidence " in one.proto.body]
    assert "topics: Maritime, Agriculture and food" in other
    assert "Mar 2024;" not in card


@pytest.mark.parametrize("name", ["date", "date_end"])
@pytest.mark.parametrize("text", ["2024-13-40", "2024-02-30", "05/06/2024"])
def test_a_date_that_is_none_is_said_at_its_event_which_is_left_out(store, name, text):
    app, key = read_article()
    n = len(app.checkbox)
    app = well(app.text_input(key=f"{key}-2-{name}").set_value(text).run())
    [error] = [one.value.replace("\\", "") for one in app.error]
    assert error == f"“{text}” is no date; write 2024-03-13, 2024-03 or 2024"
    assert "Event 2 is left out: its date is none." in words(app)
    app = press(app, f"Add {n - 1} event{'s' if n > 2 else ''}")
    assert "Event 2 is left out" in app.success[0].value
    assert not app.error
    assert read.events(store, ("JPN", "MYS")).query("date == '2024-03-06'").empty


def test_many_acts_come_in_leaves_and_none_is_forgotten(store):
    """Hundreds of forms at once are more than a browser bears."""
    days = [date(2020, 1, 1) + timedelta(days=11 * n) for n in range(45)]
    signed = "On {:%B %-d, %Y}, Japan and Malaysia signed an agreement on fisheries in Tokyo.\n\n"
    app, key = read_article("".join(signed.format(day) for day in days))
    assert app.header[0].value == "45 events found"
    assert len([one for one in app.checkbox if one.key.endswith("-take")]) == 20
    app = well(app.checkbox(key=f"{key}-3-take").uncheck().run())
    app.session_state[f"{key}-leaf-of-45"] = 3
    app = well(app.run())
    assert "Events 41 to 45 of 45" in words(app)
    app.text_input(key=f"{key}-44-title").set_value("An agreement on tuna")
    app.multiselect(key=f"{key}-44-topics").set_value(["maritime"])
    app = well(app.run())
    app.session_state[f"{key}-leaf-of-45"] = 2
    app = well(app.run())
    n_before = len(read.events(store, ("JPN", "MYS")))
    app = press(app, "Add 44 events")
    events = read.events(store, ("JPN", "MYS"))
    assert len(events) == n_before + 44
    assert days[2] not in set(events["date"].dt.date)
    [tuna] = events[events["title"] == "An agreement on tuna"].to_dict("records")
    assert (tuna["date"].date(), tuna["topics"], tuna["level"]) == (days[43], ("maritime",), "")


def test_all_acts_are_ticked_or_none(store):
    days = [date(2020, 1, 1) + timedelta(days=11 * n) for n in range(21)]
    signed = "On {:%B %-d, %Y}, Japan and Malaysia signed an agreement on fisheries in Tokyo.\n\n"
    app, key = read_article("".join(signed.format(day) for day in days))
    app = press(app, "Tick none")
    assert "Nothing is taken yet" in words(app)
    app = well(app.checkbox(key=f"{key}-2-take").check().run())
    assert "Add 1 event" in [one.label for one in app.button]
    assert "Add 21 events" in [one.label for one in press(app, "Tick all 21").button]


def test_an_article_that_cannot_be_loaded_names_the_event(store):
    app, key = read_article()
    n = len(app.checkbox)
    app = well(app.text_input(key=f"{key}-2-date").set_value("2031-01-01").run())
    title = app.text_input(key=f"{key}-2-title").value
    app = press(app, f"Add {n} events")
    [error] = [one.value.replace("\\", "") for one in app.error]
    assert f"Event 2, “{title[:80]}”" in error
    assert "lies after today" in error
    assert "choose the status Scheduled under Edit" in words(app)
    assert "write status" not in words(app)


def test_a_text_without_acts_says_so(store):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value("The weather was fine in Paris.")
    app = press(app, "Find the events")
    assert "No dated act between two states was found" in words(app)
    # A few words are too few to tell the language by.
    assert "Only English is read." in words(app)


def test_a_page_behind_a_wall_says_how_little_could_be_read(store):
    app = way(open_page("add"), "article")
    head = '<meta property="article:published_time" content="2024-05-10">'
    page = f"<html><head>{head}</head><body><p>Subscribe to read on.</p></body></html>"
    app.text_area(key="add-article-0-text").set_value(page)
    app = press(app, "Find the events")
    assert any("Only 4 words could be read" in one.value for one in app.warning)


MISSED = (
    "Nothing much happened in Lima. Peru looked hard at the man from Bolivia on 3 March 2024 and then at the "
    "calendar, and <b>that</b> was all."
)


def test_an_act_that_was_missed_begins_with_its_words(store):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(MISSED)
    app.text_input(key="add-article-0-url").set_value("https://example.org/lima")
    app = press(app, "Find the events")
    assert "No dated act between two states was found" in words(app)
    field = next(one for one in app.text_area if one.label.startswith("The words that tell it"))
    field.set_value("words that do not stand there")
    app = press(app, "Begin an event with them")
    assert "do not stand in the article" in words(app) + " ".join(one.value for one in app.error)
    field = next(one for one in app.text_area if one.label.startswith("The words that tell it"))
    field.set_value("Peru looked hard at the man from Bolivia\non 3 March 2024 and then at the calendar")
    app = press(app, "Begin an event with them")
    assert len(app.checkbox) == 1
    assert [one.value for one in app.header] == ["0 events found, 1 begun by you"]
    key = next(one.key for one in app.text_input if one.key.endswith("-1-date"))
    assert app.text_input(key=key).value == "2024-03-03"
    base = key.removesuffix("-date")
    app.selectbox(key=f"{base}-type").set_value("diplomatic_rupture")
    app.selectbox(key=f"{base}-actor").set_value("PER")
    app.selectbox(key=f"{base}-recipient").set_value("BOL")
    app.text_input(key=f"{base}-title").set_value("Peru sends the Bolivian envoy home")
    app = app.run()
    app = press(app, "Add 1 event")
    events = read.events(store, ("BOL", "PER"))
    proofs = read.evidence(store, [int(one) for one in events["event_id"]])
    assert set(events["title"]) == {"Peru sends the Bolivian envoy home"}
    assert set(events["date"].dt.date) == {date(2024, 3, 3)}
    quote = "Peru looked hard at the man from Bolivia on 3 March 2024 and then at the calendar"
    assert set(proofs["quote"]) == {quote}
