"""Exports: pure functions from a document to the bytes of a file; one file per format (`formats()`)."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from dashboard.exports.contract import Format

_FIRST = ("png", "svg", "pdf", "html", "csv", "xlsx", "json", "zip")


@cache
def formats() -> Mapping[str, Format]:
    """Return every format by id: the files of this folder that offer a `FORMAT`, well-known ones first."""
    found = []
    for module in iter_modules(__path__, f"{__name__}."):
        file_format = getattr(import_module(module.name), "FORMAT", None)
        if isinstance(file_format, Format):
            found.append(file_format)
    order = {name: rank for rank, name in enumerate(_FIRST)}
    found.sort(key=lambda one: (order.get(one.id, len(order)), one.id))
    return MappingProxyType({one.id: one for one in found})
