"""Timing for the benchmarks: each prints a ratio against a baseline measured in the same run."""

import sys
import time
from collections.abc import Callable


def best_of(run: Callable[[], object], times: int = 7) -> float:
    """Return the shortest of `times` runs in seconds: the least disturbed one."""
    durations = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        durations.append(time.perf_counter() - begin)
    return min(durations)


def report(what: str, seconds: float, baseline: str, baseline_seconds: float) -> None:
    """Print one line: what, its time, and its ratio to the baseline."""
    sys.stdout.write(
        f"{what:44s} {seconds * 1000:9.1f} ms   {seconds / baseline_seconds:8.2f} x {baseline}"
        f" ({baseline_seconds * 1000:.1f} ms)\n"
    )
