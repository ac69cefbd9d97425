"""PNG: a browser's picture, with the recipe in a text chunk and its size in print. Pure bytes.

The text chunk is an uncompressed iTXt (PNG specification 11.3.3.4) behind IHDR: keyword
`bilateral-recipe`, NUL, 0 (not compressed), 0, an empty language tag, NUL, an empty translated keyword, NUL,
then the recipe as one line of UTF-8 JSON. The browser's button writes the same (components/embed_recipe.js).
"""

import struct
import zlib
from collections.abc import Iterator

from dashboard.exports.contract import Document, Format
from dashboard.exports.recipe import KIND
from db.errors import InputError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CSS_PIXELS_PER_METRE = 96 / 0.0254

_DROPPED = {b"tIME", b"pHYs", b"tEXt", b"zTXt", b"iTXt", b"eXIf"}
"""Chunks of the browser that tell of the moment or that we write ourselves."""


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (type, body) of each chunk of a PNG.

    Raises:
        InputError: It is no PNG, or cut off.
    """
    if not data.startswith(SIGNATURE):
        raise InputError("is no PNG")
    position = len(SIGNATURE)
    while position < len(data):
        if position + 12 > len(data):
            raise InputError("is a damaged PNG")
        (length,) = struct.unpack_from(">I", data, position)
        end = position + 8 + length
        if end + 4 > len(data):
            raise InputError("is a damaged PNG")
        kind = data[position + 4 : position + 8]
        yield kind, data[position + 8 : end]
        if kind == b"IEND":
            return
        position = end + 4


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def embed(data: bytes, recipe_json: str, *, scale_factor: float = 1, title: str = "", alt: str = "") -> bytes:
    """Return the PNG with the recipe, a title, a description and its size in print.

    Args:
        data: A PNG.
        recipe_json: One line of JSON.
        scale_factor: Pixels per CSS pixel, so that programs place the picture in its true size.
        title, alt: For programs that show them; "" writes none.
    """
    per_metre = round(CSS_PIXELS_PER_METRE * scale_factor)
    texts = [(KIND, recipe_json), ("Title", title), ("Description", alt), ("Software", "Bilateral")]
    out = [SIGNATURE]
    for kind, body in chunks(data):
        if kind in _DROPPED:
            continue
        out.append(_chunk(kind, body))
        if kind == b"IHDR":
            out.append(_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)))
            out += [
                _chunk(b"iTXt", keyword.encode("ascii") + b"\0\0\0\0\0" + text.encode("utf-8"))
                for keyword, text in texts
                if text
            ]
    return b"".join(out)


def build(document: Document) -> bytes:
    """Return the figure as PNG.

    Raises:
        InputError: No renderer is at hand (`Document.render`).
    """
    return embed(
        document.rendered("png"),
        document.recipe.to_json(),
        scale_factor=document.scale_factor,
        title=document.title,
        alt=document.alt,
    )


FORMAT = Format("png", ".png", "image/png", "PNG", "Picture", build, needs_renderer=True)
