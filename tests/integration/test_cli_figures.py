"""The commands that read, on a real store: names, columns, exit codes and numbers of DESIGN 4."""

import csv
import json
import math
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard import cli_choices
from dashboard.charts.contract import SIZES
from dashboard.measures.contract import FRAME_COLUMNS, FREQUENCIES
from db.engine import writer_engine
from db.schema import upgrade
from tests.integration.cli_runs import Run, csv_of

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)


def test_the_lists_of_the_light_module_are_those_of_the_heavy_ones() -> None:
    assert FREQUENCIES == cli_choices.FREQUENCIES
    assert tuple(SIZES) == cli_choices.SIZES


def test_dyads_lists_every_pair(run: Run) -> None:
    table = run("dyads")
    assert table.code == 0
    assert "Japan–Malaysia" in table.out
    value = json.loads(run("dyads", "--json").out)
    assert len(value) == 25
    pair = next(row for row in value if row["dyad"] == "JPN-MYS")
    assert (pair["n_events"], pair["coverage_from"], pair["coverage_to"]) == (109, "2000-01-01", "2025-12-31")


def test_intensity_has_the_columns_of_the_design(run: Run) -> None:
    result = run("intensity", "JPN", "MYS", "--format", "csv")
    frame = csv_of(result)
    assert tuple(frame.columns) == FRAME_COLUMNS
    head = [line for line in result.out.splitlines() if line.startswith("#")]
    said = "\n".join(head)
    for words in (
        "# Title: ",
        "# Method: stock-plover-1",
        "# Scale: plover-2021",
        "# Changed weights: none",
        "# Filters: none",
        "# Coverage: 2000-01-01",
        "# Source: ",
        "# Licence: CC BY 4.0",
        "# Citation: ",
        "# Date: 2026-11-24",
    ):
        assert words in said
    assert list(frame["period_start"]) == sorted(frame["period_start"])
    assert frame["period_start"].iloc[0] == "2000-01-01"
    parts = frame["cooperation"] + frame["friction"]
    assert (parts - frame["intensity"]).abs().max() < 1e-12


def test_numbers_are_unrounded_and_the_same_in_csv_and_json(run: Run) -> None:
    frame = csv_of(run("intensity", "JPN", "MYS", "--format", "csv", "--freq", "quarter"))
    series = json.loads(run("intensity", "JPN", "MYS", "--format", "json", "--freq", "quarter").out)["series"]
    assert [row["net"] for row in series] == list(frame["net"])
    assert any(len(repr(value)) > 14 for value in frame["cooperation"])


def test_names_in_any_language_and_either_order_are_one_pair(run: Run) -> None:
    first = csv_of(run("intensity", "JPN", "my", "--format", "csv", "--freq", "year"))
    second = csv_of(run("intensity", "マレーシア", "japan", "--format", "csv", "--freq", "year"))
    pd.testing.assert_frame_equal(first, second)


@pytest.mark.parametrize("pair", ["CHN JPN", "JPN KOR", "CHN USA", "JPN MYS"])
@pytest.mark.parametrize("day", ["2012-12-31", "2019-08-15", "2025-12-31"])
def test_contributions_sum_to_the_value(run: Run, pair: str, day: str) -> None:
    a, b = pair.split()
    explained = json.loads(run("intensity", a, b, "--explain", day, "--format", "json").out)
    daily = csv_of(run("intensity", a, b, "--freq", "day", "--since", day, "--until", day, "--format", "csv"))
    told = explained["contributions"]
    cooperation = math.fsum(row["points"] for row in told if row["sign"] > 0)
    friction = math.fsum(row["points"] for row in told if row["sign"] < 0)
    value = daily.iloc[0]
    assert cooperation == pytest.approx(value["cooperation"], abs=1e-9)
    assert friction == pytest.approx(value["friction"], abs=1e-9)
    assert explained["totals"]["balance"] == pytest.approx(cooperation - friction, abs=1e-9)
    assert explained["totals"]["net"] == pytest.approx(value["net"], abs=1e-9)
    folded = [row for row in told if row["counted_with"]]
    assert all(row["points"] == 0 for row in folded)


