"""Rows of Parquet files, a few at a time: values become what JSON can hold, everything else is a sentence."""

import datetime as dt
import decimal
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # pyarrow ships no types; cells are JSON.

from assay.kit.rows import LONGEST_LINE, Row, Unreadable

AT_ONCE = 2_000
MOST_COLUMNS = 1_000
DEEPEST = 8
# A writer keeps row groups around 128 MB; one that unpacks to more than this cannot be read in little memory.
LARGEST_GROUP = 2 * 1024**3
WANTED_BYTES = 32 * 1024**2
# A value that is repeated a million times takes no room in the file, and some in memory each time.
BYTES_OF_VALUE = 16
MOST_IN_LISTS = 256 * 1024**2


def parquet_columns(path: Path) -> list[str]:
    """The names of the columns. Raises Unreadable."""
    with _opened(path) as file:
        return list(file.schema_arrow.names)


def count_parquet(path: Path) -> int:
    """Read to the end, so that a page that is broken is found before anything is written. Raises Unreadable."""
    with _opened(path) as file:
        return sum(batch.num_rows for batch in _batches(file))


def parquet_rows(path: Path, *, skip: int = 0) -> Iterator[Row]:
    """Every row with its number from 1 on, leaving out the first `skip`. Raises Unreadable."""
    with _opened(path) as file:
        number = 0
        for batch in _batches(file):
            if number + batch.num_rows <= skip:
                number += batch.num_rows
                continue
            for cells in _cells(batch):
                number += 1
                if number > skip:
                    yield _row(number, cells)


def _opened(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        probe = pq.ParquetFile(path)
        texts = {field.name for field in probe.schema_arrow if _is_text(field.type)}
        leaves = [probe.schema.column(nth) for nth in range(len(probe.schema.names))]
        texts |= {leaf.path for leaf in leaves if leaf.logical_type.type == "STRING"}
        probe.close()
        # Texts stay in their dictionary: a page of 2,000 times the same long text is that text once.
        file = pq.ParquetFile(path, read_dictionary=sorted(texts))
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise Unreadable(f"It is not Parquet, or broken: {_short(error)}.") from error
    _check(file)
    return file


def _check(file: Any) -> None:
    names = list(file.schema_arrow.names)
    if len(names) > MOST_COLUMNS:
        raise Unreadable(f"It has {len(names):,} columns; {MOST_COLUMNS:,} are the most.")
    if len(set(names)) != len(names):
        raise Unreadable("It names a column twice.")
    for field in file.schema_arrow:
        if problem := _problem(field.type, 1):
            raise Unreadable(f"The column {field.name[:80]} {problem}.")
    for nth in range(file.metadata.num_row_groups):
        if _size(file.metadata.row_group(nth)) > LARGEST_GROUP:
            raise Unreadable(
                f"Its row group {nth + 1} unpacks to more than {LARGEST_GROUP:,} bytes: write smaller ones."
            )


def _size(group: Any) -> int:
    """What a row group takes in memory, at least."""
    n_values = sum(group.column(nth).num_values for nth in range(group.num_columns))
    return int(max(group.total_byte_size, n_values * BYTES_OF_VALUE))


def _problem(kind: Any, depth: int) -> str:
    """What keeps a column of this type from being content, as the rest of a sentence; empty: nothing."""
    from pyarrow import types

    if depth > DEEPEST:
        return f"is nested more than {DEEPEST} levels deep"
    if types.is_dictionary(kind):
        return _problem(kind.value_type, depth)
    if types.is_struct(kind):
        inner = (_problem(kind.field(nth).type, depth + 1) for nth in range(kind.num_fields))
        return next((each for each in inner if each), "")
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return _problem(kind.value_type, depth + 1)
    if types.is_map(kind):
        return "holds a map, which is no JSON: write it as a struct or as JSON text"
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        return "holds bytes: upload pictures as files, and name them by their sha256"
    is_plain = (
        *(_is_text(kind), types.is_boolean(kind), types.is_integer(kind), types.is_floating(kind)),
        *(types.is_null(kind), types.is_decimal(kind), types.is_date(kind), types.is_time(kind)),
        types.is_timestamp(kind),
    )
    return "" if any(is_plain) else f"is of the type {str(kind)[:80]}, which content cannot hold"


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _batches(file: Any) -> Iterator[Any]:
    import pyarrow as pa

    try:
        for nth in range(file.metadata.num_row_groups):
            group = file.metadata.row_group(nth)
            per_row = max(1, _size(group) // max(1, group.num_rows))
            yield from file.iter_batches(
                batch_size=max(1, min(AT_ONCE, WANTED_BYTES // per_row)), row_groups=[nth], use_threads=False
            )
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise Unreadable(f"It is broken: {_short(error)}.") from error


def _cells(batch: Any) -> Iterator[dict[str, Any]]:
    names = batch.schema.names
    columns = [_column(batch.column(nth)) for nth in range(batch.num_columns)]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def _column(array: Any) -> list[Any]:
    """Python's values; every text of a dictionary is made once."""
    from pyarrow import types

    try:
        if not types.is_dictionary(array.type):
            if types.is_nested(array.type) and _weight(array) > MOST_IN_LISTS:
                raise Unreadable(f"Its lists hold more than {MOST_IN_LISTS:,} bytes in {len(array):,} rows.")
            return list(array.to_pylist())
        texts = array.dictionary.to_pylist()
        return [None if index is None else texts[index] for index in array.indices.to_pylist()]
    except (UnicodeError, ValueError, OverflowError) as error:
        raise Unreadable(f"It holds a value that is none: {_short(error)}.") from error


def _weight(array: Any) -> int:
    """What the values within lists and structs come to once each stands for itself."""
    import pyarrow.compute as pc
    from pyarrow import types

    if types.is_dictionary(array.type):
        lengths = pc.binary_length(array.dictionary.cast("large_string"))
        return int(pc.sum(lengths.take(array.indices)).as_py() or 0) + len(array) * BYTES_OF_VALUE
    if types.is_struct(array.type):
        return sum(_weight(each) for each in array.flatten())
    if types.is_nested(array.type):
        return _weight(array.flatten())
    return len(array) * BYTES_OF_VALUE


def _row(number: int, cells: dict[str, Any]) -> Row:
    values, n_bytes = {}, 0
    for name, cell in cells.items():
        if cell is None:
            continue
        n_bytes += len(cell) if isinstance(cell, str) else 0
        if n_bytes > LONGEST_LINE:
            return Row(number, {}, f"it is longer than {LONGEST_LINE:,} characters")
        try:
            values[name] = _json(cell)
        except ValueError as error:
            return Row(number, {}, f"{name[:80]} {error}")
    return Row(number, values)


def _json(cell: Any) -> Any:
    """The cell as JSON: moments and decimals as texts. Raises ValueError with the rest of a sentence."""
    if isinstance(cell, str):
        if "\x00" in cell:
            raise ValueError("contains a zero character")
        return cell
    if isinstance(cell, bool | int):
        return cell
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise ValueError("is not a finite number")
        return cell
    if isinstance(cell, dict):
        return {name: _json(each) for name, each in cell.items() if each is not None}
    if isinstance(cell, list):
        return [_json(each) for each in cell]
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, decimal.Decimal):
        return str(cell)
    return None


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
