"""What the numbers say, in sentences by rule: true within the limits of METHOD 9, and plain.

The words never rank dyads by volume, never call a span without records quiet, and never compare across the
years in which stocks were building up.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from dashboard.measures.badges import direction
from dashboard.measures.contract import MeasureResult
from dashboard.measures.intensity.level_dependent import grade
from dashboard.measures.intensity.stock_plover_1 import METHOD as STOCK
from dashboard.measures.key_figures import KeyFigures, Mention, Rise
from dashboard.measures.results import day_text
from dashboard.measures.turns import Turn, Turns
from db.counting import counted
from db.vocabulary import topic_label

FAR = 50.0
CLEAR = 15.0
"""From this net on (either way) one side outweighs the other; from `FAR` on, by far. Editorial choices."""

HARDLY_ANY = 0.5
LITTLE = 1.0
"""Points below which friction is "hardly any", and below which nothing recent is left to speak of."""

_IN_SENTENCES = {"maritime": "maritime affairs", "nuclear": "nuclear matters"}
"""Labels of topics that are no nouns."""

_WITH_ARTICLE = frozenset(
    {
        "Bahamas",
        "British Virgin Islands",
        "Cayman Islands",
        "Central African Republic",
        "Comoros",
        "Cook Islands",
        "Czech Republic",
        "Democratic Republic of the Congo",
        "Dominican Republic",
        "Falkland Islands",
        "Faroe Islands",
        "Gambia",
        "Holy See",
        "Isle of Man",
        "Maldives",
        "Marshall Islands",
        "Netherlands",
        "Northern Mariana Islands",
        "Philippines",
        "Republic of the Congo",
        "Seychelles",
        "Solomon Islands",
        "Soviet Union",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    }
)


def with_article(name: str) -> str:
    """Return a country's English name as it stands in a sentence: "the United States", "Japan"."""
    return f"the {name}" if name in _WITH_ARTICLE else name


def pair_text(names: tuple[str, str]) -> str:
    """Return both names as a sentence begins: "The Philippines and Thailand"."""
    first = with_article(names[0])
    return f"{first[0].upper()}{first[1:]} and {with_article(names[1])}"


def when_text(day: date, precision: str) -> str:
    """Return a recorded date as precisely as it is known: "16 December 2023", "December 2023", "2023"."""
    if precision == "year":
        return str(day.year)
    return f"{day:%B %Y}" if precision == "month" else day_text(day)


def headline(names: tuple[str, str], figures: KeyFigures, series: MeasureResult) -> str:
    """Return the finding as a title: how the two stand, and what changed over twelve months.

    Args:
        names: The countries' names, in the reader's order.
        figures: Key figures of the view.
        series: The measure shown; methods other than the stock have sentences of their own.
    """
    pair = pair_text(names)
    if not figures.n_events:
        return f"{pair}: {_nothing(figures)}"
    if figures.n_events == 1 and figures.last_event is not None:
        return f"{pair}: one recorded event, {_in(figures.last_event)}"
    method = series.meta.get("method")
    if method != STOCK.id:
        return f"{pair}: {_other_finding(str(method), series)}"
    if not figures.is_covered:
        return f"{pair}: {_records_only(figures)}"
    if figures.intensity < LITTLE:
        last = figures.last_event
        return f"{pair}: no recent events on record" + (f", the last one {_in(last)}" if last else "")
    return f"{pair}: {_finding(figures)}"


def standfirst(names: tuple[str, str], figures: KeyFigures, series: MeasureResult) -> str:
    """Return the line under the title: what is measured and how, and as of which day."""
    if not figures.n_events:
        return "Choose another pair or period, or add events of your own."
    said = [_MEASURED.get(str(series.meta.get("method")), "Computed from dated, sourced events.")]
    if figures.as_of is not None and figures.is_covered:
        which = "the last day shown" if figures.is_cut else "the last covered day"
        said.append(f"As of {day_text(figures.as_of)}, {which}.")
    elif figures.last_event is not None:
        said.append(
            f"Last recorded event {_on(figures.last_event)}; no source vouches for a full span of this pair."
        )
    return " ".join(said)


