"""The Add page keeps what was given to it, says what is true now, and lets the sheet be chosen."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from db import read
from etl.mappings.mapping import parse_mapping
from tests.app.opening import choose, frame_with, open_page, press, upload, way, well, words

TRAVEL = (
    "Day;Visitor;Host;What sort;Headline;Link\n"
    "03.05.2024;Japan;Paraguay;state visit;Kishida visits Asunción;https://example.org/p\n"
    "01.05.2024;Japan;Brazil;state visit;Kishida visits Brasília;https://example.org/b\n"
)
STANDARD = ("id", "date", "actor", "recipient", "type", "title", "source_url")
VISITS = (
    "v1",
    "2024-05-06",
    "ARG",
    "CHL",
    "leader_visit",
    "President visits Santiago",
    "https://example.org/v",
)
CALLS = (
    ("c1", "2024-06-01", "ARG", "PRY", "leader_call", "Presidents speak", "https://example.org/c"),
    ("c2", "2024-06-02", "ARG", "Chli", "leader_call", "A country misspelt", "https://example.org/d"),
)


def workbook(sheets: dict[str, list[tuple[str, ...]]]) -> bytes:
    """Return an XLSX file with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def away_and_back(app, *, is_to_another_page: bool):
    """Return the app after a look at another page, or at another way of the page Add."""
    if not is_to_another_page:
        here = app.segmented_control(key="add-way").value
        return way(way(app, "review"), here)
    app = well(app.switch_page("app_pages/sources.py").run())
    return well(app.switch_page("app_pages/add.py").run())


def field(app, label: str):
    """Return the field of that label, whatever its kind."""
    kinds = ("text_input", "text_area", "date_input", "selectbox", "multiselect")
    return next(one for kind in kinds for one in app.get(kind) if one.label == label)


@pytest.mark.parametrize("is_to_another_page", [True, False])
def test_a_table_and_what_was_chosen_for_it_outlast_another_page(store, is_to_another_page):
    app = upload(open_page("add"), "travel.csv", TRAVEL)
    app = choose(app, "Kind *", "\0fixed")
    app = choose(app, "Kind of all rows", "leader_visit")
    field(app, "Name of the source").set_value("my-travels")
    field(app, "Complete from").set_value(date(2024, 5, 1))
    app = well(field(app, "to").set_value(date(2024, 5, 31)).run())
    app = away_and_back(app, is_to_another_page=is_to_another_page)
    assert "travel\\.csv" in words(app) or "travel.csv" in words(app)
    assert field(app, "Kind of all rows").value == "leader_visit"
    assert len(frame_with(app, "pair")) == 2
    press(app, "Load 2 rows")
    sources = read.sources(store).set_index("source_id")
    assert "my-travels" in sources.index
    [event] = read.events(store, ("JPN", "PRY")).query("source_id == 'my-travels'").itertuples()
    assert event.type == "leader_visit"


def test_a_table_can_be_put_away_for_another(store):
    app = press(upload(open_page("add"), "travel.csv", TRAVEL), "Take another table")
    assert "travel" not in words(app)
    app = upload(app, "visits.csv", ",".join(STANDARD) + "\n" + ",".join(VISITS) + "\n")
    assert list(frame_with(app, "pair")["title"]) == ["President visits Santiago"]


def test_a_loaded_table_is_not_kept(store):
    app = upload(open_page("add"), "visits.csv", ",".join(STANDARD) + "\n" + ",".join(VISITS) + "\n")
    app = away_and_back(press(app, "Load 1 row"), is_to_another_page=True)
    assert app.file_uploader
    assert not [one for one in app.button if one.label.startswith("Load ")]


def test_a_refused_table_takes_the_place_of_an_older_success(store):
    app = upload(open_page("add"), "visits.csv", ",".join(STANDARD) + "\n" + ",".join(VISITS) + "\n")
    app = press(app, "Load 1 row")
    assert app.success
    app = upload(app, "page.csv", "<html><body>log in</body></html>")
    assert "web page" in " ".join(one.value for one in app.error)
    assert not app.success


@pytest.mark.parametrize("is_to_another_page", [True, False])
def test_what_was_typed_of_an_article_outlasts_another_page_unsent(store, is_to_another_page):
    typed = {
        "The article's text, or its address": "Peru and Chile signed a treaty on Monday.",
        "Published on": date(2024, 5, 8),
        "Publisher": "The Lima Post",
        "Address of the text": "https://example.org/treaty",
    }
    app = way(open_page("add"), "article")
    for label, value in typed.items():
        app = well(field(app, label).set_value(value).run())
    app = away_and_back(app, is_to_another_page=is_to_another_page)
    assert {label: field(app, label).value for label in typed} == typed


