"""Making words from outside harmless where they land: cells, comment lines, markup and file names. Pure."""

import html
import json
import re
import unicodedata

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula; the wide forms are those of East Asian locales."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither XML nor a spreadsheet can hold, tab and line breaks apart."""

_AFTER_SEPARATOR = re.compile(r"([,;\t]\s*)(?=[=+\-@＝＋－＠])")


def plain_text(text: str) -> str:
    """Return `text` without control characters; tab and line breaks stay.

    >>> plain_text("Abe\\x00 visits")
    'Abe visits'
    """
    return _CONTROL.sub("", text)


def neutral_cell(text: str) -> str:
    """Return `text` so that no spreadsheet runs it: a leading apostrophe before what would start a formula.

    >>> neutral_cell("=cmd|' /C calc'!A0")
    "'=cmd|' /C calc'!A0"
    >>> neutral_cell("Summit in Tokyo")
    'Summit in Tokyo'
    """
    text = plain_text(text)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def comment_line(text: str) -> str:
    """Return `text` as one line that may stand behind `# ` in a CSV file.

    A spreadsheet splits such a line at commas and reads quotation marks, so no part may start a formula and
    no quotation mark may swallow the lines that follow.

    >>> comment_line('a "quoted" name,=1+1\\nnext')
    "a 'quoted' name,'=1+1 next"
    """
    line = " ".join(plain_text(text).split()).replace('"', "'")
    return _AFTER_SEPARATOR.sub(r"\1'", line)


def escape(text: str) -> str:
    """Return `text` for HTML and XML, attribute values included.

    >>> escape('<b onload="x">')
    '&lt;b onload=&quot;x&quot;&gt;'
    """
    return html.escape(plain_text(text), quote=True)


def safe_url(url: str) -> str:
    """Return `url` if a click on it is harmless (http or https), else "".

    >>> safe_url("javascript:alert(1)")
    ''
    """
    url = plain_text(url).strip()
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else ""


def script_json(text: str) -> str:
    """Return JSON so that it may stand inside a `<script>`: nothing in it can close the element.

    >>> script_json('{"title": "</script>"}')
    '{"title": "\\\\u003c/script>"}'
    """
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def one_line_json(value: object) -> str:
    """Return `value` as compact JSON, keys in their own order, numbers as Python writes them.

    Raises:
        ValueError: A number is not finite: holes must be None by now.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def clean_stem(text: str) -> str:
    """Return `text` as the stem of a file name that every system takes: letters, digits, `-` and `_`.

    >>> clean_stem("bilateral ../JPN-MYS: Zürich")
    'bilateral-JPN-MYS-Zurich'
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", ascii_text)
    return re.sub(r"-{2,}", "-", stem).strip("-_")[:120] or "bilateral"
