"""Measured, broken, escaped and written words; colours that can be read and told apart."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import text as words
from dashboard.charts.page import nice_ticks, spread
from dashboard.charts.spark import spark_svg
from dashboard.charts.theme import PALETTES, TOPIC_COLOURS, contrast, topic_colour
from db.vocabulary import TOPICS, UNCODED


@given(st.text(max_size=200), st.floats(8, 30), st.floats(40, 900))
def test_wrapped_lines_fit_and_lose_no_letter(text, size, most):
    lines = words.wrap(text, size, most)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(words.width(line, size) <= most or len(line) == 1 for line in lines)


@given(st.text(max_size=200), st.integers(1, 3))
def test_a_text_cut_to_so_many_lines_fits(text, n):
    lines = words.wrap(text, 12, 200, lines=n)
    assert len(lines) <= n
    assert all(words.width(line, 12) <= 200 for line in lines)


def test_an_address_is_not_broken_where_it_fits_on_a_line_of_its_own():
    lines = words.wrap("See http://example.org/dyad?a=JPN-b for it", 10, 190)
    assert "http://example.org/dyad?a=JPN-b" in [word for line in lines for word in line.split()]


@given(st.text(alphabet="abc ", min_size=1, max_size=150), st.floats(60, 400))
def test_balanced_lines_are_as_many_as_wrapped_ones(text, most):
    lines = words.balance(text, 12, most)
    assert len(lines) == len(words.wrap(text, 12, most))
    assert all(words.width(line, 12) <= most for line in lines)


def test_full_width_characters_are_counted_in_full_and_break_anywhere():
    assert words.width("日本", 10) == pytest.approx(20 * 1.03)
    assert words.wrap("日本国と中華人民共和国", 10, 35) == ["日本国", "と中華", "人民共", "和国"]
    assert words.width("é", 10) == words.width("e", 10)


def test_widths_are_those_of_arial_and_a_little_more():
    assert words.width("Relationship", 1000) == pytest.approx(5502 * 1.03)


@given(st.text(max_size=100))
def test_escaped_text_has_no_tag_no_entity_of_its_own_and_no_template(text):
    import html

    safe = words.escape(text)
    assert "<" not in safe
    assert ">" not in safe
    assert "%{" not in html.unescape(safe)


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [(-1234.56, 1, "−1,234.6"), (-0.01, 1, "0.0"), (7.0, 0, "7"), (float("nan"), 1, "n/a")],
)
def test_numbers_bear_a_true_minus_and_no_negative_zero(value, digits, said):
    assert words.number(value, digits) == said


def test_dates_are_as_precise_as_the_record():
    day = date(2015, 5, 1)
    assert [words.date_words(day, kind) for kind in ("day", "month", "year")] == [
        "1 May 2015",
        "May 2015",
        "2015",
    ]


@given(
    st.lists(st.floats(-500, 500), min_size=1, max_size=8).flatmap(
        lambda wanted: st.tuples(
            st.just(wanted), st.lists(st.floats(5, 30), min_size=len(wanted), max_size=len(wanted))
        )
    )
)
def test_labels_pushed_apart_neither_touch_nor_leave(case):
    wanted, room = case
    placed = spread(wanted, room, -300, 300)
    ranked = sorted(zip(placed, room, strict=True))
    for (low, low_room), (high, high_room) in pairwise(ranked):
        assert high - low >= (low_room + high_room) / 2 - 1e-6
    assert all(
        y - r / 2 >= -300 - 1e-6 and y + r / 2 <= 300 + 1e-6 for y, r in zip(placed, room, strict=True)
    )


def test_labels_with_room_stay_where_they_are():
    assert spread([10, 100, 50], [12, 12, 12], 0, 200) == [10, 100, 50]


@given(st.floats(-5000, 0), st.floats(0.5, 5000), st.integers(3, 9))
def test_ticks_are_round_and_few_and_hold_zero(low, high, most):
    ticks = nice_ticks(low, high, most)
    assert 0.0 in ticks
    assert len(ticks) <= most + 1
    assert all(low - 1e-6 <= tick <= high + 1e-6 for tick in ticks)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_reach_contrast_aa(mode):
    colours = PALETTES[mode]
    for name in ("ink", "muted", "cooperation", "friction", "balance"):
        assert contrast(getattr(colours, name), colours.ground) >= 4.5, name
    for colour in colours.series:
        assert contrast(colour, colours.ground) >= 4.5, colour
    assert contrast(colours.badge_ink, colours.badge) >= 4.5
    assert all(contrast(colours.title_ink, fill) >= 4.5 for fill in colours.title_fill)


def seen_without(cone: str, colour: str) -> list[float]:
    """Return a colour as readers without one kind of cones see it (Vienot, Brettel & Mollon 1999)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (red, green, blue)]
    if cone == "red":
        mixed = 0.11238 * linear[0] + 0.88762 * linear[1]
        return [mixed, mixed, 0.00401 * linear[0] - 0.00401 * linear[1] + linear[2]]
    mixed = 0.29275 * linear[0] + 0.70725 * linear[1]
    return [mixed, mixed, -0.02234 * linear[0] + 0.02234 * linear[1] + linear[2]]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("cone", ["red", "green"])
def test_cooperation_and_friction_are_told_apart_by_colour_blind_readers(mode, cone):
    colours = PALETTES[mode]
    one, other = seen_without(cone, colours.cooperation), seen_without(cone, colours.friction)
    distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
    # Red against green of the same lightness comes to less than 0.05.
    assert distance > 0.12


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_topic_has_a_colour_of_its_own_that_stands_off_the_ground(mode):
    assert set(TOPIC_COLOURS) == set(TOPICS)
    colours = [topic_colour(topic, mode) for topic in [*TOPICS, UNCODED, "other"]]
    assert len(set(colours)) == len(colours)
    assert all(contrast(topic_colour(topic, mode), PALETTES[mode].ground) >= 2.5 for topic in TOPICS)


def test_a_spark_line_has_holes_an_end_and_a_safe_label():
    svg = spark_svg([10.0, 20.0, float("nan"), -5.0, -30.0], label='<"A&B">')
    assert svg.count("<polyline") == 2
    assert PALETTES["light"].friction in svg
    assert 'aria-label="&lt;&quot;A&amp;B&quot;&gt;"' in svg
    assert "<circle" not in spark_svg([])
