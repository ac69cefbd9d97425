"""Web pages: the main text of an article, and what the page says of its title, publisher, day and address."""

import re
from dataclasses import dataclass
from datetime import date

from db.counting import counted
from etl.coding.identity import article_key
from etl.coding.text.cleaning import clean
from etl.web.page_facts import PageFacts, read_facts
from etl.web.page_times import Element, keep_told_times

_MIN_MAIN_TEXT = 200
_FEW_WORDS = 30
"""Fewer words are no article, where a page says that it is one; of a paid one a teaser is longer."""
_FEW_WORDS_PAID = 120
_LEAST_READ = 0.4
"""At least this share of the words that a page says it has is an article read whole, more or less."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text and what is known of its publication.

    Attributes:
        text: What is read; positions of evidence are positions in it.
        published: Day of publication as the publisher gives it, None if it gives none.
        url: Where it can be read, "" if unknown.
        notes: What its reader should know: words that are missing, days that contradict each other.
        name: What its publisher calls it, whatever it says; "" where it has no name.
        story: How the ids of its acts begin, where it was read before at another address.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published: date | None = None
    url: str = ""
    notes: tuple[str, ...] = ()
    name: str = ""
    story: str = ""

    @property
    def key(self) -> str:
        """How the ids of its acts begin."""
        return self.story or article_key(self.url, self.text, self.name)


def is_html(text: str) -> bool:
    """True if a text is a web page."""
    head = text[:4096].lstrip().casefold()
    return head.startswith(("<!doctype", "<html")) or re.search(r"<(?:html|head|body)\b", head) is not None


def read_page(page: str, url: str, *, is_day_known: bool = False) -> Article:
    """Return the main text of a page with its title, publisher and day; the whole page's words if it has no
    main text, "" if it has none at all.

    Args:
        url: Where it was fetched, "" if unknown.
        is_day_known: The day of publication is told otherwise, so nothing is said about it.
    """
    root = _parse(page)
    text, title, publisher = _main_text(page, url)
    if len(text) < _MIN_MAIN_TEXT:
        words = _all_words(page)
        text = words if len(words) > 2 * len(text) else text
    facts = read_facts(root, text, url)
    title = facts.title or title
    notes = [] if is_day_known or not facts.days else [_several_days(facts)]
    if (n_words := len(text.split())) and _is_stub(facts, n_words):
        notes.append(
            f"only {counted(n_words, 'word')} could be read, as of a stub or a text behind a wall; "
            "if there is more, paste the whole text"
        )
    if text.strip() and title and title not in text.lstrip()[: len(title) + 40]:
        text = f"{title}\n\n{text}"
    return Article(
        text=text,
        title=title,
        publisher=facts.publisher or publisher,
        published=facts.published,
        url=facts.url,
        notes=tuple(notes),
    )


def _parse(page: str) -> Element:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8")
    try:
        return html.document_fromstring(page.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return html.document_fromstring("<html></html>")


def _main_text(page: str, url: str) -> tuple[str, str, str]:
    """Return the main text, the title and the publisher that trafilatura finds."""
    from lxml import etree, html
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    root = _parse(page)
    keep_told_times(root)
    # "You need to enable JavaScript" is no article.
    etree.strip_elements(root, "noscript", with_tail=False)
    document = bare_extraction(
        html.tostring(root, encoding="unicode"),
        url=url or None,
        include_comments=False,
        include_tables=False,
        favor_precision=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
        config=config,
    )
    if document is None or isinstance(document, dict):
        return "", "", ""
    return document.text or "", document.title or "", document.sitename or ""


def _all_words(page: str) -> str:
    """Return the words of a whole page but for its head and its scripts."""
    from lxml import etree, html

    root = _parse(page)
    etree.strip_elements(root, "head", "script", "style", "template", "noscript", "svg", with_tail=False)
    # What cleans pages knows them by their blocks, of which an empty page has none.
    root.tag = "div"
    text = clean(html.tostring(root, encoding="unicode")).text
    return re.sub(r"\n\s*\n+", "\n\n", text).strip()


def _several_days(facts: PageFacts) -> str:
    days = ", ".join(map(str, facts.days[:3])) + (", …" if len(facts.days) > 3 else "")
    return (
        f"the page holds articles of several days ({days}), so it has no day of publication; "
        "read them one by one"
    )


def _is_stub(facts: PageFacts, n_words: int) -> bool:
    """True if a page has far fewer words than the article that it says it is."""
    if facts.n_words:
        return n_words < facts.n_words * _LEAST_READ
    return facts.is_announced and n_words < (_FEW_WORDS if facts.is_free else _FEW_WORDS_PAID)
