"""From rows of the store to frames whose dtypes do not depend on what is in them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select

if TYPE_CHECKING:
    import pandas as pd

MAX_PARAMETERS = 900
"""Of one IN list; longer ones are asked for in pieces."""


def rows_of(
    connection: Any, query: Select[Any], column: ColumnElement[int], ids: Sequence[int] | None
) -> list[tuple[Any, ...]]:
    """Return the rows of `query`, only those whose `column` is in `ids` unless that is None."""
    if ids is None:
        return [tuple(row) for row in connection.execute(query)]
    wanted = sorted({int(value) for value in ids})
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(wanted), MAX_PARAMETERS):
        piece = query.where(column.in_(wanted[start : start + MAX_PARAMETERS]))
        rows += [tuple(row) for row in connection.execute(piece)]
    return rows


def frame_of(
    rows: Sequence[tuple[Any, ...]],
    names: Sequence[str],
    *,
    integers: Sequence[str] = (),
    nullable_integers: Sequence[str] = (),
    dates: Sequence[str] = (),
) -> "pd.DataFrame":
    """Return `rows` as a frame whose dtypes do not depend on what is in them (nor on there being any)."""
    import numpy as np
    import pandas as pd

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    data: dict[str, Any] = {}
    for name, values in zip(names, columns, strict=True):
        if name in dates:
            data[name] = np.array(values, dtype="datetime64[us]")
        elif name in integers:
            data[name] = np.array(values, dtype="int64")
        elif name in nullable_integers:
            data[name] = pd.array(list(values), dtype="Int64")
        else:
            data[name] = pd.array(list(values), dtype="str")
    return pd.DataFrame(data)


def objects(values: Iterable[object]) -> Any:
    """Return `values` as an object array, whatever their own lengths."""
    import numpy as np

    items = list(values)
    array = np.empty(len(items), dtype=object)
    for position, item in enumerate(items):
        array[position] = item
    return array
