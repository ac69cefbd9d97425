"""The sources that the program can take in: every module of etl/sources/ that has a `SOURCE`."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from etl import sources
from etl.contract import Source


@lru_cache(maxsize=1)
def registered_sources() -> Mapping[str, Source]:
    """Return the sources by id, in the order of their modules' names."""
    found: dict[str, Source] = {}
    for info in pkgutil.iter_modules(sources.__path__):
        module = importlib.import_module(f"{sources.__name__}.{info.name}")
        source = getattr(module, "SOURCE", None)
        if source is None:
            continue
        if source.id in found:
            raise ValueError(f"two sources are called {source.id!r}")
        found[source.id] = source
    return MappingProxyType(found)
