"""The view a reader has chosen, and its way into the address and back: the one codec for links and recipes.

The query string holds only what differs from the defaults, under short plain keys, with `v` the version of
the codec. Reading never fails: what it does not understand is left out and said in a sentence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import cast
from urllib.parse import urlencode

from rapidfuzz import process

from dashboard.measures.contract import FREQUENCIES, Frequency, Params, Weights
from db.errors import UsageError
from db.vocabulary import (
    CONFIDENCES,
    DEFAULT_SCALE,
    EVENT_TYPES,
    HALF_LIFE_DAYS,
    LAYERS,
    REVIEWS,
    SCALES,
    TOPICS,
    UNCODED,
)
from db.vocabulary.countries import COUNTRIES, UnknownCountryError, dyad_key, find_country
from db.vocabulary.event_types import HalfLifeClass
from db.vocabulary.regions import REGIONS

VERSION = 1
DEFAULT_METHOD = "stock-plover-1"
MAX_COMPARED = 6
BANDS = ("events", "method")
MIX_FREQUENCIES = ("year", "quarter", "all")
MIX_AMOUNTS = ("share", "count", "weighted")
DRAWINGS = ("overlaid", "multiples")
COMPARED = ("net", "balance", "cooperation", "friction")
RANKINGS = ("net", "change", "events", "name")
ALIGNMENTS = ("calendar", "upgrade", "visit")
EVENT_STATES = ("occurred", "scheduled", "cancelled", "proposed", "hidden")
"""What an event is to a reader: `proposed` awaits a decision, `hidden` was rejected; else its status."""
MAX_SEARCH = 200

_LIST = "~"
"""Between items: a character that no encoder of addresses touches and no id contains."""
_PAIR = "-"
"""Between a key and its number: no type or class contains it, and `sanction--7` reads as -7."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything that decides what a page, a chart or a file shows.

    Attributes:
        country_a, country_b: iso3 of the dyad, in the reader's order; None where none is chosen.
        country: iso3 of the focus country (Country page); None where none is chosen.
        dyads: Keys compared (Compare page), at most six.
        since, until: Window shown; None is open.
        freq: Frequency of tables and periods.
        types, topics, confidences: Only these events; empty is all.
        reviews: Review states in view.
        method, scale: Ids.
        scores: Changed scores, (event type, score).
        half_lives: Changed half-lives, (class, days).
        carry_on: Carry the decay on to today, dashed.
        bands: Bands drawn, of `BANDS`.
        breaks: Draw the breaks.
        mix_freq, mix_amount: Topic mix by what, in what.
        align: Compare on the calendar, on partnership upgrades or visits, or on an event ("event:ID").
        drawing: Compare in one figure or side by side, of `DRAWINGS`.
        column: Compared by what, of `COMPARED`.
        rank: A country's partners by what, of `RANKINGS`; "" is by change where a year or a region is chosen,
            else by net.
        change_since: Year from whose start changes of net are measured; None is over twelve months.
        region: Only partners of this one of `REGIONS`; "" is all.
        opened: Day or span of days whose contributions are listed; None where none is.
        layer: `documented` or `machine`.
        search: Words looked for on the Events page, as typed.
        states: Of `EVENT_STATES`, listed on the Events page; empty is all but hidden.
        event: Number of the event whose card is open; None where none is.
        load: Number of the load whose events are ringed on the curve; None rings none.
    """

    country_a: str | None = None
    country_b: str | None = None
    country: str | None = None
    dyads: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    freq: Frequency = "month"
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ("accepted",)
    method: str = DEFAULT_METHOD
    scale: str = DEFAULT_SCALE
    scores: tuple[tuple[str, float], ...] = ()
    half_lives: tuple[tuple[HalfLifeClass, float], ...] = ()
    carry_on: bool = False
    bands: tuple[str, ...] = ()
    breaks: bool = False
    mix_freq: str = "year"
    mix_amount: str = "share"
    align: str = "calendar"
    drawing: str = "overlaid"
    column: str = "net"
    rank: str = ""
    change_since: int | None = None
    region: str = ""
    opened: tuple[date, date] | None = None
    layer: str = field(default="documented")
    search: str = ""
    states: tuple[str, ...] = ()
    event: int | None = None
    load: int | None = None

    @property
    def dyad(self) -> tuple[str, str] | None:
        """The two countries in alphabetical order; None unless two different ones are chosen."""
        if not self.country_a or not self.country_b or self.country_a == self.country_b:
            return None
        a, b = sorted((self.country_a, self.country_b))
        return a, b

    @property
    def ranked_by(self) -> str:
        """What a country's partners are ranked by, of `RANKINGS`."""
        return self.rank or ("change" if self.change_since or self.region else "net")

    @property
    def weights(self) -> Weights:
        """The scores and half-lives in force."""
        return Weights(self.scale, self.scores, self.half_lives)

    def params(self, *, today: date, freq: Frequency | None = None) -> Params:
        """Return what the measures need; `freq` overrides the selection's."""
        return Params(
            method=self.method,
            freq=freq or self.freq,
            since=self.since,
            until=self.until,
            weights=self.weights,
            carry_on_until=today if self.carry_on else None,
        )

    @property
    def filters(self) -> tuple[str, ...]:
        """The filters that leave events out, each in a few words; empty if none does."""
        said = []
        if self.types:
            said.append("only " + ", ".join(EVENT_TYPES[t].label.lower() for t in self.types))
        if self.topics:
            said.append("only topics " + ", ".join(_topic_words(t) for t in self.topics))
        if self.confidences:
            said.append("only confidence " + ", ".join(self.confidences))
        if self.reviews != ("accepted",):
            said.append("review " + ", ".join(self.reviews))
        return tuple(said)

    def to_query(self) -> dict[str, str]:
        """Return the query parameters: `v` and what differs from the defaults, in a fixed order."""
        query = {"v": str(VERSION)}
        for name, key in _KEYS.items():
            value = getattr(self, name)
            if value != getattr(_DEFAULT, name):
                query[key] = _CODECS[name].write(value)
        return query

    def to_query_string(self) -> str:
        """Return the query as it stands in an address, without the question mark."""
        return urlencode(self.to_query())

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple[Selection, tuple[str, ...]]:
        """Return the selection of an address, and a sentence for each thing that was left out."""
        problems: list[str] = []
        version = query.get("v", str(VERSION))
        if version != str(VERSION):
            problems.append(
                f"This link was made by another version of the dashboard (link version {version[:12]}, "
                f"here {VERSION}); what it could not understand was left out."
            )
        values: dict[str, object] = {}
        names = {key: name for name, key in _KEYS.items()}
        for key, text in query.items():
            if key == "v":
                continue
            if key not in names:
                continue
            try:
                values[names[key]] = _CODECS[names[key]].read(text[:2_000])
            except _PartlyUnreadableError as problem:
                values[names[key]] = problem.readable
                problems.extend(problem.sentences)
            except ValueError as problem:
                problems.append(f"{_say(problem)} It was left out of the view.")
        selection = cls(**values)  # type: ignore[arg-type]
        if selection.since and selection.until and selection.since > selection.until:
            problems.append(
                "The address asks for a period that ends before it begins. The whole period is shown."
            )
            values.pop("since"), values.pop("until")
            selection = cls(**values)  # type: ignore[arg-type]
        if selection.country_a and selection.country_a == selection.country_b:
            problems.append("The address names the same country twice. Choose a partner.")
            values.pop("country_b")
            selection = cls(**values)  # type: ignore[arg-type]
        return selection, tuple(problems)


