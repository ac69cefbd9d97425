"""How the index does on episodes that are known from elsewhere (METHOD 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.measures.badges import THRESHOLD, month_ends
from dashboard.measures.breaks import breaks
from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.stock import stock
from dashboard.measures.weigh import Days, Floats, weigh

Kind = Literal["fall", "rise", "below_zero", "low", "break"]

NEAR_MONTHS = 3
"""A break counts as found within so many months either way."""


@dataclass(frozen=True, slots=True)
class KnownEpisode:
    """Something that the index must show.

    Attributes:
        dyad: Key.
        kind: `fall`/`rise`: N from the month end before `first` to that of `last` changes by 10 or more;
            `below_zero`: N is below 0 at every month end; `low`: the lowest month-end N from a year before to
            a year after lies in the span; `break`: a break downwards lies within three months.
        first, last: Months, e.g. `2013-01`.
        words: What happened.
        anchor: A published series that says so; "" where it is common knowledge.
    """

    dyad: str
    kind: Kind
    first: str
    last: str
    words: str
    anchor: str = ""


_TSINGHUA = "Tsinghua series (Yan & Zhou 2004, continued)"
_NAFI = "NAFI"

KNOWN_EPISODES: tuple[KnownEpisode, ...] = (
    KnownEpisode("CHN-JPN", "low", "2010-09", "2010-10", "Boat collision off the Senkaku/Diaoyu", _TSINGHUA),
    KnownEpisode("CHN-JPN", "rise", "2010-11", "2011-12", "Quick recovery after 2010", _TSINGHUA),
    KnownEpisode("CHN-JPN", "fall", "2012-09", "2012-09", "Japan buys three of the islands", _TSINGHUA),
    KnownEpisode("CHN-JPN", "below_zero", "2013-01", "2013-12", "Estrangement through 2013", _TSINGHUA),
    KnownEpisode("CHN-JPN", "rise", "2018-01", "2018-12", "Thaw and exchange of visits"),
    KnownEpisode("CHN-JPN", "fall", "2025-11", "2025-11", "Dispute over remarks on Taiwan"),
    KnownEpisode("JPN-KOR", "fall", "2019-07", "2019-08", "Export controls and lists of trusted partners"),
    KnownEpisode("JPN-KOR", "break", "2019-07", "2019-07", "Break of July 2019", _NAFI),
    KnownEpisode("JPN-KOR", "rise", "2023-03", "2023-05", "Settlement on forced labour, summits resume"),
    KnownEpisode("CHN-USA", "fall", "2018-05", "2018-09", "Tariffs on both sides"),
    KnownEpisode("CHN-USA", "break", "2020-01", "2020-12", "Break in 2020", _NAFI),
    KnownEpisode("CHN-USA", "fall", "2025-02", "2025-04", "Tariffs rise to 125 % and more"),
    KnownEpisode("AUS-CHN", "fall", "2020-05", "2020-12", "Duties and bans on Australian goods"),
    KnownEpisode("AUS-CHN", "break", "2020-01", "2020-12", "Break in 2020", _NAFI),
    KnownEpisode("AUS-CHN", "rise", "2023-01", "2024-12", "Duties and bans lifted"),
    KnownEpisode("CHN-IND", "fall", "2017-06", "2017-06", "Stand-off at Doklam"),
    KnownEpisode("CHN-IND", "fall", "2020-06", "2020-06", "Deaths in the Galwan valley"),
    KnownEpisode("CHN-PHL", "fall", "2023-02", "2024-06", "Collisions and water cannon at the shoals"),
)

COLUMNS = ("dyad", "words", "kind", "first", "last", "net_before", "net_after", "measured", "holds", "anchor")


def check_episodes(records: Mapping[str, DyadRecord], weights: Weights) -> pd.DataFrame:
    """Return what the index shows on each known episode whose dyad is among `records`.

    Columns: dyad, words, kind, first, last (months), net_before (N at the month end before `first`),
    net_after (at the month end of `last`), measured (a sentence), holds, anchor.
    """
    rows = []
    for known in KNOWN_EPISODES:
        if known.dyad not in records:
            continue
        record = records[known.dyad]
        first, last = np.datetime64(known.first, "M"), np.datetime64(known.last, "M")
        months: Days = np.arange(first - 12, last + 13)
        net = stock(weigh(record, weights), month_ends(months)).net
        inside = (months >= first) & (months <= last)
        before = float(net[np.flatnonzero(inside)[0] - 1])
        after = float(net[np.flatnonzero(inside)[-1]])
        measured, holds = _check(known, record, weights, months, net, inside, before, after)
        rows.append(
            (
                known.dyad,
                known.words,
                known.kind,
                known.first,
                known.last,
                before,
                after,
                measured,
                holds,
                known.anchor,
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _check(
    known: KnownEpisode,
    record: DyadRecord,
    weights: Weights,
    months: Days,
    net: Floats,
    inside: npt.NDArray[np.bool_],
    before: float,
    after: float,
) -> tuple[str, bool]:
    if known.kind in ("fall", "rise"):
        change = after - before
        holds = change <= -THRESHOLD if known.kind == "fall" else change >= THRESHOLD
        return f"net from {_signed(before)} to {_signed(after)}", bool(holds)
    if known.kind == "below_zero":
        top = float(net[inside].max())
        return f"net at most {_signed(top)}", top < 0
    if known.kind == "low":
        lowest = months[int(np.argmin(net))]
        return f"lowest in {lowest.item():%B %Y} ({_signed(float(net.min()))})", bool(
            inside[int(np.argmin(net))]
        )
    begin, end = known.first, known.last
    near = [
        found
        for found in breaks(record, weights)
        if found.size < 0
        and np.datetime64(begin, "M") - NEAR_MONTHS
        <= np.datetime64(found.date, "M")
        <= np.datetime64(end, "M") + NEAR_MONTHS
    ]
    if not near:
        return "no break found", False
    largest = min(near, key=lambda found: found.size)
    return f"break in {largest.date:%B %Y} ({_signed(largest.size)})", True


def _signed(points: float) -> str:
    return f"{points:+.0f}".replace("-", "−")