def test_an_article_that_was_added_leaves_empty_fields(store):
    """The next article would else be told against the day of this one and carry its address."""
    app = way(open_page("add"), "article")
    text = "LIMA, March 4, 2024 - Peru and Chile signed a trade agreement in Lima on March 4, 2024."
    field(app, "The article's text, or its address").set_value(text)
    field(app, "Published on").set_value(date(2024, 3, 4))
    field(app, "Address of the text").set_value("https://example.org/treaty")
    app = press(press(app, "Find the events"), "Add 1 event")
    assert field(app, "The article's text, or its address").value == ""
    assert field(app, "Published on").value is None
    assert field(app, "Address of the text").value == ""


def fill_event(app, **more: str):
    """Return the page with the form of one event filled in, but for what proves it."""
    for label, value in {
        "What happened": "President visits Lima",
        "Date": "2024-07",
        "Kind": "leader_visit",
        "Who acts": "CHL",
        "On whom": "PER",
        **more,
    }.items():
        app = well(field(app, label).set_value(value).run())
    return app


def test_an_event_that_was_begun_outlasts_another_page(store):
    app = fill_event(
        way(open_page("add"), "event"), **{"The exact words that prove it": "The president is here."}
    )
    app = away_and_back(app, is_to_another_page=True)
    press(app, "Add the event")
    [event] = read.events(store, ("CHL", "PER")).query("source_id == 'own'").itertuples()
    assert event.title == "President visits Lima"
    assert list(read.evidence(store, [event.event_id])["quote"]) == ["The president is here."]


def test_what_is_wrong_with_an_event_is_said_before_its_missing_source(store):
    app = press(fill_event(way(open_page("add"), "event"), Date="2031-01-01"), "Add the event")
    assert "after today" in " ".join(one.value for one in app.error)
    assert "names no address" not in words(app)


def test_the_sheet_of_a_workbook_is_chosen(store):
    content = workbook({"Visits": [STANDARD, VISITS], "Calls": [STANDARD, *CALLS]})
    app = upload(open_page("add"), "book.xlsx", content)
    assert field(app, "Sheet of the workbook").value == "Visits"
    assert list(frame_with(app, "pair")["title"]) == ["President visits Santiago"]
    assert "name another with a mapping" not in words(app)
    app = choose(app, "Sheet of the workbook", "Calls")
    assert list(frame_with(app, "pair")["title"]) == ["Presidents speak"]
    assert list(frame_with(app, "reason")["reason"]) == ["unknown_country"]
    app = away_and_back(app, is_to_another_page=True)
    assert field(app, "Sheet of the workbook").value == "Calls"
    app = press(app, "Load 1 row")
    own = read.events(store).query("source_id == 'book'")
    assert list(own["title"]) == ["Presidents speak"]
    press(upload(app, "book.xlsx", content), "Load 1 row")
    own = read.events(store).query("source_id == 'book'")
    assert set(own["title"]) == {"Presidents speak", "President visits Santiago"}


def test_each_sheet_has_its_own_choices(store):
    head, visit = (line.split(";") for line in TRAVEL.splitlines()[:2])
    other = ["When", "From", "To", "Act", "Told", "Web"]
    call = ["04.06.2024", "Japan", "Chile", "call", "A talk", "https://example.org/t"]
    app = upload(open_page("add"), "book.xlsx", workbook({"Trips": [head, visit], "Talks": [other, call]}))
    assert field(app, "Date *").value == "Day"
    app = choose(app, "Sheet of the workbook", "Talks")
    assert field(app, "Date *").value == "When"
    for label, column in (
        ("Who acts *", "From"),
        ("On whom *", "To"),
        ("Address of the proof *", "Web"),
        ("What happened", "Told"),
        ("Kind *", "\0fixed"),
    ):
        app = choose(app, label, column)
    app = choose(app, "Kind of all rows", "leader_call")
    press(app, "Load 1 row")
    assert list(read.events(store, ("CHL", "JPN")).query("source_id == 'book'")["title"]) == ["A talk"]


def test_a_sheet_without_a_table_says_so_and_another_can_be_chosen(store):
    content = workbook({"Visits": [STANDARD, VISITS], "Notes": [("Only a remark.",)]})
    app = choose(upload(open_page("add"), "book.xlsx", content), "Sheet of the workbook", "Notes")
    assert app.error
    assert not [one for one in app.button if one.label.startswith("Load ")]
    app = choose(app, "Sheet of the workbook", "Visits")
    assert list(frame_with(app, "pair")["title"]) == ["President visits Santiago"]