class _PartlyUnreadableError(ValueError):
    """Some items of a list could not be read."""

    def __init__(self, readable: object, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.readable = readable
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class _Codec:
    write: Callable[[object], str]
    read: Callable[[str], object]


def _say(problem: ValueError) -> str:
    text = str(problem)
    if isinstance(problem, UnknownCountryError):
        names = " or ".join(problem.suggestions)
        text = f"No country is called {problem.text!r}" + (f"; did you mean {names}?" if names else ".")
    return text if text.endswith((".", "?")) else f"{text}."


def _topic_words(topic: str) -> str:
    return "uncoded" if topic == UNCODED else TOPICS[topic].label


def did_you_mean(text: str, known: tuple[str, ...]) -> str:
    """Return a hint that names the likest of `known`, or "" if none is near."""
    near = process.extractOne(text, known, score_cutoff=60)
    return f"; did you mean {near[0]!r}?" if near else ""


def _one_of(what: str, known: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise ValueError(f"There is no {what} {text[:60]!r}{did_you_mean(text, known)}")
        return text

    return read


def _read_country(text: str) -> str:
    return find_country(text[:80]).iso3


def _read_dyad(text: str) -> str:
    a, _, b = text.partition("-")
    if a not in COUNTRIES or b not in COUNTRIES or a == b:
        raise ValueError(f"{text[:40]!r} is no pair of countries such as JPN-MYS")
    return dyad_key(a, b)


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no date such as 2025-01-10") from None


def _read_flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"{text[:20]!r} should be 0 or 1")
    return text == "1"


def _read_number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]!r} is no number")
    return number


