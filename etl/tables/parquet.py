"""Parquet as rows of text."""

from collections.abc import Iterator

from db.errors import InputError
from etl.contract import Issue
from etl.tables.tabular import Cells, Input, Progress, Table, input_sha256
from etl.tables.typed_cells import cells_of


def read_parquet(source: Input, progress: Progress | None) -> Table:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        with source.open() as file:
            parquet = ParquetFile(file)
            names = tuple(parquet.schema_arrow.names)
            n_rows = parquet.metadata.num_rows
    except (ArrowException, OSError) as error:
        raise InputError(
            f"{source.name} cannot be read as Parquet: {error}", "save or download it again"
        ) from error

    def read() -> Iterator[Cells | Issue]:
        row = 0
        with source.open() as file:
            try:
                for batch in ParquetFile(file).iter_batches(batch_size=2_000):
                    for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        row += 1
                        cells = cells_of(names, values, row)
                        if cells is not None:
                            yield cells
                    if progress:
                        progress(source.name, source.size * row // max(1, n_rows), source.size)
            except (ArrowException, OSError) as error:
                raise InputError(
                    f"{source.name} is damaged after row {row:,}: {error}", "save or download it again"
                ) from error

    return Table(source.name, input_sha256(source), names, read)
