"""The page of two countries: what the address asks for, what stands there, and what could go wrong."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import Engine

from dashboard.measures.weigh import weigh
from dashboard.records import read_record
from dashboard.selection import Selection
from db import read
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Origin
from tests.app.opening import charts_of, open_page, press, upload, way, well, words
from tests.integration.cli_runs import output


def test_it_begins_with_the_pair_of_most_events(store: Engine):
    pairs = read.dyads(store)
    busiest = pairs.sort_values(["n_events", "dyad"], ascending=[False, True])["dyad"].iloc[0]
    app = open_page("dyad")
    assert f"{app.query_params['a']}-{app.query_params['b']}" == busiest


def test_the_view_is_the_address(store: Engine):
    app = open_page("dyad", a="JPN", b="MYS", by="year", types="summit~leader_visit")
    assert app.selectbox(key="w-country-a").value == "JPN"
    assert app.selectbox(key="w-country-b").value == "MYS"
    assert app.selectbox(key="w-freq").value == "year"
    assert app.multiselect(key="w-types").value == ["leader_visit", "summit"] or set(
        app.multiselect(key="w-types").value
    ) == {"summit", "leader_visit"}
    assert "only summit, leader's visit" in words(app).replace("\\", "")


def test_a_choice_goes_into_the_address(store: Engine):
    app = open_page("dyad", a="JPN", b="MYS")
    app.selectbox(key="w-country-b").select("CHN")
    well(app.run())
    assert app.query_params["b"] == "CHN"
    assert app.title[0].value.startswith("Japan and China")
    app.selectbox(key="w-freq").select("quarter")
    well(app.run())
    assert app.query_params["by"] == "quarter"
    press(app, "Swap")
    assert (app.query_params["a"], app.query_params["b"]) == ("CHN", "JPN")
    press(app, "Back to the defaults")
    assert "by" not in app.query_params


def test_only_partners_with_events_are_offered(store: Engine):
    app = open_page("dyad", a="LAO", b="JPN")
    pairs = read.dyads(store)
    mine = pairs[(pairs["country_a"] == "LAO") | (pairs["country_b"] == "LAO")]
    assert len(app.selectbox(key="w-country-b").options) == len(mine)


def test_each_chart_says_what_it_shows_and_the_numbers_stand_first(store: Engine):
    app = open_page("dyad", a="JPN", b="MYS")
    told = charts_of(app)
    assert len(told) >= 2
    assert all(len(one) > 20 for one in told)
    said = words(app)
    assert "Net, −100 to +100" in said
    assert "Figures as of 31 December 2025, the last covered day" in said
    assert "Comprehensive Strategic Partnership" in said


def test_an_opened_day_lists_events_that_sum_to_it(store: Engine):
    from datetime import date

    from dashboard.measures.contributions import explain

    app = open_page("dyad", a="JPN", b="MYS", at="2023-12-16")
    record = read_record(store, Selection(country_a="JPN", country_b="MYS"))
    told = explain(record, Selection().weights, date(2023, 12, 16))
    balance = (told["points"] * told["sign"]).sum()
    assert float(re.search(r"balance of \*\*(\S+)\*\*", words(app))[1]) == pytest.approx(balance, abs=0.005)
    table = next(one.value for one in app.dataframe if "age_days" in one.value)
    rest = told.loc[told["points"] < 0.005, "points"].sum()
    assert table["points"].sum() + rest == pytest.approx(told["points"].sum(), abs=1e-9)


DAYS_OPENED = ("2015-05-25", "2018-03-01", "2020-07-08", "2023-12-16")


@pytest.mark.parametrize("day", DAYS_OPENED)
def test_what_makes_a_value_adds_up_as_printed(store: Engine, day):
    """Rounded each by itself to two digits, parts and sum parted on some days."""
    said = words(open_page("dyad", a="JPN", b="KOR", at=day))
    found = re.search(
        r"cooperation \*\*(\S+)\*\* less friction \*\*(\S+)\*\* gives a balance of \*\*(\S+)\*\*", said
    )
    cooperation, friction, balance = (Decimal(one.replace("−", "-")) for one in found.groups())
    assert cooperation - friction == balance
    said = words(open_page("dyad", a="JPN", b="KOR", at=f"2014-02-03~{day}"))
    found = re.search(
        r"went from (\S+) to (\S+) points: these events add (\S+) on .* earlier ones (\S+)\.", said
    )
    before, after, added, faded = (Decimal(one.replace("−", "-")) for one in found.groups())
    assert before + added + faded == after


def test_a_break_is_as_large_as_its_levels_say(store: Engine):
    found = []
    for pair in ("JPN-KOR", "CHN-JPN", "CHN-USA"):
        said = words(open_page("dyad", a=pair[:3], b=pair[4:], breaks="1"))
        table = re.search(r'aria-label="Breaks of net".*?</table>', said, re.DOTALL)
        found += re.findall(r">([+−]\d+)</td><td>([+−]?\d+) to ([+−]?\d+)</td>", table[0]) if table else []
    assert len(found) > 5
    for row in found:
        size, before, after = (int(one.replace("−", "-")) for one in row)
        assert size == after - before


def test_an_opened_span_lists_its_events(store: Engine):
    app = open_page("dyad", a="JPN", b="KOR", at="2019-07-01~2019-08-31")
    assert "the fading of earlier ones" in words(app)


COARSE = (
    "id,date,actor,recipient,type,title,source_url\n"
    "c1,2019,JPN,MYS,aid,A fund is set up,https://example.org/a\n"
    "c2,2024-08,JPN,MYS,summit,Leaders meet,https://example.org/b\n"
    "c3,2025-05-06,JPN,MYS,leader_visit,A visit,https://example.org/c\n"
)


@pytest.mark.parametrize(
    ("rows", "at", "said"),
    [
        ((1, 3), "2019-07-01~2025-05-06", "from 2019 to 6 May 2025"),
        ((1, 2), "2019-07-01~2024-08-15", "from 2019 to August 2024"),
        ((1, 3), "2019-07-01~2019-08-31", "from 1 July 2019 to 31 August 2019"),
    ],
)
def test_a_span_opened_by_an_event_of_a_year_says_the_year(store: Engine, rows, at, said):
    lines = COARSE.splitlines()
    table = "\n".join([lines[0], *(lines[n] for n in rows)])
    press(upload(open_page("add"), "coarse.csv", table), "Load 2 rows")
    told = words(open_page("dyad", a="JPN", b="MYS", at=at))
    assert re.search(rf"\*\*\d+ events? {said}\*\*", told)
    assert "known only to the year counts from 1 July" in told


def test_an_opened_day_says_for_what_it_stands_in(store: Engine):
    table = "\n".join(COARSE.replace("JPN,MYS", "ARG,CHL").splitlines()[:2])
    press(upload(open_page("add"), "coarse.csv", table), "Load 1 row")
    told = words(open_page("dyad", a="ARG", b="CHL", at="2019-07-01"))
    assert "An event known only to the year counts from 1 July." in told


def test_one_event_is_told_of_in_the_singular_by_every_method(store: Engine):
    table = "\n".join(COARSE.replace("JPN,MYS", "ARG,CHL").splitlines()[:2])
    press(upload(open_page("add"), "coarse.csv", table), "Load 1 row")
    told = words(open_page("dyad", a="ARG", b="CHL", at="2019-07-01", method="counts"))
    assert "**1 event** of the period" in told


def test_a_proof_without_an_address_says_who_published_it_and_when(store: Engine):
    draft = EventDraft(
        "x", date(2024, 11, 7), "ARG", "CHL", "summit", "Leaders meet",
        evidence=(EvidenceDraft(publisher="El <b>Diario", quote="met", published_on=date(2024, 12, 1)),),
    )  # fmt: skip
    origin = Origin(id="articles", title="Articles")
    pipeline.load_drafts(store, origin, [], [draft], today=date(2026, 11, 24), merges_own=True)
    app = open_page("dyad", a="ARG", b="CHL", at="2024-11-07")
    [key] = [one.proto.body for one in app.get("html") if '<ol class="bil bil-key">' in one.proto.body][:1]
    assert "El &lt;b&gt;Diario, 1 December 2024</span>" in key
    grids = [one for one in app.dataframe if "proof" in one.value]
    assert len(grids) == 2
    for grid in grids:
        assert list(grid.value["published_by"]) == ["El <b>Diario, 1 December 2024"]
        assert grid.proto.placeholder == "–"
    for page in ("overview", "country"):
        [grid] = [one for one in open_page(page, country="CHL").dataframe if "spark" in one.value]
        assert grid.value["change"].isna().any()
        assert grid.proto.placeholder == "–"


def test_one_event_is_told_of_in_the_singular(store: Engine):
    """In no list of one is there anything to sort, and one period is not one of several."""
    draft = EventDraft("x", date(2024, 11, 7), "ARG", "CHL", "summit", "Leaders meet", confidence="low")
    proposed = replace(draft, source_event_id="y", recipient="PER", review="proposed")
    origin = Origin(id="articles", title="Articles")
    pipeline.load_drafts(store, origin, [], [draft, proposed], today=date(2026, 11, 24), merges_own=True)
    said = words(open_page("dyad", a="ARG", b="CHL")).replace("\\", "")
    assert "Choose the row to read its proofs." in said
    assert "The value rests on few events." in said
    assert "The event is attested by a re-host or blog only" in said
    assert "Choose the row to open the event." in words(open_page("events", a="ARG", b="CHL"))
    assert "It counts nowhere yet." in words(way(open_page("add"), "review"))


def test_links_lead_to_the_web_alone(store: Engine):
    app = open_page("dyad", a="JPN", b="MYS")
    for frame in app.dataframe:
        if "proof" in frame.value:
            assert frame.value["proof"].dropna().str.match(r"https?://").all()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"a": "JPN", "b": "XQQ"}, "No country is called 'XQQ'"),
        ({"a": "JPN", "b": "MYS", "from": "yesterday"}, "'yesterday' is no date"),
        ({"a": "JPN", "b": "MYS", "method": "guess"}, "There is no method"),
        ({"a": "JPN", "b": "JPN"}, "names the same country twice"),
        ({"a": "JPN", "b": "MYS", "from": "2020-01-01", "to": "2019-01-01"}, "ends before it begins"),
        ({"v": "99", "a": "JPN", "b": "MYS"}, "another version of the dashboard"),
    ],
)
def test_what_an_address_gets_wrong_is_said_and_the_rest_is_shown(store: Engine, query, said):
    app = open_page("dyad", **query)
    assert said in words(app).replace("\\", "")
    assert app.title[0].value.startswith("Japan")


def test_without_events_it_says_why_and_what_to_do(store: Engine):
    app = open_page("dyad", a="JPN", b="BRA")
    assert "No event between Japan and Brazil is recorded" in words(app)
    assert "Japan has events with" in words(app)
    app = open_page("dyad", a="JPN", b="MYS", types="conflict")
    assert "No event passes the filters" in words(app)


def test_an_uncovered_period_has_no_traceback(store: Engine):
    app = open_page("dyad", a="JPN", b="MYS", **{"from": "1960-01-01", "to": "1970-01-01"})
    assert app.title[0].value


def test_hostile_titles_stay_text_in_turning_points_too(store: Engine, tmp_path):
    from etl import pipeline
    from tests.app.conftest import TODAY

    path = tmp_path / "mine.csv"
    rows = [
        f'x{n},2014-0{n}-05,ARG,CHL,sanction,trade,"<img src=x onerror=alert({n})> ban {n}",https://example.org/{n}'
        for n in range(1, 7)
    ]
    rows += [
        f"y{year}{n},{year}-0{n}-05,ARG,CHL,joint_exercise,trade,Talks,https://example.org/a"
        for year in range(2011, 2014)
        for n in range(1, 9, 2)
    ]
    path.write_text(
        "\n".join(["id,date,actor,recipient,type,topics,title,source_url", *rows]), encoding="utf-8"
    )
    coverage = (date(2000, 1, 1), date(2019, 12, 31))
    pipeline.load_event_files(store, [path], today=TODAY, coverage=coverage)
    app = open_page("dyad", a="ARG", b="CHL")
    cards = [one.proto.body for one in app.get("html") if "net fell by" in one.proto.body]
    assert any("&lt;img src=x onerror=alert(" in card for card in cards), cards
    assert not any("<img" in card for card in cards)


def test_hostile_titles_stay_text(store: Engine, tmp_path):
    from etl import pipeline
    from tests.app.conftest import TODAY

    path = tmp_path / "mine.csv"
    path.write_text(
        "id,date,actor,recipient,type,title,source_url\n"
        'x1,2024-05-06,ARG,CHL,summit,"<img src=x onerror=alert(1)> :red[**bold**]",javascript:alert(1)\n'
        'x2,2024-06-06,ARG,CHL,summit,"<script>alert(2)</script> talks",https://example.org/a\n',
        encoding="utf-8",
    )
    pipeline.load_event_files(store, [path], today=TODAY)
    app = open_page("dyad", a="ARG", b="CHL")
    for one in app.get("html"):
        body = one.proto.body
        assert "<img" not in body
        assert "<script" not in body
        assert "javascript:" not in body
    for one in app.get("markdown"):
        assert ":red[" not in one.value


@pytest.mark.parametrize("method", ["counts", "goldstein-mean", "level-dependent", "friction-share"])
def test_every_method_is_shown(store: Engine, method):
    app = open_page("dyad", a="JPN", b="CHN", method=method, at="2012-09-14")
    assert app.title[0].value.startswith("Japan and China")
    assert "gives no points to single events" in words(app)


def test_turning_points_say_when_and_over_what(store: Engine):
    app = open_page("dyad", a="JPN", b="KOR")
    said = words(app)
    assert "Turning points" in [one.value for one in app.header]
    assert (
        "October 2018 to July 2019: net fell by 78</strong>, from +29 to −49. Over law and rights, trade"
        in said
    )
    assert "Japan announces tighter export licensing" in said
    assert said.count("need not be its cause") == 1
    plain_words = said.replace("\\", "")
    assert (
        "net fell most between October 2018 and July 2019, from +29 to −49, over law and rights"
        in plain_words
    )
    cards = [one.proto.body for one in app.get("html") if "net fell by" in one.proto.body]
    assert all("https://" in card for card in cards)
    # Newest first.
    assert said.index("August 2022 to March 2023") < said.index("October 2018 to July 2019: net fell")


def test_a_turn_is_shown_on_the_curve(store: Engine):
    app = open_page("dyad", a="JPN", b="KOR")
    before = [one.label for one in app.button].count("Show on the curve")
    app.button(key="w-turn-2018-10").click()
    well(app.run())
    assert (app.query_params["breaks"], app.query_params["from"]) == ("1", "2016-01-01")
    # The curve is cut, the list of turns is not; and the figures are still as of now.
    assert [one.label for one in app.button].count("Show on the curve") == before == 4
    assert "Figures as of 31 December 2025" in words(app)
    assert "Where net broke" in [one.value for one in app.header]


def test_turning_points_are_of_the_default_method_and_of_the_period(store: Engine):
    app = open_page("dyad", a="JPN", b="KOR", method="counts")
    assert "Turning points" not in [one.value for one in app.header]
    app = open_page("dyad", a="JPN", b="KOR", to="2015-06-30")
    assert "October 2018" not in words(app)
    assert "August 2012: net fell by" in words(app)
    app = open_page("dyad", a="JPN", b="MYS", to="2005-12-31", types="summit")
    assert "No move of net by 10 or more" in words(app)


def test_breaks_stand_in_a_table(store: Engine):
    app = open_page("dyad", a="JPN", b="KOR", breaks="1", bands="events~method")
    assert "Where net broke" in [one.value for one in app.header]


@pytest.mark.parametrize("chart", ["direction", "timeline", "topic-heat", "ladder"])
def test_more_figures_are_drawn_when_asked_for(store: Engine, chart):
    app = open_page("dyad", a="JPN", b="MYS")
    before = len(charts_of(app))
    app.pills(key="more-figures").select(chart)
    well(app.run())
    assert len(charts_of(app)) == before + 1


def test_a_short_period_lists_its_own_events_and_ends_on_its_own_day(store: Engine):
    app = open_page("dyad", a="CHN", b="JPN", **{"from": "2012-08-01", "to": "2012-10-31"})
    listed = next(one.value for one in app.dataframe if "title" in one.value)
    assert set(listed["date"].str[:4]) == {"2012"}
    said, n_all = words(app), len(read.events(store, ("CHN", "JPN")))
    assert f"The {len(listed)} events of this period" in said
    assert f"{n_all - len(listed)} recorded events outside the period are left out" in said
    assert "Figures as of 31 October 2012, the last day shown. Title and last event: as of then." in said
    assert "As of 31 October 2012, the last day shown." in said
    assert "covered day" not in said
    assert re.search(rf">{len(listed)} of the period shown; to 31 October 2012, \d+ in 12 months<", said)
    quiet = words(open_page("dyad", a="CHN", b="JPN", **{"from": "2003-02-01", "to": "2003-02-20"}))
    assert "No event in this period" in quiet
    after = words(open_page("dyad", a="CHN", b="JPN", **{"from": "2024-01-01"}))
    assert "Figures as of 31 December 2025, the last covered day." in after
    assert "events of this period" in after


def test_a_change_of_net_names_its_month_end_where_the_period_ends_within_a_month(store: Engine):
    """On 14 November net was lower than a year before, though it had risen up to the end of October."""
    said = words(open_page("dyad", a="CHN", b="JPN", **{"from": "2025-11-01", "to": "2025-11-14"}))
    assert "in the 12 months to 31 October 2025" in said
    assert "up 24 in the twelve months to October 2025" in said
    assert "China and Japan: friction outweighs cooperation\n" in said
    assert "in 12 months</" in words(open_page("dyad", a="CHN", b="JPN", to="2025-10-31"))


def test_no_turn_is_missed_of_years_that_are_still_to_come(store: Engine, tmp_path: Path):
    young = tmp_path / "young.csv"
    young.write_text(
        "date,actor,recipient,type,title,source_url\n"
        "2025-03-05,NOR,KEN,ministerial_visit,A visit,https://example.org/1\n"
    )
    output("ingest", "events", str(young), "--coverage", "2023-01-01..2025-06-30")
    said = words(open_page("dyad", a="NOR", b="KEN"))
    assert "None can be told yet: the years before July 2028" in said
    assert "is found since" not in said


def test_a_pair_of_which_no_source_vouches_for_a_span_is_said_to_be_that(store: Engine, tmp_path: Path):
    long = tmp_path / "long.csv"
    rows = [f"{year}-05-01,BRA,ARG,summit,They meet,https://example.org/{year}" for year in range(1974, 2025)]
    long.write_text("\n".join(["date,actor,recipient,type,title,source_url", *rows]))
    output("ingest", "events", str(long))
    said = words(open_page("dyad", a="BRA", b="ARG"))
    assert "Too few months covered" in said
    assert "no source vouches for a full year" in said
    assert "none vouched for" not in said


def test_the_numbers_of_a_chart_have_a_true_minus(store: Engine):
    app = open_page("dyad", a="CHN", b="JPN", **{"from": "2025-10-01", "to": "2025-12-31"})
    app.session_state["numbers-intensity"] = True
    well(app.run())
    grid = next(one for one in app.dataframe if "n_eff" in one.value)
    shown = pa.ipc.open_stream(grid.proto.arrow_data.styler.display_values).read_pandas()
    assert shown["net"].tolist() == ["14.209", "−26.925", "−36.41"]
    assert "effective number of events" in json.loads(grid.proto.columns)["n_eff"]["help"]


def test_a_figure_on_the_page_says_how_its_marks_are_read(store: Engine):
    app = open_page("dyad", a="CHN", b="JPN", breaks="1")
    told = [one.value.replace("\\", "") for one in app.caption]
    main = next(one for one in told if "Thin line" in one)
    for sign in (
        "Dashed: after 31 Dec 2025",
        "Shaded: stocks",
        "Dotted verticals: breaks",
        "darker for more",
    ):
        assert sign in main
    topics = next(one for one in told if "Pale bars: fewer than three events" in one)
    assert "Over the bars: the number of events." in topics
    drawn = well(app.pills(key="more-figures").set_value("timeline").run())
    assert any("its area grows with the weight of the act. Pale marks" in one.value for one in drawn.caption)
    short = open_page("dyad", a="CHN", b="JPN", **{"from": "2012-08-01", "to": "2012-10-31"})
    assert not any("Dashed" in one.value for one in short.caption)


def test_the_key_of_the_numbers_tells_the_points_by_which_the_curve_rises(store: Engine):
    visit = EventDraft(
        "v1",
        date(2021, 3, 4),
        "BOL",
        "PRY",
        "ministerial_visit",
        "Minister visits Asunción",
        level="foreign_minister",
    )
    pipeline.load_drafts(store, Origin(id="own-table", title="Own"), [], [visit], today=date(2026, 11, 24))
    bodies = [one.proto.body for one in open_page("dyad", a="BOL", b="PRY").get("html")]
    [key] = [one for one in bodies if one.startswith("<ol")]
    record = read_record(store, Selection(country_a="BOL", country_b="PRY"))
    [row] = weigh(record, Selection().weights).itertuples()
    assert row.peak < row.score  # the level takes some away
    assert re.findall(r"\((\+[\d.]+)\)", key) == [f"+{row.peak:.1f}"]
