"""One country's partners, ranked: where net stands, and where it stood a year before."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Style
from dashboard.charts.page import Page, frame, screen_width, small, write_frame
from dashboard.charts.theme import font_size

_ROW: Final = 2.0
"""Height of a row on the screen, in sizes of running text."""


def figure(
    partners: pd.DataFrame,
    names: Mapping[str, str],
    country: str,
    style: Style,
    *,
    source: Sequence[str] = (),
) -> go.Figure:
    """Return a bar of net for each partner, with a hollow mark for the value twelve months before.

    Args:
        partners: Frame of `measures.overview.partners`, in the order to be drawn from the top.
        names: Name of each partner by iso3.
        country: Name of the country.
        style: How to draw.
        source: Paragraphs of the source note.
    """
    rows = partners[partners["net"].notna()]
    if rows.empty:
        return blank(
            style,
            title=f"{country}: no partners on record",
            subtitle="Choose another country or period, or add events of your own.",
            message="No recorded events with any partner",
            source=list(source),
        )
    around = frame(
        style,
        title=title(rows, names, country),
        subtitle="Net of cooperation and friction, −100 to +100. Hollow marks: twelve months before.",
        source=source,
    )
    size, little = font_size(style), small(style)
    least = screen_width(style)
    labels = [names.get(iso3, iso3) for iso3 in rows["partner"]]
    left = around.pad + min(max(words.width(label, little) for label in labels) + 14, 0.36 * least)
    right = around.pad + 16
    top, bottom = around.top + 0.4 * size, around.bottom + 2.3 * little
    height = top + bottom + _ROW * size * len(rows)
    if style.size is not None:
        height = float(style.size.height)
    page = Page(style, least, height, left, right, top, bottom)
    write_frame(page, around)
    places = list(range(len(rows)))
    nets = [round(float(value), 2) for value in rows["net"]]
    before = [
        round(float(n - c), 2) if c == c else None
        for n, c in zip(rows["net"], rows["net_change_12m"], strict=True)
    ]
    said = []
    told: Any = rows.itertuples(index=False)
    for row, label in zip(told, labels, strict=True):
        change = (
            ""
            if row.net_change_12m != row.net_change_12m
            else f"<br>{words.signed(row.net_change_12m, 0, style.locale)} over twelve months"
        )
        net, n = words.signed(row.net, 0, style.locale), words.events(row.n_events, style.locale)
        said.append(f"<b>{words.escape(label)}</b><br>Net {net}{change}<br>{n}")
    page.traces += [
        go.Bar(
            x=nets,
            y=places,
            orientation="h",
            width=0.56,
            name="Net",
            marker={
                "color": [page.colours.cooperation if net >= 0 else page.colours.friction for net in nets],
                "line": {"width": 0},
            },
            customdata=[str(iso3) for iso3 in rows["partner"]],
            hovertext=said,
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 0.5}},
            textposition="none",
        ),
        go.Scatter(
            x=before,
            y=places,
            mode="markers",
            name="Twelve months before",
            marker={
                "symbol": "circle",
                "size": round(0.6 * size, 1),
                "color": page.colours.ground,
                "line": {"width": 1.6, "color": page.colours.balance},
            },
            hoverinfo="skip",
        ),
    ]
    for place, label in zip(places, labels, strict=True):
        page.write(
            words.shorten(label, little, left - around.pad - 12),
            x=0,
            y=place,
            yref="y",
            xanchor="right",
            xshift=-10,
            size=little,
            name="partner",
        )
    ticks = [-100, -50, 0, 50, 100]
    page.layout |= {
        "xaxis": {
            "range": [-104, 104],
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [words.signed(tick, 0, style.locale) for tick in ticks],
            "tickfont": {"size": round(little, 2), "color": page.colours.muted},
            "showgrid": True,
            "gridcolor": page.colours.rule,
            "zeroline": True,
            "zerolinecolor": page.colours.zero,
            "fixedrange": True,
        },
        "yaxis": {"range": [len(rows) - 0.4, -0.6], "showticklabels": False, "fixedrange": True},
        "hovermode": "closest",
        "dragmode": False,
        "clickmode": "event+select",
    }
    return page.finish()


def title(rows: pd.DataFrame, names: Mapping[str, str], country: str) -> str:
    """Return the finding: which partner's net moved most over twelve months; else how many there are."""
    moved = rows[rows["net_change_12m"].notna()]
    if moved.empty:
        n = len(rows)
        return f"{country} and its {'one partner' if n == 1 else f'{n} partners'} on record"
    most: Any = moved.iloc[int(moved["net_change_12m"].abs().to_numpy(dtype=float).argmax())]
    name = names.get(str(most["partner"]), str(most["partner"]))
    change = words.signed(float(most["net_change_12m"]))
    return f"{country}: net moved most with {name} ({change} in twelve months)"


def alt(partners: pd.DataFrame, names: Mapping[str, str], country: str) -> str:
    """Return what the figure shows, for readers who cannot see it."""
    rows = partners[partners["net"].notna()]
    if rows.empty:
        return f"Empty chart. {country} has no partners on record."
    told = "; ".join(
        f"{names.get(iso3, iso3)} {words.signed(net)}"
        for iso3, net in zip(rows["partner"], rows["net"], strict=True)
    )
    return f"Ranked bars of net for the partners of {country}: {told}."
