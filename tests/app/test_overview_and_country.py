"""Overview, One country and Compare: all pairs, ranked by what may be ranked, and what moved most."""

import json
import re
from datetime import date

import pyarrow as pa
from sqlalchemy import Engine

from dashboard.grids import in_words
from dashboard.locales import day
from db import read
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Origin
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


def test_the_last_event_is_said_in_words_and_held_as_a_day(store: Engine):
    for page, column, asked in (("overview", "last_event", {}), ("country", "last", {"country": "JPN"})):
        app = open_page(page, **asked)
        grid = next(one for one in app.dataframe if column in one.value)
        held = grid.value[column].tolist()
        assert all(re.match(r"\d{4}(-\d\d(-\d\d)?)?: ", one) for one in held)
        shown = pa.ipc.open_stream(grid.proto.arrow_data.styler.display_values).read_pandas()[column].tolist()
        assert shown == [in_words(one, "en") for one in held]
        assert not set(shown) & set(held)


def test_net_has_a_true_minus_and_a_zero_no_sign(store: Engine):
    for page, column, asked in (("overview", "last_event", {}), ("country", "last", {"country": "JPN"})):
        grid = next(one for one in open_page(page, **asked).dataframe if column in one.value)
        shown = pa.ipc.open_stream(grid.proto.arrow_data.styler.display_values).read_pandas()
        for name in ("net", "change"):
            said = [one for one in shown[name] if one]
            assert any(one.startswith("−") for one in said)
            assert all(re.fullmatch(r"[+−]\d+|0", one) for one in said)
            # A format of the column would go before what the cell shows.
            assert json.loads(grid.proto.columns)[name]["type_config"].get("format") is None


def told_of_one_pair(store: Engine):
    """Load acts of Argentina and Chile, a pair that no source covers; the last of 7 November 2024."""
    acts = ((5, "summit", "Leaders meet"), (6, "sanction", "Tariffs raised"), (11, "summit", "Leaders meet"))
    drafts = [
        EventDraft(
            f"x{month}", date(2024, month, 7), "ARG", "CHL", kind, title,
            evidence=(EvidenceDraft(publisher="El <b>Diario", quote="met", published_on=date(2024, 12, 1)),),
        )
        for month, kind, title in acts
    ]  # fmt: skip
    origin = Origin(id="articles", title="Articles")
    pipeline.load_drafts(store, origin, [], drafts, today=date(2026, 11, 24), merges_own=True)


def test_net_has_the_day_of_the_pairs_shown(store: Engine):
    """Not the end of all that the store covers: a pair known from articles stands on its last event."""
    told_of_one_pair(store)
    assert "all cooperation, as of 7 November 2024." in words(open_page("country", country="CHL"))
    assert "as of 31 December 2025." in words(open_page("country", country="JPN"))
    each = "it is given as of the last day on record of each pair (7 November 2024 to 31 December 2025)."
    assert each in words(open_page("overview"))


def test_net_has_a_day_where_nothing_is_covered(empty_store: Engine):
    told_of_one_pair(empty_store)
    assert "it is given as of 7 November 2024." in words(open_page("overview"))
    assert "all cooperation, as of 7 November 2024." in words(open_page("country", country="CHL"))


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


def test_a_move_is_as_large_as_its_nets_say(store: Engine):
    found = re.findall(
        r"Net (rose|fell) by (\d+)</strong>, from (\S+) to (\S+?)\.", words(open_page("overview"))
    )
    assert found
    for turned, size, *nets in found:
        before, after = (int(one.replace("−", "-")) for one in nets)
        assert (after - before) == (int(size) if turned == "rose" else -int(size))


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


def test_who_grew_closest_since_a_year_in_a_region_and_over_what(store: Engine):
    app = open_page("country", country="JPN")
    assert app.segmented_control(key="country-rank").value == "net"
    app.selectbox(key="w-country-since").select(2020)
    well(app.run())
    app.selectbox(key="w-region").select("southeast-asia")
    well(app.run())
    assert (app.query_params["change"], app.query_params["region"]) == ("2020", "southeast-asia")
    assert "rank" not in app.query_params
    assert app.title[0].value == "Japan: grew closest to Laos in Southeast Asia since 2020 (net up 26)"
    assert app.segmented_control(key="country-rank").value == "change"
    table = table_of(app, "partner")
    assert list(table["partner"])[:2] == ["Laos", "Indonesia"]
    assert "China" not in set(table["partner"])
    assert table["change"].is_monotonic_decreasing
    assert table["topics"].iloc[0].startswith("Cooperation: Regional order 29")
    assert table["topics"].iloc[-1].startswith("Friction: Law and rights")
    assert "trend" not in table
    said = words(app)
    assert "did together since then was mostly about regional order" in said
    assert "Japan drew apart most from Myanmar (net down 30)" in said
    # On paper too.
    assert '<th scope="col">Leading topics since 2020</th>' in said
    assert "Cooperation: Regional order" in said
    app.segmented_control(key="country-rank").select("net")
    well(app.run())
    assert app.query_params["rank"] == "net"
    press(app, "Back to the defaults")
    assert "change" not in app.query_params
    assert len(table_of(app, "partner")) == 15


def test_the_number_that_rows_are_ranked_by_stands_beside_them(store: Engine):
    app = open_page("overview")
    assert "n_events_12m" not in table_of(app, "net")
    app.segmented_control(key="overview-rank").select("events")
    ranked = table_of(well(app.run()), "net")
    assert ranked["n_events_12m"].is_monotonic_decreasing
    assert not ranked["n_events_12m"].is_monotonic_increasing
    partners = table_of(open_page("country", country="JPN", rank="events"), "net")
    assert partners["n_events_12m"].is_monotonic_decreasing
    assert "n_events_12m" not in table_of(open_page("country", country="JPN"), "net")


