"""The Method page: formulas, weights that can be changed, the known episodes, honestly."""

import re

import pytest

from dashboard.measures.intensity import METHODS
from dashboard.selection import Selection
from db.vocabulary import EVENT_TYPES, LEVELS
from tests.app.opening import open_page, press, well, words


def scores_of(app) -> dict[str, float]:
    """Return the scores that the table shows, by label."""
    frame = next(one.value for one in app.dataframe if "score" in one.value)
    return dict(zip(frame["label"], frame["score"], strict=True))


def test_every_method_stands_with_source_and_caution(store):
    said = words(open_page("method"))
    for method in METHODS.values():
        assert method.id in said
        assert method.caution.split(".")[0].replace("'", "&#x27;") in said


def test_formulas_are_those_of_the_code(store):
    app = open_page("method")
    formulas = " ".join(one.value for one in app.latex)
    assert "2^{-(t-d_e)/H_e}" in formulas
    assert "C + F + 10" in formulas
    equations = [one for method in METHODS.values() for one in method.formula.strip("$").split(r"\qquad")]
    assert len(equations) > len(METHODS)
    assert all(one in formulas for one in equations)


def test_every_level_and_every_kind_of_event_has_its_number(store):
    app = open_page("method")
    said = words(app)
    assert all(level.label in said for level in LEVELS.values())
    assert scores_of(app)["Aid"] == 10
    assert len(scores_of(app)) == len(EVENT_TYPES)


def test_a_link_with_changed_weights_shows_them_and_a_reset_takes_them_back(store):
    query = Selection(
        scores=(("aid", 3.0),), half_lives=(("talk", 90.0),), scale="goldstein-cameo"
    ).to_query()
    app = open_page("method", **query)
    said = words(app).replace("\\", "")
    assert "“Aid” scored +3" in said
    assert "half-life of talk 90 days" in said
    assert scores_of(app)["Aid"] == 3
    app = press(app, "Back to the default weights")
    assert scores_of(app)["Aid"] == 10
    assert "halflives" not in app.query_params
    assert "scores" not in app.query_params


def test_a_slider_changes_the_half_life_in_the_address(store):
    app = open_page("method")
    slider = app.slider(key="w-half-meet")
    assert (slider.min, slider.value, slider.max) == (90, 180, 360)
    app = well(slider.set_value(200).run())
    view, problems = Selection.from_query(query_of(app))
    assert (view.half_lives, problems) == ((("meet", 200.0),), ())


def query_of(app) -> dict[str, str]:
    """Return the query of the address, one value for each key."""
    return {key: value if isinstance(value, str) else value[0] for key, value in app.query_params.items()}


def test_the_scale_changes_every_score(store):
    app = open_page("method")
    app = well(app.selectbox(key="w-scale").set_value("goldstein-cameo").run())
    assert scores_of(app)["Aid"] == pytest.approx(7.4)
    assert query_of(app)["scale"] == "goldstein-cameo"


def test_what_the_change_does_is_shown_for_the_pair_in_view(store):
    query = Selection(country_a="CHN", country_b="JPN", scores=(("sanction", -1.0),)).to_query()
    assert "What the change does to" in words(open_page("method", **query))


def test_the_known_episodes_are_counted_and_what_fails_is_named(store):
    from dashboard.measures.contract import DyadRecord, Weights
    from dashboard.measures.known_episodes import check_episodes
    from db import read

    coverage = read.coverage_by_dyad(store)
    records = {
        str(key): DyadRecord(
            str(key)[:3], str(key)[4:], rows.reset_index(drop=True), coverage.get(str(key), ())
        )
        for key, rows in read.events(store).groupby("dyad")
    }
    found = check_episodes(records, Weights())
    said = words(open_page("method")).replace("\\", "")
    assert f"{int(found['holds'].sum())} of {len(found)} hold" in said
    for row in found[~found["holds"]].itertuples():
        assert row.measured in said
    assert ("What does not hold" in said) == bool((~found["holds"]).any())


def test_an_empty_store_still_tells_the_method(empty_store):
    said = words(open_page("method"))
    assert "The store holds none of the pairs" in said
    assert said.count("Take care") == sum(bool(method.caution) for method in METHODS.values())


def test_the_page_says_in_words_what_its_formulas_say_and_ends_its_sentences(store):
    app = open_page("method")
    said = [one.value for one in app.markdown]
    first = next(at for at, text in enumerate(said) if "$" in text)
    assert any("Its weight halves again and again" in text for text in said[:first])
    licence = next(one.value.replace("\\", "") for one in app.caption if "Licence: " in one.value)
    assert re.search(r"[^.]\. Licence: ", licence)


def test_changed_weights_are_named_by_words_on_every_page(store):
    changed = {"scores": (("incident", -5.0),), "half_lives": (("meet", 90.0),)}
    query = Selection(country_a="CHN", country_b="JPN", **changed).to_query()
    for name in ("overview", "dyad", "method"):
        said = words(open_page(name, **query)).replace("\\", "")
        assert "“Stand-off, incursion, collision, detention” scored −5" in said, name
        assert "half-life of meetings and visits 90 days" in said
        assert "incident scored" not in said