def test_explained_tables_and_csv_hold_the_totals(run: Run) -> None:
    table = run("intensity", "JPN", "MYS", "--explain", "2025-12-31")
    assert "cooperation" in table.out.splitlines()[-7]
    result = run("intensity", "JPN", "MYS", "--explain", "2025-12-31", "--format", "csv")
    frame = csv_of(result)
    assert f"# sum_of_points: {math.fsum(frame['points'])!r}" in result.out


def test_a_day_without_value_is_explained_by_the_span(run: Run) -> None:
    result = run("intensity", "JPN", "MYS", "--explain", "1999-12-31")
    assert result.code == 2
    assert "The curve runs from 2000-01-01" in result.err
    result = run("intensity", "JPN", "MYS", "--explain", "2026-11-01")
    assert result.code == 2
    assert "--until-today" in result.err
    assert run("intensity", "JPN", "MYS", "--explain", "2026-11-01", "--until-today").code == 0


def test_weights_in_force_change_the_numbers_and_are_named(run: Run) -> None:
    plain = csv_of(run("intensity", "CHN", "JPN", "--freq", "year", "--format", "csv"))
    result = run(
        "intensity", "CHN", "JPN", "--freq", "year", "--format", "csv",
        "--half-life", "meet=90", "--score", "protest=-7", "--scale", "goldstein-cameo",
    )  # fmt: skip
    changed = csv_of(result)
    assert not plain["cooperation"].equals(changed["cooperation"])
    assert (
        "# Changed weights: scale goldstein-cameo; protest scored −7; half-life of meet 90 days" in result.out
    )
    words = ("--freq", "year", "--format", "csv", "--half-life", "meet=1")
    short = csv_of(run("intensity", "CHN", "JPN", *words))
    assert (short["cooperation"] <= plain["cooperation"] + 1e-12).all()


def test_filters_are_applied_and_named(run: Run) -> None:
    result = run(
        "intensity", "JPN", "MYS", "--type", "summit", "--confidence", "high,medium", "--format", "csv"
    )
    frame = csv_of(result)
    assert (frame["friction"].dropna() == 0).all()
    assert "# Filters: only summit; only confidence high, medium" in result.out


def test_events_with_their_proofs(run: Run) -> None:
    result = run("events", "JPN", "MYS", "--since", "2025-01-01", "--until", "2025-01-31", "--format", "csv")
    frame = csv_of(result)
    assert list(frame["date"]) == ["2025-01-09", "2025-01-10"]
    assert set(frame["type"]) == {"leader_visit", "summit"}
    assert frame["urls"].str.startswith("https://").all()
    listed = json.loads(run("events", "JPN", "MYS", "--topic", "energy", "--format", "json").out)
    assert listed
    assert all("energy" in row["topics"].split(";") for row in listed)
    table = run("events", "JPN", "MYS", "--since", "2025-01-01").out
    assert all(row["title"] in table for row in listed if row["date"] >= "2025-01-01"), "a title is cut"


