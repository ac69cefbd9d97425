"""The page Add, asked for an article by its address: what is no address, and what is never asked."""

import pytest

from tests.app.opening import open_page, press, way, words


@pytest.mark.parametrize("text", ["www.example.org/news", " example.org ", "Example.org/a?b=c#d"])
def test_an_address_without_its_beginning_says_what_is_missing(store, text):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(text)
    app = press(app, "Find the events")
    said = app.info[0].value.replace("\\", "")
    assert f"An address begins with https://. Is it https://{text.strip()}?" in said
    assert "No dated act" not in words(app)


@pytest.mark.parametrize("text", ["ftp://example.org/a.txt", "file:///etc/passwd"])
def test_an_address_of_another_kind_is_not_taken_for_a_text(store, text):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(text)
    said = words(press(app, "Find the events")).replace("\\", "")
    assert f"{text} is no address that is read here." in said
    assert "No dated act" not in said


def test_an_address_within_is_never_asked(store):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value("http://127.0.0.1:22/secret")
    app = press(app, "Find the events")
    assert app.error
    assert "What to do: copy the text of the page and paste it" in words(app)
    assert "secret" not in " ".join(one.value for one in app.title)