def test_an_old_link_to_a_ranking_means_what_it_meant(store: Engine):
    app = open_page("country", v="1", country="JPN", rank="change")
    assert app.segmented_control(key="country-rank").value == "change"
    assert app.title[0].value.startswith("Japan: net moved most with China (−43 in twelve months)")
    assert "trend" in table_of(app, "partner")


def test_a_year_without_measures_and_a_region_without_partners_say_so(store: Engine):
    app = open_page("country", country="JPN", change="2003")
    assert app.selectbox(key="w-country-since").value == 2003
    assert "Without a change: every partner; records do not cover 1 January 2003" in words(app)
    app = open_page("country", country="JPN", region="africa")
    assert app.title[0].value == "Japan: no partners in Africa on record"
    assert "Choose another region" in words(app)
    app = open_page("country", country="JPN", region="atlantis", change="12")
    assert "There is no region 'atlantis'" in words(app)
    assert "'12' is no year such as 2020" in words(app).replace("\\", "")


def test_the_overview_measures_changes_since_a_year(store: Engine):
    app = open_page("overview")
    assert "every number opens into its events" in words(app)
    app.selectbox(key="w-overview-since").select(2020)
    well(app.run())
    assert app.query_params["change"] == "2020"
    table = table_of(app, "spark")
    assert table["pair"].iloc[0] == "Japan–South Korea"
    assert "trend" not in table
    up, down = (table["change"] >= 10).sum(), (table["change"] <= -10).sum()
    assert app.title[0].value == f"25 pairs of countries since 2020: {up} grew closer, {down} drew apart"
    assert "Change since 2020" in words(app)


def test_what_is_scheduled_has_a_column_where_anything_is(store: Engine, tmp_path):
    from etl import pipeline
    from tests.app.conftest import TODAY

    assert "next_event" not in table_of(open_page("overview"), "spark")
    path = tmp_path / "ahead.csv"
    path.write_text(
        "id,date,actor,recipient,type,title,status,source_url\n"
        "s1,2049-12-14,JPN,LAO,leader_visit,Visit to Tokyo planned,scheduled,https://example.org/a\n"
    )
    pipeline.load_event_files(store, [path], today=TODAY)
    table = table_of(open_page("overview"), "spark").set_index("pair")
    assert table.loc["Japan–Laos", "next_event"] == "2049-12-14: Visit to Tokyo planned"


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


def test_compare_gives_the_net_and_the_day_that_other_pages_give(store: Engine):
    """The month of a last event ends later than the event, by which time net has moved on."""
    told_of_one_pair(store)
    shown = re.search(r"<dt>Net, −100 to \+100</dt><dd>(\S+?)<", words(open_page("dyad", a="ARG", b="CHL")))[
        1
    ]
    [alt] = charts_of(open_page("compare", dyads="ARG-CHL~CHN-JPN"))
    assert f"Argentina–Chile {shown};" in alt
    assert "as of the last day on record of each pair (7 November 2024 to 31 December 2025)" in alt
    listed = table_of(open_page("overview"), "spark").set_index("pair")["net"]
    assert f"{listed['Argentina–Chile']:+.0f}" == shown.replace("−", "-")


def captions_of(**asked: str) -> str:
    app = open_page("compare", dyads="CHN-JPN~JPN-MYS", **asked)
    return "\n".join(one.value for one in app.caption).replace("\\", "")


def test_compare_says_what_is_dashed_and_until_when_stocks_were_filling(store: Engine):
    told = "Dashed: records are partial, since no source vouches for all of them there."
    filling = "Stocks were building up until 31 December 2004"
    assert f"{told} {filling}" in captions_of()
    later = captions_of(**{"from": "2010-01-01", "to": "2020-12-31"})
    assert told not in later
    assert filling not in later
    assert told in captions_of(method="counts")
    assert filling not in captions_of(method="counts")


def test_compare_begins_with_what_moved_most(store: Engine):
    app = open_page("compare")
    assert len(app.query_params["dyads"].split("~")) == 3
    assert app.query_params["dyads"].startswith("CHN-JPN")


def test_compare_names_pairs_without_events(store: Engine):
    app = open_page("compare", dyads="BRA-JPN~CHN-JPN")
    assert "No event in view is recorded for Brazil–Japan" in words(app).replace("\\", "")


def test_pairs_of_which_too_little_is_covered_are_not_said_to_be_unmoved(empty_store, tmp_path):
    path = tmp_path / "mine.csv"
    head = "date,actor,recipient,type,title,source_url\n"
    pairs = (("ARG", "CHL"), ("PER", "ECU"))
    rows = [f"2024-05-06,{a},{b},summit,Leaders meet,https://a.example/{a}\n" for a, b in pairs]
    path.write_text(head + "".join(rows), encoding="utf-8")
    pipeline.load_event_files(empty_store, [path], today=date(2026, 11, 24))
    app = open_page("overview")
    assert app.title[0].value == "2 pairs of countries: too few months covered"
    assert "Of every pair too few months are covered to say." in words(app)
    since = open_page("overview", change="2020")
    assert "0 grew closer" not in since.title[0].value


def test_pairs_without_a_trend_are_counted(store, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(
        "date,actor,recipient,type,title,source_url\n"
        "2024-05-06,ARG,CHL,summit,Leaders meet,https://a.example/1\n",
        encoding="utf-8",
    )
    assert "too few months are covered to say" not in words(open_page("overview"))
    pipeline.load_event_files(store, [path], today=date(2026, 11, 24))
    assert "Of 1 pair too few months are covered to say." in words(open_page("overview"))
