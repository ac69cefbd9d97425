"""Overview, One country and Compare: all pairs, ranked by what may be ranked, and what moved most."""

from sqlalchemy import Engine

from dashboard.locales import day
from db import read
from tests.app.opening import charts_of, open_page, press, well, words


def table_of(app, column: str):
    return next(one.value for one in app.dataframe if column in one.value)


def test_every_pair_has_a_row_with_its_line(store: Engine):
    app = open_page("overview")
    table = table_of(app, "spark")
    assert len(table) == len(read.dyads(store))
    assert all(len(line) == 120 for line in table["spark"] if len(line))
    assert "level" not in table.columns
    assert "how closely a pair was followed differs" in words(app)


def test_pairs_are_ranked_by_change_first(store: Engine):
    app = open_page("overview")
    changes = table_of(app, "spark")["change"].abs().tolist()
    assert changes == sorted(changes, reverse=True)
    app.segmented_control(key="overview-rank").select("net")
    well(app.run())
    net = table_of(app, "spark")["net"].tolist()
    assert net == sorted(net, reverse=True)


def test_what_moved_most_names_its_span_and_its_events(store: Engine):
    said = words(open_page("overview"))
    assert "in the 90 days to 31 December 2025" in said
    assert "suspends imports of Japanese aquatic products" in said


def test_a_pair_opens_from_the_overview(store: Engine):
    app = press(open_page("overview"), "China–Japan")
    assert (app.query_params["a"], app.query_params["b"]) == ("CHN", "JPN")
    assert app.title[0].value.startswith("China and Japan")


def test_filters_hold_for_the_overview(store: Engine):
    app = open_page("overview", types="conflict")
    assert len(table_of(app, "spark")) < len(read.dyads(store))
    app = open_page("overview", topics="cyber_digital", types="conflict")
    assert "No event passes the filters" in words(app)


def test_partners_of_a_country(store: Engine):
    app = open_page("country", country="MYS")
    pairs = read.dyads(store)
    mine = pairs[(pairs["country_a"] == "MYS") | (pairs["country_b"] == "MYS")]
    assert len(table_of(app, "partner")) == len(mine)
    told = charts_of(app)
    assert len(told) == 2
    assert all(told)


def test_a_country_without_events_says_so(store: Engine):
    assert "No event with Brazil is recorded" in words(open_page("country", country="BRA"))


def test_pairs_compare_on_the_calendar_and_on_upgrades(store: Engine):
    app = open_page("compare", dyads="CHN-JPN~JPN-KOR~JPN-MYS")
    assert app.multiselect(key="w-dyads").value == ["CHN-JPN", "JPN-KOR", "JPN-MYS"]
    assert len(charts_of(app)) == 1
    app = open_page("compare", dyads="JPN-KOR~JPN-MYS", align="upgrade")
    assert "Left out, since no such event is recorded: Japan–South Korea" in words(app).replace("\\", "")


def test_compare_lines_up_on_any_event_of_its_pairs_and_the_address_keeps_how_it_is_drawn(store: Engine):
    app = open_page("compare", dyads="CHN-JPN~JPN-MYS", drawn="multiples", show="friction")
    assert app.session_state["compare-way"] == "multiples"
    assert app.session_state["compare-column"] == "friction"
    picker = app.selectbox(key="w-align")
    assert picker.options[:3] == ["The calendar", "Latest partnership upgrade", "Latest leader's visit"]
    events = read.events(store)
    own = events[events["dyad"].isin(["CHN-JPN", "JPN-MYS"])]
    assert len(picker.options) == 3 + len(own)
    seafood = own[own["title"].str.contains("seafood")].iloc[0]
    (asked,) = [one for one in picker.options if seafood["title"] in one]
    assert asked == f"{day(seafood['date'], is_short=True)} · China–Japan · {seafood['title']}"
    picker.select(f"event:{seafood['event_id']}").run()
    assert not app.exception
    assert app.query_params["align"] == f"event.{seafood['event_id']}"
    assert (app.query_params["drawn"], app.query_params["show"]) == ("multiples", "friction")
    assert f"Month 0 is {seafood['title']}" in words(app).replace("\\", "")


def test_compare_begins_with_what_moved_most(store: Engine):
    app = open_page("compare")
    assert len(app.query_params["dyads"].split("~")) == 3
    assert app.query_params["dyads"].startswith("CHN-JPN")


def test_compare_names_pairs_without_events(store: Engine):
    app = open_page("compare", dyads="BRA-JPN~CHN-JPN")
    assert "No event in view is recorded for Brazil–Japan" in words(app).replace("\\", "")