def _many(read: Callable[[str], str], most: int = 100) -> _Codec:
    def read_all(text: str) -> tuple[str, ...]:
        good: list[str] = []
        sentences = []
        for item in filter(None, text.split(_LIST)):
            try:
                value = read(item)
            except ValueError as problem:
                sentences.append(f"{_say(problem)} It was left out of the view.")
            else:
                if value not in good:
                    good.append(value)
        if len(good) > most:
            sentences.append(f"At most {most} can be shown; the first {most} are.")
        if sentences:
            raise _PartlyUnreadableError(tuple(good[:most]), sentences)
        return tuple(good)

    return _Codec(lambda value: _LIST.join(cast("tuple[str, ...]", value)), read_all)


def _numbers(what: str, known: tuple[str, ...], low: float, high: float) -> _Codec:
    read_key = _one_of(what, known)

    def write(value: object) -> str:
        return _LIST.join(
            f"{key}{_PAIR}{number!r}" for key, number in cast("tuple[tuple[str, float], ...]", value)
        )

    def read(text: str) -> tuple[tuple[str, float], ...]:
        good: dict[str, float] = {}
        sentences = []
        for item in filter(None, text.split(_LIST)):
            key, _, number_text = item.partition(_PAIR)
            try:
                number = _read_number(number_text)
                if not low <= number <= high:
                    raise ValueError(f"{number:g} for {key[:40]} is outside {low:g} to {high:g}")  # noqa: TRY301
                good[read_key(key)] = number
            except ValueError as problem:
                sentences.append(f"{_say(problem)} It was left out of the view.")
        value = tuple(sorted(good.items()))
        if sentences:
            raise _PartlyUnreadableError(value, sentences)
        return value

    return _Codec(write, read)


def _read_align(text: str) -> str:
    kind, _, number = text.partition(".")
    if kind == "event" and number.isascii() and number.isdigit() and len(number) < 12:
        return f"event:{int(number)}"
    return _one_of("way to align", ALIGNMENTS)(text)


def _read_span(text: str) -> tuple[date, date]:
    first, _, last = text.partition(_LIST)
    span = _read_date(first), _read_date(last or first)
    if span[0] > span[1]:
        raise ValueError(f"{text[:40]!r} ends before it begins")
    return span


def _number_of(what: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 12:
            raise ValueError(f"{text[:40]!r} is no number of {what}")
        return int(text)

    return read


def _read_year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) != 4 or text < "1900":
        raise ValueError(f"{text[:40]!r} is no year such as 2020")
    return int(text)