def summary(names: tuple[str, str], figures: KeyFigures, series: MeasureResult) -> str:
    """Return the paragraph beside the chart: numbers, what they come from, the title, the last event.

    Empty for a pair without events.
    """
    if not figures.n_events:
        return ""
    said: list[str] = []
    if figures.is_covered and figures.as_of is not None:
        said.append(_net_sentence(figures))
        if figures.high is not None:
            high = figures.high
            said.append(
                f"{high.side.capitalize()} reached its highest recorded level since {high.since_year} "
                f"in {high.on:%B %Y}."
            )
        if figures.rise is not None:
            said.append(_rise_sentence(figures.rise))
        if figures.is_building_up:
            said.append("Stocks were still building up then: earlier acts were not collected.")
        if figures.rests_on_few:
            said.append("Few recent events stand behind these numbers.")
    if figures.drivers:
        named = " and ".join(f"“{event.title}” ({_when(event)})" for event in figures.drivers)
        side = "friction" if figures.drivers[0].sign < 0 else "cooperation"
        few = "Largest contribution" if len(figures.drivers) == 1 else "Largest contributions"
        said.append(f"{few} to {side}: {named}.")
    if figures.title is not None:
        since = when_text(figures.title.since, figures.title.precision)
        said.append(f"Title of partnership: {figures.title.tier}, since {since}.")
    last = figures.last_event
    if last is not None and figures.coverage is not None and figures.has_records_after_coverage:
        said.append(
            f"Records after {day_text(figures.coverage[1])} are partial; "
            f"the last one is “{last.title}” ({_when(last)})."
        )
    elif last is not None and all(last.event_id != event.event_id for event in figures.drivers):
        said.append(f"Last recorded event: “{last.title}” ({_when(last)}).")
    return " ".join(said)


def turns_sentence(turns: Turns) -> str:
    """Return when net fell and rose most, and over what; "" where no turn is found.

    Never across the years of building up: it says from which month on it holds.
    """
    told = [
        (verb, turn)
        for verb, turn in (("fell", turns.sharpest_fall), ("rose", turns.sharpest_rise))
        if turn is not None
    ]
    if turns.since is None or not told:
        return ""
    parts = [
        f"{'net' if k == 0 else 'it'} {verb} most {_turn_span(turn)}, from {_signed(turn.net_before)} to "
        f"{_signed(turn.net_after)}, {_turn_topics(turn)}".removesuffix(", ")
        for k, (verb, turn) in enumerate(told)
    ]
    return f"In the covered years since {turns.since:%B %Y}, {'; '.join(parts)}."


def topics_text(topics: Sequence[str]) -> str:
    """Return topics as a sentence lists them: "law and rights, trade, and supply chains"."""
    labels = [_IN_SENTENCES.get(topic, topic_label(topic).lower()) for topic in topics]
    if len(labels) == 1:
        return labels[0]
    comma = "," if len(labels) > 2 or any(" and " in label for label in labels) else ""
    return f"{', '.join(labels[:-1])}{comma} and {labels[-1]}"


def _turn_span(turn: Turn) -> str:
    if turn.first == turn.last:
        return f"in {turn.first:%B %Y}"
    return f"between {turn.first:%B %Y} and {turn.last:%B %Y}"


def _turn_topics(turn: Turn) -> str:
    if turn.events.empty:
        return f"with no {'cooperation' if turn.is_rise else 'friction'} on record around it"
    if not turn.topics:
        return ""
    return f"{'with steps on' if turn.is_rise else 'over'} {topics_text(turn.topics)}"


def _finding(figures: KeyFigures) -> str:
    """Return the level of net and its change over twelve months, in words.

    A net that moved only because older acts fade is said to be that, not a turn of relations: no new friction
    is no strain, and no new cooperation is no easing.
    """
    now, before = figures.net, figures.net_year_before
    span = _span(figures.change_to)
    if abs(round(now)) < CLEAR and _is_lopsided(figures.cooperation, figures.friction):
        winner, loser = ("cooperation", "friction") if now > 0 else ("friction", "cooperation")
        return f"little recent {winner} and hardly any {loser} on record"
    if figures.badge is None or before is None or direction(now - before) != figures.badge:
        # Net has moved otherwise since the month end to which its change is measured.
        return _level(now)
    if figures.badge == "steady":
        if now >= CLEAR and figures.friction < HARDLY_ANY:
            return f"steady cooperation {span}, with hardly any recent friction on record"
        return f"{_level(now)}, little changed {span}"
    if figures.badge == "strained":
        if figures.friction <= (figures.friction_year_before or 0.0):
            return f"{_level(now)}, with less recent cooperation on record than a year earlier"
        return _moved(figures, before, "friction", "worse", f"ties grew strained {span}", span)
    if figures.cooperation <= (figures.cooperation_year_before or 0.0):
        return f"{_level(now)}, with less recent friction on record than a year earlier"
    return _moved(figures, before, "cooperation", "better", f"ties eased {span}", span)


