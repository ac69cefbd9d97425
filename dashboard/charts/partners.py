"""One country's partners, ranked: where net stands, and where it stood before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Style
from dashboard.charts.page import Page, frame, screen_width, small, write_frame
from dashboard.charts.theme import font_size
from dashboard.locales import day
from dashboard.measures.sentences import with_article

_ROW: Final = 2.0
"""Height of a row on the screen, in sizes of running text."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which partners are shown, and since when changes are measured.

    Attributes:
        since: Year from whose start; None is over twelve months.
        region: Name of the partners' region; "" is all.
        unmeasured: Names of the partners without a change since that year: their records do not cover its
            1 January, or were still building up.
        ranked_by: What the partners are ranked by, of `measures.overview.RANKINGS`.
    """

    since: int | None = None
    region: str = ""
    unmeasured: tuple[str, ...] = ()
    ranked_by: str = "net"

    @property
    def where(self) -> str:
        """` in Southeast Asia`, or nothing."""
        return f" in {self.region}" if self.region else ""

    @property
    def over(self) -> str:
        """`since 2020` or `in twelve months`."""
        return "in twelve months" if self.since is None else f"since {self.since}"

    @property
    def order(self) -> str:
        """A sentence on the order of the partners; "" where the bars show it."""
        if self.ranked_by == "events":
            return "Ranked by the events recorded in twelve months."
        return f"Ranked by the change of net {self.over}." if self.ranked_by == "change" else ""

    @property
    def caution(self) -> str:
        """A sentence on the partners without a change; "" where there is none."""
        if not self.unmeasured:
            return ""
        return (
            f"Without a change: {', '.join(self.unmeasured)}; records do not cover 1 January {self.since} "
            "or were still building up."
        )


def figure(
    partners: pd.DataFrame,
    names: Mapping[str, str],
    country: str,
    style: Style,
    *,
    source: Sequence[str] = (),
    scope: Scope | None = None,
) -> go.Figure:
    """Return a bar of net for each partner, with a circle where net stood before.

    Args:
        partners: Frame of `measures.overview.partners`, in the order to be drawn from the top.
        names: Name of each partner by iso3.
        country: Name of the country.
        style: How to draw.
        source: Paragraphs of the source note.
        scope: Of the partners and of the change.
    """
    scope = scope or Scope()
    rows = partners[partners["net"].notna()]
    if rows.empty:
        return blank(
            style,
            title=f"{country}: no partners{scope.where} on record",
            subtitle="Choose another country or period, or add events of your own.",
            message="No recorded events with any partner",
            source=list(source),
        )
    around = frame(
        style,
        title=title(rows, names, country, scope),
        subtitle=" ".join(
            filter(None, ("Net of cooperation and friction, −100 to +100.", scope.order, scope.caution))
        ),
        source=source,
    )
    size, little = font_size(style), small(style)
    least = screen_width(style)
    labels = [names.get(iso3, iso3) for iso3 in rows["partner"]]
    left = around.pad + min(max(words.width(label, little) for label in labels) + 14, 0.36 * least)
    n_left_out = 0
    right = around.pad + 16
    key = _key(rows, style.locale, least - 2 * max(around.pad, 4), little)
    above = words.height(len(key), little) + 0.5 * size
    top, bottom = around.top + above + 0.4 * size, around.bottom + 2.3 * little
    height = top + bottom + _ROW * size * len(rows)
    if style.size is not None:
        height = float(style.size.height)
        most = int((height - top - bottom) / words.height(1, little))
        if len(rows) > most:
            # Names over one another tell nothing: the first and the last are drawn, the others counted.
            at_ends = max(1, (most - 1) // 2)
            n_left_out = len(rows) - 2 * at_ends
            rows = pd.concat([rows.iloc[:at_ends], rows.iloc[-at_ends:]])
            labels = [*labels[:at_ends], *labels[-at_ends:]]
    page = Page(style, least, height, left, right, top, bottom)
    write_frame(page, around)
    page.write(
        key,
        x=0,
        xshift=max(around.pad, 4)
        - left,  # in pixels from the plot, since the screen may be wider than planned
        y=page.y(around.top),
        yanchor="top",
        size=little,
        colour=page.colours.muted,
        name="key",
    )
    places = list(range(len(rows)))
    if n_left_out:
        gap = len(rows) // 2
        places = [place + (place >= gap) for place in places]
        page.write(
            f"{words.number(n_left_out, 0, style.locale)} partners between these are left out here; "
            "the data have all.",
            x=0,
            y=gap,
            yref="y",
            xshift=6,
            size=little,
            colour=page.colours.muted,
            name="left out",
        )
    nets = [round(float(value), 2) for value in rows["net"]]
    before = [round(float(net), 2) if net == net else None for net in rows["net_before"]]
    said = []
    told: Any = rows.itertuples(index=False)
    for row, label in zip(told, labels, strict=True):
        change = (
            ""
            if row.net_change != row.net_change
            else f"<br>{words.signed(row.net_change, 0, style.locale)} {scope.over}"
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
            name="Before",
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
        "yaxis": {"range": [places[-1] + 0.6, -0.6], "showticklabels": False, "fixedrange": True},
        "hovermode": "closest",
        "dragmode": False,
        "clickmode": "event+select",
    }
    return page.finish()


def title(rows: pd.DataFrame, names: Mapping[str, str], country: str, scope: Scope | None = None) -> str:
    """Return the finding: with which partner net moved most, else how many there are.

    Over twelve months the largest move either way; since a year to whom the country grew closest.
    """
    scope = scope or Scope()
    moved = rows[rows["net_change"].notna()]
    if moved.empty:
        n = len(rows)
        return f"{country} and its {'one partner' if n == 1 else f'{n} partners'}{scope.where} on record"
    changes = moved["net_change"].to_numpy(dtype=float)
    place = int((abs(changes) if scope.since is None else changes).argmax())
    code, change = str(moved["partner"].iloc[place]), float(changes[place])
    name = with_article(names.get(code, code))
    if scope.since is None:
        return f"{country}: net moved most with {name}{scope.where} ({words.signed(change)} {scope.over})"
    where = f"{scope.where} {scope.over}"
    if round(change) < 1:
        return f"{country}: grew closer to none of its partners{where}"
    if len(moved) == 1:
        return f"{country}: grew closer to {name}{where} (net up {round(change)})"
    return f"{country}: grew closest to {name}{where} (net up {round(change)})"


def stands_on(days: "pd.Series[pd.Timestamp]", tag: str = "en") -> str:
    """Return the day on which figures of pairs hold; of several days what they are, with the first and last.

    Args:
        days: Column `as_of` of `measures.overview`.
        tag: Locale of the dates.
    """
    known = days.dropna()
    if known.empty:
        return ""
    first, last = (day(one, tag=tag) for one in (known.min(), known.max()))
    return last if first == last else f"the last day on record of each pair ({first} to {last})"


def _key(rows: pd.DataFrame, tag: str, room: float, size: float) -> list[str]:
    """Return what bar and circle are, in one line or two."""
    ends, starts = set(rows["as_of"].dropna()), set(rows["change_from"].dropna())
    end = f"on {day(ends.pop(), tag=tag)}" if len(ends) == 1 else "on the last day on record"
    start = f"on {day(starts.pop(), tag=tag)}" if len(starts) == 1 else "twelve months before"
    entries = [f"Bar: net {end}", f"Circle: net {start}"]
    if rows["net_before"].isna().all():
        entries.pop()
    whole = "     ".join(entries)
    return [whole] if words.width(whole, size) <= room else entries


def alt(partners: pd.DataFrame, names: Mapping[str, str], country: str, scope: Scope | None = None) -> str:
    """Return what the figure shows, for readers who cannot see it."""
    scope = scope or Scope()
    rows = partners[partners["net"].notna()]
    if rows.empty:
        return f"Empty chart. {country} has no partners{scope.where} on record."
    told = "; ".join(
        f"{names.get(iso3, iso3)} {words.signed(net)}"
        + (f" ({words.signed(change)} {scope.over})" if scope.since and change == change else "")
        for iso3, net, change in zip(rows["partner"], rows["net"], rows["net_change"], strict=True)
    )
    return f"Ranked bars of net for the partners of {country}{scope.where}: {told}."
