"""From the bytes of a feed to XML that can be read: its letters, its faults, what it is if it is no feed."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from db.errors import InputError
from etl.contract import RawFile
from etl.web.article_page import is_html
from etl.web.article_text import decode, decoded

_DECLARED = re.compile(r"(<\?xml\b[^>]{0,200}?)\s+encoding\s*=\s*[\"']([^\"'>]*)[\"']")
_ENTITY = re.compile(r"<!\s*(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
OF_MEDIA = "of-picture-"
"""Put before the names of a picture's title and description, which feedparser takes for the item's own."""
_MEDIA = re.compile(r"</?media:(?=(?:title|description)\b)")
_QUOTED = {"<![CDATA[": "]]>", "<!--": "-->"}
_OPENING = re.compile(r"<!\[CDATA\[|<!--")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")
_OPENS = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry|rss|feed|rdf)\s*>", re.IGNORECASE)
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


MAX_DEPTH = 200
MAX_ATTRIBUTES = 200
MAX_BROKEN = 1_000_000
"""Characters that are read of a broken feed: the lenient reader's time grows with their square."""


@dataclass(frozen=True, slots=True)
class FeedText:
    """A feed's XML.

    Attributes:
        xml: In UTF-8, whatever it came in; it names no encoding.
        fault: Where and how it is broken, "" if it is sound.
        misread: What encoding it says it is in and where it is not, "" if it is throughout.
        is_cut: It is broken and has no end, so that more may have followed.
        is_cut_in_item: Its last item has no end.
    """

    xml: bytes
    fault: str = ""
    misread: str = ""
    is_cut: bool = False
    is_cut_in_item: bool = False


def feed_text(raw: RawFile) -> FeedText:
    """Return the XML of a feed.

    Raises:
        InputError: It declares entities or pulls in outside files.
    """
    text, is_sure = decoded(raw.data, raw.content_type)
    text = text.lstrip()
    declared = _DECLARED.match(text)
    if declared:
        text = declared[1] + text[declared.end() :]
    text = _MEDIA.sub(rf"\g<0>{OF_MEDIA}", text)
    fault = _fault(raw.name, text)
    if "undefined entity" in fault:
        # HTML's names of letters, such as &nbsp;, are what feeds most often have that XML does not know.
        text = _NAMED.sub(lambda found: html.unescape(found[0]), text)
        fault = _fault(raw.name, text)
    if fault:
        text = _NO_LETTER.sub(" ", text)
        if len(text) > MAX_BROKEN:
            text = text[:MAX_BROKEN]
            fault += f"; of a broken feed the first {MAX_BROKEN:,} characters are read"
    opened = max((found.start() for found in _OPENS.finditer(text)), default=-1)
    return FeedText(
        text.encode("utf-8", "replace"),
        fault,
        "" if is_sure else f"{declared[2] if declared else 'utf-8'} as it says{_where(raw.data)}",
        is_cut=bool(fault) and not _END.search(text, max(opened, 0)),
        is_cut_in_item=bool(fault) and opened >= 0 and not _ITEM_END.search(text, opened),
    )