def _is_lopsided(cooperation: float, friction: float) -> bool:
    """True where one side has next to nothing: a net near 0 then tells of a thin record, not of balance."""
    low, high = sorted((cooperation, friction))
    return low <= 0.25 * high


def _moved(figures: KeyFigures, before: float, gainer: str, turn: str, even: str, span: str) -> str:
    """Return how net moved towards `gainer`: from where to where, as words."""
    # Rounded as the reader sees them, so that words and numbers agree.
    now, before = round(figures.net), round(before)
    if gainer == "friction":
        now, before = -now, -before
    other = "cooperation" if gainer == "friction" else "friction"
    far = "far " if abs(now) >= FAR else ""
    if abs(now) < CLEAR:
        return f"cooperation and friction nearly even after {even}"
    if now < 0:
        return f"{other} still {far}outweighs {gainer}, but less clearly than a year earlier"
    if before <= -CLEAR:
        return f"{gainer} now {far}outweighs {other} after a turn for the {turn} {span}"
    if before < CLEAR:
        had_little = _is_lopsided(figures.cooperation_year_before or 0.0, figures.friction_year_before or 0.0)
        earlier = "little on record" if had_little else "a near balance"
        return f"{gainer} now {far}outweighs {other}, after {earlier} a year earlier"
    return f"{gainer} {far}outweighs {other}, more clearly than a year earlier"


def _level(net: float) -> str:
    net = round(net)
    if abs(net) < CLEAR:
        return "cooperation and friction nearly even"
    winner, loser = ("cooperation", "friction") if net > 0 else ("friction", "cooperation")
    return f"{winner} {'far ' if abs(net) >= FAR else ''}outweighs {loser}"


def _net_sentence(figures: KeyFigures) -> str:
    """Return net, its change and the events of the last twelve months, in one or two sentences."""
    said = (
        f"Net stands at {_signed(figures.net)} on a scale from −100 (all friction) to +100 (all cooperation)"
    )
    if figures.net_change_12m is not None:
        change = round(figures.net_change_12m)
        moved = "unchanged" if change == 0 else f"{'up' if change > 0 else 'down'} {abs(change)}"
        said += f", {moved} {_span(figures.change_to) if figures.has_older_change else 'over twelve months'}"
    n, good = figures.n_events_12m, figures.n_cooperation_12m
    span = _span(figures.as_of)
    if n == 0:
        return f"{said}. No event is recorded {span}."
    return f"{said}. {counted(n, 'event')} {'is' if n == 1 else 'are'} recorded {span}, {_sides(n, good)}."


def _sides(n: int, good: int) -> str:
    """Return how `n` events split: "both of cooperation", "1 of cooperation and 3 of friction"."""
    if 0 < good < n:
        return f"{good} of cooperation and {n - good} of friction"
    every = "" if n == 1 else "both " if n == 2 else "all "
    return f"{every}of {'cooperation' if good else 'friction'}"


def _rise_sentence(rise: Rise) -> str:
    """Return since when a stock has grown, and through which kinds of act."""
    kinds = [ACTS[name][0 if n == 1 else 1] for name, n in rise.types]
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return f"The rise in {rise.side} since {rise.since:%B %Y} comes mostly from {listed}."


def _nothing(figures: KeyFigures) -> str:
    if figures.coverage is None:
        return "no recorded events"
    first, last = figures.coverage
    return f"no recorded events from {first.year} to {last.year}"


def _records_only(figures: KeyFigures) -> str:
    first, last = figures.first_event, figures.last_event
    if first is None or last is None:
        return "no recorded events"
    if first.day.year == last.day.year:
        return f"{figures.n_events} recorded events, all in {last.day.year}"
    return f"{figures.n_events} recorded events between {first.day.year} and {last.day.year}"


def _other_finding(method: str, series: MeasureResult) -> str:
    """Return the latest value of a method other than the stock."""
    frame = series.frame
    column = {"counts": "intensity", "friction-share": "friction"}.get(method, "net")
    covered = frame["status"].isin(["ok", "no_events", "partial"])
    known = frame[covered & frame[column].notna()]
    if known.empty:
        known = frame[frame[column].notna()]
    if known.empty:
        return "no value in this period"
    row = known.iloc[-1]
    period = _period(row["period_start"], str(series.meta.get("freq", "month")))
    value = float(row[column])
    n = int(row["n_events"])
    if method == "counts":
        if n == 0:
            return f"no event recorded {period}"
        return f"{counted(n, 'event')} recorded {period}, {_sides(n, int(row['cooperation']))}"
    if method == "friction-share":
        if value == 0:
            return f"no friction among the events of the twelve months to the end of {_bare(period)}"
        return f"friction made up {value:.0f}% of events in the twelve months to the end of {_bare(period)}"
    if method == "level-dependent":
        scored = f"{_signed(value, 1)} on a scale from −9 to +9"
        return f"relations graded {grade(value)} at the end of {_bare(period)} ({scored})"
    return f"mean score of {_signed(value, 1)} {period}, from {counted(n, 'event')}"