def test_a_mapping_with_a_sheet_is_one_that_the_command_reads():
    from dashboard.mapping_form import mapping_text

    rules = {name: {"column": name} for name in ("date", "actor", "recipient", "type", "source_url")}
    assert parse_mapping(mapping_text(rules, ["NA"], 'The "second"')).sheet == 'The "second"'


@pytest.mark.parametrize(
    ("second", "is_said"), [("https://example.org/p", True), ("https://example.org/b", False)]
)
def test_a_table_whose_rows_name_one_address_is_warned_of(store, second, is_said):
    app = upload(open_page("add"), "travel.csv", TRAVEL.replace("https://example.org/b", second))
    app = choose(choose(app, "Kind *", "\0fixed"), "Kind of all rows", "leader_visit")
    said = [one.value for one in app.warning if "name one address" in one.value]
    assert bool(said) == is_said
    press(app, "Load 2 rows")


@pytest.mark.parametrize(("label", "is_said"), [("", True), ("Publisher", False)])
def test_a_text_that_names_no_origin_is_warned_of(store, label, is_said):
    app = way(open_page("add"), "article")
    text = "LIMA, March 4, 2024 - Peru and Chile signed a trade agreement in Lima on March 4, 2024."
    field(app, "The article's text, or its address").set_value(text)
    if label:
        field(app, label).set_value("The Lima Post")
    app = press(app, "Find the events")
    assert bool([one for one in app.warning if "Neither address nor publisher" in one.value]) == is_said


def test_sheets_that_number_their_rows_alike_do_not_replace_each_other(store):
    head = ("No.", "Date", "Visitor", "Host", "What", "Link")
    sheets = {
        "2024": [
            head,
            *(
                (str(n), f"2024-03-0{n}", "Chile", "Peru", "visit", f"https://example.org/a{n}")
                for n in (1, 2)
            ),
        ],
        "2025": [
            head,
            *(
                (str(n), f"2025-03-0{n}", "Peru", "Chile", "visit", f"https://example.org/b{n}")
                for n in (1, 2)
            ),
        ],
    }
    for sheet in sheets:
        app = upload(open_page("add"), "visits.xlsx", workbook(sheets))
        app = choose(app, "Sheet of the workbook", sheet)
        app = choose(app, "Kind *", "\0fixed")
        app = choose(app, "Kind of all rows", "leader_visit")
        assert field(app, "Id of the row").value == "No."
        field(app, "Name of the source").set_value("visits")
        app = well(app.run())
        said = "There is a source of this name already, “visits”: this table adds to it and changes no row"
        assert (said in words(app)) == (sheet == "2025")
        press(app, "Load 2 rows")
    found = read.events(store, ("CHL", "PER")).query("source_id == 'visits'")
    assert sorted(found["date"].astype(str)) == ["2024-03-01", "2024-03-02", "2025-03-01", "2025-03-02"]


def test_a_table_that_changes_a_source_says_how(store):
    visits = [",".join(STANDARD), ",".join(VISITS), ",".join(CALLS[0])]
    press(upload(open_page("add"), "visits.csv", "\n".join(visits)), "Load 2 rows")
    mended = "\n".join(visits).replace("President visits Santiago", "President visits Valparaíso")
    app = upload(open_page("add"), "visits.csv", mended)
    assert "“visits”: this table updates 1 row of it, which has the same id. Choose another" in words(app)


MIXED = "Day;Visitor;Host;What sort;Link\n02.04.2024;Japan;Peru;summit;https://example.org/0\n" + "".join(
    f"{day}/03/2023;Japan;Chile;summit;https://example.org/{day}\n" for day in range(14, 20)
)
"""A table whose dates are written in two ways."""


@pytest.mark.parametrize("column", ["Day", "Told"])
def test_dates_that_are_written_in_several_ways_are_all_read(store, column):
    """In the column that is guessed, and in one that the reader chooses."""
    head, *rows = MIXED.splitlines()
    table = "\n".join([f"{head};Told", *(f"{line};{line.partition(';')[0]}" for line in rows)])
    app = choose(upload(open_page("add"), "mixed.csv", table), "Date *", column)
    [field] = [one for one in app.selectbox if one.label == "Written as"]
    assert field.options[0] in ("31.01.2025 or 31/01/2025", "31/01/2025 or 31.01.2025")
    assert field.options[1:3] == ["31/01/2025", "31.01.2025"]
    app = choose(app, "Kind *", "\0fixed")
    app = choose(app, "Kind of all rows", "summit")
    app = press(app, "Load 7 rows")
    assert len(read.events(store).query("source_id == 'mixed'")) == 7
