"""The methods of intensity: each module of this folder offers one as `METHOD`."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from dashboard.measures.contract import DyadRecord, MeasureResult, Method, Params

DEFAULT_METHOD = Params().method


def _find() -> dict[str, Method]:
    found = [import_module(f"{__name__}.{module.name}").METHOD for module in iter_modules(__path__)]
    return {method.id: method for method in sorted(found, key=lambda m: (m.id != DEFAULT_METHOD, m.id))}


METHODS: Mapping[str, Method] = MappingProxyType(_find())
"""Every method by id, the default first."""


def measure(record: DyadRecord, params: Params) -> MeasureResult:
    """Return the series that `params` asks for.

    Raises:
        KeyError: No method has the id `params.method`; `METHODS` lists them.
    """
    return METHODS[params.method].compute(record, params)


__all__ = ["DEFAULT_METHOD", "METHODS", "measure"]
