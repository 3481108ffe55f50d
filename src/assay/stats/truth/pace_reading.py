"""Tempo and experience from plain files: `seconds`, and `seq` or `timestamp`, where a file has them."""

from pathlib import Path
from typing import Any  # pyarrow ships no types.

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.judgments import Encoded
from assay.stats.truth.pace import Pace
from assay.stats.truth.reading import header, read_table

CLOCKS = ("seq", "timestamp")


def read_pace(path: Path, encoded: Encoded) -> Pace | None:
    """The pace of the judgments that `read_judgments` read from the same file; None where there are no such columns.

    A column that is no numbers (or times) throughout is not used, and a note says so with its row: it may mean
    something else. An empty cell is an unknown time. Raises Unusable when the file cannot be read.
    """
    names = header(path)
    wanted = [name for name in ("seconds", *CLOCKS) if names.count(name) == 1]
    if not wanted:
        return None
    table = read_table(path, ("item", "worker", *wanted))
    first = _first_rows(table, encoded)
    notes: list[str] = []
    seconds = _seconds(table.column("seconds"), notes) if "seconds" in wanted else None
    clocks = [name for name in CLOCKS if name in wanted]
    moment = _moments(table.column(clocks[0]), clocks[0], notes) if clocks else None
    return Pace(
        seconds[first] if seconds is not None else None,
        moment[first] if moment is not None else None,
        tuple(notes),
    )


def _first_rows(table: Any, encoded: Encoded) -> NDArray[np.int64]:
    """The row of every judgment, in the order of the encoded ones."""
    item, worker = (
        _codes(table.column("item"), encoded.items),
        _codes(table.column("worker"), encoded.workers),
    )
    return np.asarray(np.unique(item * len(encoded.workers) + worker, return_index=True)[1], np.int64)


def _codes(column: Any, names: tuple[str, ...]) -> NDArray[np.int64]:
    place = {name: nth for nth, name in enumerate(names)}
    found = column.combine_chunks().dictionary_encode()
    codes = np.array([place[name] for name in found.dictionary.to_pylist()], np.int64)
    return np.asarray(codes[found.indices.to_numpy(zero_copy_only=False)])


def _seconds(column: Any, notes: list[str]) -> NDArray[np.float64] | None:
    found = np.full(len(column), np.nan)
    for nth, cell in enumerate(column.to_pylist()):
        if cell is None or not cell.strip():
            continue
        try:
            found[nth] = float(cell)
        except ValueError:
            notes.append(f"The column seconds is not used: row {nth + 1} below the header has {cell[:40]!r}.")
            return None
    found[~(np.isfinite(found) & (found >= 0))] = np.nan
    return found


def _moments(column: Any, name: str, notes: list[str]) -> NDArray[np.int64] | None:
    """Ranks of numbers, or of texts of one format, as time goes."""
    cells = column.to_pylist()
    empty = next((nth for nth, cell in enumerate(cells) if cell is None or not cell.strip()), None)
    if empty is not None:
        notes.append(f"The column {name} is not used: row {empty + 1} below the header is empty.")
        return None
    texts = np.array(cells, dtype=str)
    try:
        values: NDArray[Any] = texts.astype(np.float64)
    except ValueError:
        values = texts
    return np.unique(values, return_inverse=True)[1].astype(np.int64)
