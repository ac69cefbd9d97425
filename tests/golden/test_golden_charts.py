"""The shipped figures as they stand: words on them and what they draw, so that a change is seen.

`make golden` writes the files anew; look at the difference before it is committed.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.charts import charts
from tests.chart_views import STYLES, shipped_view

FOLDER = Path(__file__).parent / "charts"


def facts(figure: Any) -> str:
    """Return the words of a figure in order, then each trace: name, points, ends and sum."""
    lines = [f"{note.name}: {note.text}" for note in figure.layout.annotations]
    for trace in figure.data:
        x = list(trace.x) if trace.x is not None else []
        told = f"{trace.type} {trace.name}: {len(x)} points"
        if x:
            told += f", {x[0]} to {x[-1]}"
        if trace.type != "heatmap" and trace.y is not None:
            values = np.array([np.nan if value is None else value for value in trace.y], dtype=float)
            told += f", sum {np.nansum(values) + 0.0:.1f}"
        lines.append(told)
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("style", ["column", "wide"])
@pytest.mark.parametrize("dyad", ["JPN-MYS", "CHN-JPN", "KOR-MYS"])
def test_figures_stand(dyad: str, style: str):
    text = "".join(
        f"== {chart.id}\n{facts(chart.figure(shipped_view(dyad), STYLES[style]))}"
        for chart in charts().values()
    )
    path = FOLDER / f"{dyad}-{style}.txt"
    if os.environ.get("BILATERAL_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
