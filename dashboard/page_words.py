"""Messages that speak to the command line, said in the words of the pages."""

import re
from datetime import date

_FORMATS = re.compile(r"(?<=is not written as )%[^;]*|(?<=read as )%[^;]*")
_SAVED = re.compile(r"save (?:it|the page)(?: from your browser)? and name the file")
_LIKE = date(2025, 1, 31)
_PHRASES = (
    ("say what it means in type.values", "say what it means where you choose the columns"),
    ("name a text file, an HTML file or an address", "paste the text of an article, or its address"),
    ("bilateral review list", "see “What waits” on the page Add"),
)


def on_page(message: str) -> str:
    """Return a message as a page says it: places of the page for commands and keys, a date for a format.

    >>> on_page("'3 May' is not written as %d.%m.%Y or %B %d, %Y")
    "'3 May' is not written as 31.01.2025 or January 31, 2025"
    >>> on_page("unknown type 'x'; say what it means in type.values")
    "unknown type 'x'; say what it means where you choose the columns"
    >>> on_page("the page is behind a paywall: save it from your browser and name the file")
    'the page is behind a paywall: copy the text of the page and paste it'
    """
    for told, words in _PHRASES:
        message = message.replace(told, words)
    message = _SAVED.sub("copy the text of the page and paste it", message)
    return _FORMATS.sub(lambda found: _LIKE.strftime(found[0]), message)
