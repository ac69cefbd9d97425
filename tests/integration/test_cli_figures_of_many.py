"""`bilateral export` of several pairs and of one country: compared, ranked, on a map."""

import json
import shutil

import pandas as pd
import pytest


def test_pairs_are_compared_in_one_figure_and_made_again_from_it(run, tmp_path):
    pairs = tmp_path / "pairs.txt"
    pairs.write_text("CHN JPN\nJPN MYS\n")
    first, again = tmp_path / "compare.json", tmp_path / "again.json"
    words = ("--chart", "compare", "--align", "visit", "--show", "friction", "--side-by-side")
    run("export", "--dyads", str(pairs), *words, "-o", str(first))
    made = json.loads(first.read_text())
    assert made["recipe"]["query"] == "v=1&dyads=CHN-JPN~JPN-MYS&align=visit&drawn=multiples&show=friction"
    columns, rows = (made["tables"]["compare"][name] for name in ("columns", "rows"))
    assert "friction" in columns
    assert {row[columns.index("dyad")] for row in rows} == {"CHN-JPN", "JPN-MYS"}
    said = run("export", "--recipe", str(first), "-o", str(again))
    assert "The data are the same" in said.err
    assert again.read_bytes() == first.read_bytes()


def test_partners_and_map_are_of_one_country(run, tmp_path):
    run(
        "export", "Japan", "--chart", "partners,map", "--rank", "name", "--format", "csv", "-o", str(tmp_path)
    )
    partners = pd.read_csv(tmp_path / "bilateral-JPN-partners.csv", comment="#")
    assert {"CHN", "MYS"} <= set(partners["partner"])
    assert partners["net"].between(-100, 100).all()
    assert (tmp_path / "bilateral-JPN-map.csv").exists()


def test_partners_of_a_region_since_a_year_are_made_again_from_their_file(run, tmp_path):
    words = ("--chart", "partners", "--change-since", "2020", "--region", "southeast-asia")
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    run("export", "Japan", *words, "-o", str(first))
    made = json.loads(first.read_text())
    assert made["recipe"]["query"] == "v=1&country=JPN&change=2020&region=southeast-asia"
    columns, rows = (made["tables"]["partners"][name] for name in ("columns", "rows"))
    frame = pd.DataFrame(rows, columns=columns)
    assert frame["partner"].iloc[0] == "LAO"
    assert "CHN" not in set(frame["partner"])
    assert frame["net_change"].is_monotonic_decreasing
    assert frame["leading_topics"].iloc[0].split(";")[0] == "regional_order"
    said = run("export", "--recipe", str(first), "-o", str(again))
    assert "The data are the same" in said.err
    assert again.read_bytes() == first.read_bytes()
    run("export", "Japan", *words, "--format", "csv", "-o", str(tmp_path))
    assert (tmp_path / "bilateral-JPN-partners-southeast-asia-since-2020.csv").exists()


def test_a_figure_names_the_sources_it_rests_on_and_no_other(run, filled_store, tmp_path):
    own, store, made = tmp_path / "andes.csv", tmp_path / "own.sqlite", tmp_path / "made.json"
    own.write_text(
        "id,date,actor,recipient,type,title,source_name,source_url\n"
        "a1,2024-05-06,PER,CHL,summit,Leaders meet in Lima,Example,https://example.org/a1\n",
        encoding="utf-8",
    )
    shutil.copy(filled_store, store)
    run("ingest", "events", str(own), "--db", str(store))
    for words, named in (
        (("JPN", "--rank", "events"), "Source: Bilateral Asia-Pacific events"),
        (("PER",), "Source: andes; method"),
    ):
        run("export", *words, "--chart", "partners", "--db", str(store), "-o", str(made))
        told = {one.get("name"): one["text"] for one in made_figure(made)["layout"]["annotations"]}
        assert told["source"].startswith(named)
        assert ("andes" in told["source"]) == ("covered to" not in told["source"])
        assert ("Ranked by the events" in told["subtitle"]) == ("--rank" in words)


def made_figure(path):
    return json.loads(path.read_text(encoding="utf-8"))["figure"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("JPN", "--chart", "map", "--region", "south-asa"), "did you mean 'south-asia'"),
        (("JPN", "--chart", "map", "--change-since", "long ago"), "no year such as 2020"),
        (("--all", "--chart", "compare"), "too many to compare"),
        (("JPN", "--chart", "compare"), "compare needs pairs"),
        (("JPN", "MYS", "--chart", "map"), "of one country"),
        (("JPN", "MYS", "--chart", "map,intensity"), "do not go together"),
        (("JPN", "MYS", "--chart", "compare", "--show", "frction"), "did you mean 'friction'"),
    ],
)
def test_figures_of_many_pairs_say_what_they_need(run, tmp_path, words, said):
    outcome = run("export", *words, "-o", str(tmp_path / "x.csv"))
    assert outcome.code != 0
    assert said in outcome.err