def _period(start: pd.Timestamp, freq: str) -> str:
    """Return a period for a sentence: "in December 2025", "in the week of 29 December 2025"."""
    if freq == "year":
        return f"in {start.year}"
    if freq == "quarter":
        ordinal = ("first", "second", "third", "fourth")[start.quarter - 1]
        return f"in the {ordinal} quarter of {start.year}"
    if freq == "week":
        return f"in the week of {day_text(start.date())}"
    return f"on {day_text(start.date())}" if freq == "day" else f"in {start:%B %Y}"


def _bare(period: str) -> str:
    return period.removeprefix("in ").removeprefix("on ")


def _span(until: date | None) -> str:
    """Return the twelve months to a day: "in 2025" for a calendar year, else "in the year to June 2025"."""
    if until is None:
        return ""
    if (until.month, until.day) == (12, 31):
        return f"in {until.year}"
    if (until + timedelta(days=1)).day == 1:
        return f"in the twelve months to {until:%B %Y}"
    return f"in the twelve months to {day_text(until)}"


def _signed(value: float, digits: int = 0) -> str:
    """Return a number with its sign, a true minus for negative ones; 0 bears none."""
    rounded = round(value, digits)
    text = f"{abs(rounded):.{digits}f}"
    return text if rounded == 0 else f"{'+' if rounded > 0 else '−'}{text}"


def _when(event: Mention) -> str:
    return when_text(event.day, event.precision)


def _in(event: Mention) -> str:
    return f"{'on' if event.precision == 'day' else 'in'} {_when(event)}"


def _on(event: Mention) -> str:
    return _in(event)


ACTS: Mapping[str, tuple[str, str]] = {
    "diplomatic_relations": ("the opening of relations", "the opening of relations"),
    "partnership_upgrade": ("a partnership upgrade", "partnership upgrades"),
    "agreement_signed": ("an agreement signed", "agreements signed"),
    "agreement_in_force": ("an agreement in force", "agreements in force"),
    "joint_statement": ("a joint statement", "joint statements"),
    "leader_visit": ("a leader's visit", "leaders' visits"),
    "summit": ("a summit", "summits"),
    "sideline_meeting": ("a leaders' meeting on the margins", "leaders' meetings on the margins"),
    "leader_call": ("a leaders' call", "leaders' calls"),
    "ministerial_visit": ("a minister's visit", "ministers' visits"),
    "ministerial_meeting": ("talks of ministers", "talks of ministers"),
    "consultation": ("a consultation of officials", "consultations of officials"),
    "aid": ("an act of aid", "aid"),
    "arms_transfer": ("an arms transfer", "arms transfers"),
    "joint_exercise": ("a joint exercise", "joint exercises"),
    "sanction_lifted": ("a restriction lifted", "restrictions lifted"),
    "concession": ("a conciliatory step", "conciliatory steps"),
    "protest": ("a protest", "protests"),
    "threat": ("a threat", "threats"),
    "dispute": ("a legal case or dispute", "legal cases and disputes"),
    "sanction": ("a sanction, tariff or ban", "sanctions, tariffs or bans"),
    "incident": ("an incident", "incidents"),
    "diplomatic_rupture": ("a recall, expulsion or suspension", "recalls, expulsions or suspensions"),
    "agreement_withdrawn": ("an agreement ended", "agreements ended"),
    "partnership_downgrade": ("a lowered partnership", "lowered partnerships"),
    "conflict": ("an armed clash", "armed clashes"),
}
"""Each event type as a sentence lists it: one act, several."""

_MEASURED: Mapping[str, str] = {
    STOCK.id: (
        "Points of cooperation and friction from dated, sourced events; each event fades with time, "
        "talks within months, treaties over years."
    ),
    "counts": "Number of dated, sourced events per period, each counted once, whatever its weight.",
    "goldstein-mean": "Mean Goldstein score of the events in a period, −10 (conflict) to +10 (cooperation).",
    "level-dependent": "A running score from −9 (rivalry) to +9 (friendly), moved by each event in turn.",
    "friction-share": "Share of friction among the events of twelve months; words count half, acts in full.",
}