def _write_span(value: object) -> str:
    first, last = cast("tuple[date, date]", value)
    return first.isoformat() if first == last else f"{first.isoformat()}{_LIST}{last.isoformat()}"


def _plain(read: Callable[[str], object]) -> _Codec:
    return _Codec(str, read)


_ISO_DATE = _Codec(lambda value: cast("date", value).isoformat(), _read_date)
_FLAG = _Codec(lambda value: "1" if value else "0", _read_flag)
_TOPIC_IDS = (*TOPICS, UNCODED)

_KEYS: Mapping[str, str] = {
    "country_a": "a",
    "country_b": "b",
    "country": "country",
    "dyads": "dyads",
    "since": "from",
    "until": "to",
    "freq": "by",
    "types": "types",
    "topics": "topics",
    "confidences": "confidence",
    "reviews": "review",
    "method": "method",
    "scale": "scale",
    "scores": "scores",
    "half_lives": "halflives",
    "carry_on": "today",
    "bands": "bands",
    "breaks": "breaks",
    "mix_freq": "mixby",
    "mix_amount": "mixin",
    "align": "align",
    "drawing": "drawn",
    "column": "show",
    "rank": "rank",
    "change_since": "change",
    "region": "region",
    "opened": "at",
    "layer": "layer",
    "search": "q",
    "states": "state",
    "event": "event",
    "load": "load",
}
"""Field -> key in the address."""

_CODECS: Mapping[str, _Codec] = {
    "country_a": _plain(_read_country),
    "country_b": _plain(_read_country),
    "country": _plain(_read_country),
    "dyads": _many(_read_dyad, MAX_COMPARED),
    "since": _ISO_DATE,
    "until": _ISO_DATE,
    "freq": _plain(_one_of("frequency", FREQUENCIES)),
    "types": _many(_one_of("event type", tuple(EVENT_TYPES))),
    "topics": _many(_one_of("topic", _TOPIC_IDS)),
    "confidences": _many(_one_of("confidence", CONFIDENCES)),
    "reviews": _many(_one_of("review state", REVIEWS)),
    # Methods are files found at run time, so the measures say whether one exists.
    "method": _plain(lambda text: _read_id("method", text)),
    "scale": _plain(_one_of("scale", tuple(SCALES))),
    "scores": _numbers("event type", tuple(EVENT_TYPES), -10, 10),
    "half_lives": _numbers("half-life class", tuple(HALF_LIFE_DAYS), 1, 36_500),
    "carry_on": _FLAG,
    "bands": _many(_one_of("band", BANDS)),
    "breaks": _FLAG,
    "mix_freq": _plain(_one_of("frequency of the topic mix", MIX_FREQUENCIES)),
    "mix_amount": _plain(_one_of("amount of the topic mix", MIX_AMOUNTS)),
    "align": _Codec(lambda value: str(value).replace(":", "."), _read_align),
    "drawing": _plain(_one_of("way to draw a comparison", DRAWINGS)),
    "column": _plain(_one_of("number to compare by", COMPARED)),
    "rank": _plain(_one_of("ranking", RANKINGS)),
    "change_since": _plain(_read_year),
    "region": _plain(_one_of("region", tuple(REGIONS))),
    "opened": _Codec(_write_span, _read_span),
    "layer": _plain(_one_of("layer", LAYERS)),
    "search": _plain(lambda text: text[:MAX_SEARCH]),
    "states": _many(_one_of("state of an event", EVENT_STATES)),
    "event": _plain(_number_of("an event")),
    "load": _plain(_number_of("a load")),
}


def _read_id(what: str, text: str) -> str:
    if not text or len(text) > 40 or not all(c.isalnum() or c in "-_" for c in text):
        raise ValueError(f"{text[:40]!r} is no {what}")
    return text


_DEFAULT = Selection()

if {f.name for f in fields(Selection)} != set(_KEYS) or set(_KEYS) != set(_CODECS):
    raise UsageError("every field of Selection needs a key and a codec")
