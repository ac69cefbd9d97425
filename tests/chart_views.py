"""Views of the shipped pairs, and of the odd ones, for the tests of charts."""

from dataclasses import replace
from datetime import date
from functools import cache

from dashboard.charts.contract import SIZES, Style
from dashboard.measures.contract import DyadRecord
from dashboard.selection import Selection
from dashboard.views import DyadView, SourceNote, build_view
from tests.shipped_records import shipped_record

TODAY = date(2026, 11, 24)
SOURCES = (
    SourceNote("asia-pacific", "Bilateral Asia-Pacific events", "Bilateral", "CC BY 4.0", "2026.11", ""),
)
LINK = "http://127.0.0.1:8501/dyad?a=JPN&b=MYS&v=1"
LONGEST = ("Democratic Republic of the Congo", "South Georgia & South Sandwich Islands")
PRINT = {name: Style(size=size, permalink=LINK) for name, size in SIZES.items()}
SCREEN = {
    "wide": Style(),
    "wide dark": Style(mode="dark"),
    "narrow": Style(is_narrow=True),
    "narrow dark": Style(mode="dark", is_narrow=True),
}
STYLES = PRINT | SCREEN


@cache
def shipped_view(dyad: str) -> DyadView:
    """Return the view of a shipped pair with everything as it comes."""
    return view_of(shipped_record(dyad))


def view_of(record: DyadRecord, **asked: object) -> DyadView:
    """Return the view of a record; keywords are fields of the selection."""
    selection = Selection(country_a=record.country_a, country_b=record.country_b, **asked)  # type: ignore[arg-type]
    return build_view(record, selection, today=TODAY, sources=SOURCES)


def renamed(view: DyadView, names: tuple[str, str]) -> DyadView:
    """Return the view with other names of the countries."""
    title = view.headline.replace(" and ".join(view.names), " and ".join(names))
    return replace(view, names=names, headline=title)


def odd_views() -> dict[str, DyadView]:
    """Return views that try a figure: nothing, one event, long names, windows, other methods, HTML."""
    japan_malaysia, china_japan = shipped_record("JPN-MYS"), shipped_record("CHN-JPN")
    thin = shipped_record("KOR-MYS")
    one = replace(thin, events=thin.events.iloc[-1:].reset_index(drop=True))
    none = replace(thin, events=thin.events.iloc[:0])
    hostile = japan_malaysia.events.assign(
        title=[f'<b>{title}</b> & <a href="x">%{{x}}</a>' for title in japan_malaysia.events["title"]],
        tier=["<i>A&B</i>" if isinstance(tier, str) else None for tier in japan_malaysia.events["tier"]],
    )
    return {
        "no events": view_of(none),
        "nothing at all": view_of(replace(none, coverage=())),
        "one event": view_of(one),
        "one event, no coverage": view_of(replace(one, coverage=())),
        "no coverage": view_of(replace(thin, coverage=())),
        "longest names": renamed(shipped_view("JPN-MYS"), LONGEST),
        "shortest names": renamed(shipped_view("CHN-JPN"), ("Chad", "Cuba")),
        "names in kanji": renamed(shipped_view("CHN-JPN"), ("日本国", "中华人民共和国")),
        "one year": view_of(china_japan, since=date(2024, 6, 1), until=date(2025, 5, 31)),
        "before the coverage": view_of(
            china_japan, since=date(1990, 1, 1), bands=("events", "method"), breaks=True
        ),
        "quarters": view_of(china_japan, mix_freq="quarter", mix_amount="weighted"),
        "all time": view_of(china_japan, mix_freq="all"),
        "carried on": view_of(china_japan, carry_on=True),
        "hostile titles": view_of(replace(japan_malaysia, events=hostile)),
        **{
            method: view_of(china_japan, method=method)
            for method in ("counts", "goldstein-mean", "level-dependent", "friction-share")
        },
    }
