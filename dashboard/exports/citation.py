"""How to cite a chart: as text and as BibTeX. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.exports.notes import day_words
from dashboard.exports.safety import clean_stem, plain_text, safe_url
from dashboard.locales import bare

if TYPE_CHECKING:
    from dashboard.views import DyadView

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in the two forms that people paste.

    Attributes:
        text: One paragraph.
        bibtex: One `@misc` entry, ended by a line feed.
    """

    text: str
    bibtex: str


def latex(text: str) -> str:
    r"""Return `text` for a BibTeX field.

    >>> latex("R&D 100 %")
    'R\\&D 100 \\%'
    """
    return "".join(_LATEX.get(character, character) for character in " ".join(plain_text(text).split()))


def cite(
    label: str,
    views: "Sequence[DyadView]",
    *,
    period: tuple[int, int] | None,
    permalink: str,
    unscored: str = "",
) -> Citation:
    """Return the citation of a chart.

    Args:
        label: Name of the chart for people.
        views: What it shows.
        period: First and last year; None if there is none.
        permalink: Address of the view.
        unscored: Method of a chart that has one of its own without scores; "" for the view's.
    """
    view = views[0]
    years = "" if period is None else f", {'–'.join(dict.fromkeys(map(str, period)))}"
    title = bare(f"{'; '.join(v.pair_name for v in views)}: {label[:1].lower()}{label[1:]}{years}")
    how = f"Method {unscored or f'{view.selection.method}, scale {view.selection.scale}'}"
    if view.selection.weights.changes and not unscored:
        how += f" (changed: {'; '.join(view.selection.weights.changes)})"
    named = dict.fromkeys(source for v in views for source in v.sources)
    sources = "; ".join(
        source.citation or ", ".join(part for part in (source.title, source.version, source.licence) if part)
        for source in named
    )
    based = f" Based on: {sources}." if sources else ""
    has_address = bool(safe_url(permalink))
    where = permalink if has_address else f"View: {permalink}"
    text = f"Bilateral ({view.today.year}). {title}. {how}.{based} Made on {day_words(view.today)}. {where}"
    key = clean_stem(f"bilateral-{'-'.join(v.record.key for v in views)}-{label}-{view.today.year}".lower())
    fields = {
        "author": "{{Bilateral}}",
        "title": f"{{{{{latex(title)}}}}}",
        "year": f"{{{view.today.year}}}",
        "note": f"{{{latex(how + '.' + based)}}}",
        # Without an address of a dashboard there is a view, but nothing to click on.
        "howpublished": f"{{\\url{{{_bib_url(permalink)}}}}}" if has_address else f"{{{latex(where)}}}",
        "urldate": f"{{{view.today.isoformat()}}}",
    }
    body = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return Citation(" ".join(text.split()), f"@misc{{{key},\n{body}\n}}\n")


def _bib_url(url: str) -> str:
    # Inside \url only unbalanced braces, % and # harm; encoded they mean the same.
    return (
        "".join(f"%{ord(c):02X}" if c in "{}\\ " else c for c in plain_text(url))
        .replace("%", "\\%")
        .replace("#", "\\#")
    )