def test_topics_shares_sum_to_one(run: Run) -> None:
    frame = csv_of(run("topics", "JPN", "MYS", "--format", "csv"))
    sums = frame[frame["n_events"] > 0].groupby("period_start")["share"].sum()
    assert (sums - 1).abs().max() < 1e-12
    everything = json.loads(run("topics", "JPN", "MYS", "--freq", "all", "--format", "json").out)["mix"]
    assert len({row["period_start"] for row in everything}) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("intensity", "Mlaysia", "JPN"), "did you mean Malaysia"),
        (("intensity", "JPN", "Japan"), "same country"),
        (("intensity", "JPN", "MYS", "--method", "stok-plover-1"), "did you mean 'stock-plover-1'"),
        (("intensity", "JPN", "MYS", "--scale", "plover"), "did you mean 'plover-2021'"),
        (("intensity", "JPN", "MYS", "--half-life", "meet"), "--half-life meet=90"),
        (("intensity", "JPN", "MYS", "--half-life", "meets=90"), "did you mean 'meet'"),
        (("intensity", "JPN", "MYS", "--half-life", "meet=0"), "outside 1 to 36500"),
        (("intensity", "JPN", "MYS", "--score", "protest=99"), "outside -10 to 10"),
        (("events", "JPN", "MYS", "--type", "sumit"), "did you mean 'summit'"),
        (("events", "JPN", "MYS", "--topic", "trde"), "did you mean 'trade'"),
        (("intensity", "JPN", "MYS", "--since", "2025-01-01", "--until", "2024-01-01"), "before it begins"),
        (("intensity", "JPN"), "B"),
        (("intensity", "JPN", "MYS", "--since", "yesterday"), "yesterday"),
        (("export", "JPN", "MYS", "--chart", "intensty", "-o", "x.html"), "did you mean 'intensity'"),
        (("export", "JPN", "MYS", "--format", "docx", "-o", "x"), "docx"),
        (("export", "JPN", "MYS", "-o", "x.docx"), "docx"),
        (("export", "JPN", "MYS", "--format", "csv", "-o", "x.html"), "format asked for is csv"),
        (("export",), "say what to export"),
        (("export", "JPN"), "two countries"),
        (("report", "JPN", "MYS", "-o", "x.docx"), "HTML or a PDF"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_a_usage_error_in_a_line_or_two(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.code == 2, result.err
    assert said in result.err
    assert "Traceback" not in result.err
    assert result.out == ""
    if "Usage:" not in result.err:
        assert len(result.err.strip().splitlines()) <= 2


def test_a_pair_without_events_says_what_to_do(run: Run) -> None:
    for command in (
        ("intensity",),
        ("events",),
        ("topics",),
        ("export", "-o", "x.csv"),
        ("report", "-o", "x.html"),
    ):
        result = run(command[0], "Brunei", "Bolivia", *command[1:])
        assert result.code == 1, command
        assert "no events of Brunei and Bolivia are in the store" in result.err
        assert "BRN-JPN" in result.err


def test_filters_that_leave_nothing_say_so(run: Run) -> None:
    result = run("events", "JPN", "MYS", "--type", "conflict")
    assert result.code == 1
    assert "none of the 109 events of Japan and Malaysia passes the filters" in result.err


def test_a_missing_store_is_made_with_the_shipped_events(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "store.sqlite"
    result = run("dyads", "--json", "--db", str(path))
    assert result.code == 0, result.err
    assert len(json.loads(result.out)) == 25
    assert "shipped events" in result.err
    assert run("dyads", "--json", "--db", str(path)).err == ""


def test_exports_hold_the_numbers_of_the_command(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    result = run("export", "JPN", "MYS", "--chart", "topics", "-o", str(target))
    assert (result.code, result.out.strip()) == (0, str(target)), result.err
    exported = pd.read_csv(target, comment="#").dropna(subset=["topic"])
    shown = csv_of(run("topics", "JPN", "MYS", "--format", "csv")).dropna(subset=["topic"])
    merged = exported.merge(shown, on=["period_start", "topic"], suffixes=("", "_shown"))
    assert len(merged) == len(exported) == len(shown)
    assert (merged["share"] - merged["share_shown"]).abs().max() < 1e-12


def test_a_zip_of_the_main_figure_holds_the_series_of_the_command(run: Run, tmp_path: Path) -> None:
    import zipfile

    target = tmp_path / "x.xlsx"
    assert run("export", "CHN", "JPN", "-o", str(target)).code == 0
    series = pd.read_excel(target, sheet_name="Data")
    shown = csv_of(run("intensity", "CHN", "JPN", "--format", "csv"))
    assert (series["balance"] - shown["balance"]).abs().max() < 1e-12
    assert list(series["status"]) == list(shown["status"])
    days = csv_of(run("intensity", "CHN", "JPN", "--freq", "day", "--format", "csv"))
    assert len(pd.read_excel(target, sheet_name="By day")) == len(days)
    assert zipfile.is_zipfile(target)


def test_many_pairs_go_into_a_folder_under_their_names(run: Run, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.txt"
    pairs.write_text("# ours\nJPN-MYS\nChina, Japan\nsouth korea; japan\n\nBRN\tBOL\n", encoding="utf-8")
    folder = tmp_path / "out"
    result = run("export", "--dyads", str(pairs), "--chart", "all", "--format", "csv,json", "-o", str(folder))
    assert result.code == 1, "one pair has no events"
    assert "BOL-BRN" in result.err
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) % 3 == 0
    assert any(name.startswith("bilateral-CHN-JPN-intensity-") for name in names)
    assert all(Path(line).is_file() for line in result.out.splitlines())
    assert not list(folder.glob(".*"))


def test_the_same_export_twice_is_the_same_file(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert (
            run(
                "export",
                "JPN",
                "MYS",
                "--chart",
                "all",
                "--format",
                "csv,json,xlsx,html",
                "-o",
                str(tmp_path / name),
            ).code
            == 0
        )
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    second = {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert first == second


def test_an_exported_file_makes_its_view_again(run: Run, tmp_path: Path) -> None:
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    words = ("--since", "2010-01-01", "--score", "protest=-7", "--confidence", "high", "--size", "slide")
    assert run("export", "CHN", "JPN", "--chart", "topics", *words, "-o", str(first)).code == 0
    result = run("export", "--recipe", str(first), "-o", str(again))
    assert result.code == 0, result.err
    assert "The data are the same" in result.err
    assert again.read_bytes() == first.read_bytes()


def test_changed_data_are_said_when_a_file_is_made_again(run: Run, tmp_path: Path) -> None:
    from db import read
    from db.engine import reader_engine
    from etl.pipeline import decide

    store = tmp_path / "changing.sqlite"
    target = tmp_path / "x.json"
    assert run("export", "JPN", "MYS", "-o", str(target), "--db", str(store)).code == 0
    url = f"sqlite:///{store}"
    event_id = int(read.events(reader_engine(url), ("JPN", "MYS"))["event_id"].iloc[-1])
    decide(writer_engine(url), [event_id], "rejected")
    result = run("export", "--recipe", str(target), "-o", str(tmp_path / "y.json"), "--db", str(store))
    assert result.code == 0
    assert "The data have changed since 24 November 2026: 109 events in view then, 108 now." in result.err


def test_a_file_without_recipe_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n", encoding="utf-8")
    result = run("export", "--recipe", str(path), "-o", str(tmp_path / "y.html"))
    assert result.code == 1
    assert "x.csv: carries no recipe" in result.err


def test_a_place_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("export", "JPN", "MYS", "-o", str(tmp_path / "file" / "x.csv"))
    assert result.code == 1
    assert "cannot write" in result.err


def test_without_a_browser_one_line_names_what_works(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    result = run("export", "JPN", "MYS", "-o", str(tmp_path / "x.png"))
    assert result.code == 1
    assert "html, csv, xlsx, json and zip (without figures) still work" in result.err
    assert len(result.err.strip().splitlines()) == 2
    result = run("export", "JPN", "MYS", "-o", str(tmp_path / "x.zip"))
    assert result.code == 0
    assert "without figures" in result.err
    result = run("report", "JPN", "MYS", "-o", str(tmp_path / "x.pdf"))
    assert result.code == 1
    assert "-o report.html works" in result.err


def test_the_events_of_a_file_say_what_they_rest_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row an event: its first proof as a table of events names it, harmless in a spreadsheet."""
    store = f"sqlite:///{tmp_path / 'own.sqlite'}"
    table = tmp_path / "own.csv"
    upgrade(writer_engine(store))
    head = "id,date,actor,recipient,type,title,source_url,source_name"
    row = "x{n},2024-03-04,JPN,PER,summit,Leaders meet in Tokyo,https://{n}.example/a,{name}"
    for n, name in enumerate(("=HYPERLINK(1)", "The Paper")):
        table.write_text(f"{head}\n{row.format(n=n, name=name)}\n", encoding="utf-8")
        assert run("ingest", "events", str(table), "--source", f"s{n}", "--db", store).code == 0
    text = tmp_path / "article.txt"
    text.write_text("Japan and Peru signed a trade agreement in Lima on 5 May 2024.", encoding="utf-8")
    read = ("ingest", "article", str(text), "--published", "2024-05-06", "--accept", "--db", store)
    assert run(*read).code == 0
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    for chart, name in (("intensity", "events.csv"), ("timeline", "data.csv")):
        target = tmp_path / f"{chart}.zip"
        made = run("export", "JPN", "PER", "--chart", chart, "-o", str(target), "--db", store)
        assert made.code == 0, made.err
        with zipfile.ZipFile(target) as archive:
            told = pd.read_csv(archive.open(name), comment="#", keep_default_na=False)
            columns = json.loads(archive.read("metadata.json"))["tables"][
                chart.replace("intensity", "events")
            ]
        assert [tuple(one) for one in told[["source_name", "source_url", "n_more_proofs"]].to_numpy()] == [
            ("'=HYPERLINK(1)", "https://0.example/a", 1),
            ("", "", 0),
        ]
        assert told["quote"].iloc[1] == "Japan and Peru signed a trade agreement in Lima on 5 May 2024."
        assert columns["columns"]["n_more_proofs"] == "further proofs that the event has"


def test_the_report_of_a_period_lists_its_events_and_no_others(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    period = ("--since", "2012-08-01", "--until", "2012-10-31")
    assert run("report", "CHN", "JPN", *period, "-o", str(target)).code == 0
    text = target.read_text(encoding="utf-8")
    assert "<h2>The events of this period</h2>" in text
    assert "5 events of 2012, the latest first." in text
    assert "102 recorded events outside the period are left out" in text
    assert "Of 5 events in view: " in text
    listed = text.partition("<h2>The events of this period</h2>")[2].partition("</section>")[0]
    assert listed.count("<tr>") == 6
    assert "2026" not in listed


def test_the_report_is_one_complete_page(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    result = run("report", "CHN", "JPN", "-o", str(target))
    assert (result.code, result.out.strip()) == (0, str(target)), result.err
    text = target.read_text(encoding="utf-8")
    assert len(text) < 2_000_000
    for heading in (
        "How relations moved",
        "Turning points",
        "The biggest moves",
        "The ladder of titles",
        "What relations are about",
        "All events in view",
        "Method and limits",
        "Sources and citation",
    ):
        assert f"<h2>{heading}</h2>" in text
    assert "<dt>Activity</dt>" in text  # as the page calls it
    listed = json.loads(run("events", "CHN", "JPN", "--format", "json").out)
    from html import escape

    assert all(escape(row["title"]) in text for row in listed)
    assert all(escape(url) in text for row in listed for url in row["urls"].split(" | ") if url)


def test_help_answers_at_once_and_names_every_option(run: Run) -> None:
    for command in ("dyads", "events", "intensity", "topics", "export", "report"):
        result = run(command, "--help")
        assert result.code == 0
        assert "--db" in result.out


def test_a_pipe_that_closes_early_is_no_error(filled_store: Path) -> None:
    command = f"{sys.executable} bilateral.py events CHN USA --db {filled_store} | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert len(list(csv.reader(done.stdout.splitlines()))) == 1


def test_an_exported_table_holds_the_numbers_of_the_command(run, tmp_path):
    told = csv_of(run("intensity", "CHN", "JPN", "--freq", "year", "--format", "csv"))
    path = tmp_path / "x.csv"
    assert run("export", "CHN", "JPN", "--freq", "year", "-o", str(path)).code == 0
    pd.testing.assert_frame_equal(pd.read_csv(path, comment="#"), told)