_BASE = re.compile(rb"""\bxml:base\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_ROOT = re.compile(rb"<[A-Za-z][^<>]*>")


def with_base(xml: bytes, address: str) -> bytes:
    """Return a feed's XML whose outermost base is a whole address, where it has bases within bases.

    feedparser leaves out a relative base inside another relative one. Other feeds are left as they are, since
    it makes ids that are no addresses absolute with the base too.
    """
    root = _ROOT.search(xml)
    if root is None or len(_BASE.findall(xml)) < 2 or not address.startswith(("http://", "https://")):
        return xml
    own = _BASE.search(root[0])
    said = html.unescape((own[1] or own[2] or b"").decode("utf-8", "replace")) if own else ""
    try:
        base = urljoin(address, said)
    except ValueError:
        return xml
    written = f'xml:base="{html.escape(base)}"'.encode()
    tag = _BASE.sub(lambda _: written, root[0], count=1) if own else _named(root[0], written)
    return xml[: root.start()] + tag + xml[root.end() :]


def _named(tag: bytes, attribute: bytes) -> bytes:
    return re.sub(rb"^<[^\s/>]+", lambda name: name[0] + b" " + attribute, tag)


def _where(data: bytes) -> str:
    """Return where bytes stop being UTF-8, in brackets."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        return f" (line {line}, column {column})"
    return ""


def _fault(name: str, text: str) -> str:
    """Return where and how XML is broken, "" if it is sound; broken XML is left to the lenient reader."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    message = f"{name} declares XML entities, as attacks do and feeds need not"
    # An article on XML may quote a declaration; a strict reader never gets to one behind a fault.
    if _ENTITY.search(text) and _ENTITY.search(_without_quoted(text)):
        raise InputError(message, "do not trust this feed")
    parser = DefusedXMLParser(target=_Bounds(name), forbid_entities=True, forbid_external=True)
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except DefusedXmlException as error:
        raise InputError(message, "do not trust this feed") from error
    except ParseError as error:
        line, column = error.position
        return f"line {line}, column {column + 1}: {str(error).split(':')[0]}"
    return ""


class _Bounds:
    """Takes XML as it is read, keeps nothing of it, and stops where it is deeper or wider than feeds are."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise InputError(
                f"{self._name} nests over {MAX_DEPTH} elements, or gives one over {MAX_ATTRIBUTES} "
                "attributes, as attacks do and feeds need not",
                "do not trust this feed",
            )

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def data(self, _text: str) -> None:
        pass

    def close(self) -> None:
        pass


def _without_quoted(text: str) -> str:
    """Return XML without its comments and CDATA sections; one that does not end is no section."""
    pieces, at = [], 0
    ends = {opening: text.rfind(closing) for opening, closing in _QUOTED.items()}
    for found in _OPENING.finditer(text):
        if found.start() < at or ends[found[0]] < found.end():
            continue
        pieces.append(text[at : found.start()])
        at = text.index(_QUOTED[found[0]], found.end()) + 3
    return "".join(pieces) + text[at:]


def no_feed(raw: RawFile) -> InputError:
    """Return in words what something is that is no feed, and what to do."""
    if not raw.data.strip():
        return InputError(f"{raw.name} is empty, so it is no feed", "check the address, or try again later")
    try:
        text = decode(raw.data, raw.name, raw.content_type)
    except InputError as error:
        return InputError(f"{error}, so it is no feed", "name the address or the file of an RSS or Atom feed")
    root = re.search(r"<([A-Za-z][\w:.-]*)", text) if text.lstrip().startswith("<") else None
    if root and root[1] == "opml":
        one = re.search(r"""\bxmlUrl\s*=\s*["'](https?://[^"'\s]{1,500})""", text)
        return InputError(
            f"{raw.name} is a list of feeds (OPML), no feed",
            "load its feeds one by one" + (f", such as {html.unescape(one[1])}" if one else ""),
        )
    if is_html(text):
        feed = _feed_of_page(text, raw.url)
        hint = (
            f"it names its feed: {feed}" if feed else "a page of news is read with: bilateral ingest article"
        )
        return InputError(f"{raw.name} is a web page, no feed", hint)
    if _is_json(text):
        return InputError(
            f"{raw.name} is JSON, no feed in RSS or Atom", "most sites with a JSON feed have one of these too"
        )
    kind = f"XML of another kind (<{root[1][:40]}>)" if root else "text"
    return InputError(
        f"{raw.name} is {kind}, no feed in RSS or Atom",
        "name the address of a feed; an article is read with: bilateral ingest article",
    )


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _feed_of_page(page: str, url: str) -> str:
    """Return the address of the feed that a web page names, "" if it names none."""
    for link in re.findall(r"<link\b[^>]{0,2000}>", page[:500_000], re.IGNORECASE):
        if re.search(r"application/(?:rss|atom)\+xml", link, re.IGNORECASE):
            found = re.search(r"""\bhref\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s>"']+))""", link, re.IGNORECASE)
            try:
                address = urljoin(url, html.unescape(next(filter(None, found.groups())))) if found else ""
            except ValueError:
                continue
            if address.startswith(("http://", "https://")):
                return address
    return ""
