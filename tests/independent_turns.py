"""A second, slow computation of breaks and turns, in plain loops (see independent.py)."""

import math
from datetime import date, timedelta
from itertools import pairwise
from statistics import median, pstdev

from tests.independent import value_on


def levels(values: list[float]) -> list[int]:
    """Return where new levels begin: least squared error + price x cuts, at least 6 months per level."""
    n = len(values)
    steps = [b - a for a, b in pairwise(values)]
    middle = median(steps)
    spread = 1.4826 * median(abs(step - middle) for step in steps) / math.sqrt(2)
    if spread == 0:
        spread = 0.1 * pstdev(values)
    price = 300 * spread**2 * math.log(n)
    if price <= 0 or n < 12:
        return []
    sums, squares = [0.0], [0.0]
    for value in values:
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)
    best: dict[int, tuple[float, list[int]]] = {0: (-price, [])}
    for end in range(6, n + 1):
        found = None
        for begin in [0, *range(6, end - 5)]:
            if begin not in best or end - begin < 6:
                continue
            error = squares[end] - squares[begin] - (sums[end] - sums[begin]) ** 2 / (end - begin)
            cost = best[begin][0] + error + price
            if found is None or cost < found[0] - 1e-9:
                found = (cost, [*best[begin][1], begin] if begin else [])
        best[end] = found
    return best[n][1]


def turns(events: list[dict], months: list[tuple[date, date]], begin: date) -> list[dict]:
    """Return the turns of at least 10 points whose breaks lie on or after `begin`, in the order of time."""
    values = [value_on(events, last)["net"] for _, last in months]
    cuts = levels(values)
    edges = [0, *cuts, len(values)]
    means = [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]
    groups: list[list[int]] = []
    for k in range(len(cuts)):
        if months[cuts[k]][0] < begin:
            continue
        if groups:
            last = groups[-1][-1]
            same = (means[last + 1] > means[last]) == (means[k + 1] > means[k])
            if same and cuts[k] - cuts[last] <= 12:
                groups[-1].append(k)
                continue
        groups.append([k])
    told = []
    for group in groups:
        before, after = means[group[0]], means[group[-1] + 1]
        if abs(after - before) < 10:
            continue
        first, last = months[cuts[group[0]]][0], months[cuts[group[-1]]][0]
        around = timedelta(days=45)
        near = [
            e
            for e in events
            if first - around <= e["sits"] <= last + around
            and not e["folded"]
            and (e["score"] > 0) == (after > before)
        ]
        points: dict[str, float] = {}
        for e in near:
            for topic in e["topics"] or ["uncoded"]:
                points[topic] = points.get(topic, 0) + abs(e["score"]) * e["m"] / len(
                    e["topics"] or ["uncoded"]
                )
        told.append(
            {
                "first": first,
                "last": last,
                "before": before,
                "after": after,
                "topics": points,
                "weights": sorted((abs(e["score"]) * e["m"] for e in near), reverse=True)[:3],
            }
        )
    return told
