"""Recorded judgments in the order they came: by `seq` or `timestamp` where the file has one, else drawn by a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # pyarrow ships no types.

import numpy as np
from numpy.typing import NDArray

from assay.stats.stopping.paths import Arrived
from assay.stats.truth import Encoded
from assay.stats.truth.reading import Unusable, read_judgments

CLOCKS = ("seq", "timestamp")
KEYS = ("item", "worker", "label")


@dataclass(frozen=True, slots=True)
class Recorded:
    """Judgments as the file has them.

    Attributes
    ----------
    rows : Arrived
        In recorded order where there is one, else in that of the file.
    encoded : Encoded
        With the names of items, workers and classes.
    clock : str or None
        The column that gave the order.
    """

    rows: Arrived
    encoded: Encoded
    clock: str | None


def read_recorded(path: Path) -> Recorded:
    """Judgments with their order; the first row of an (item, worker) pair counts.

    Raises
    ------
    Unusable
        As `read_judgments`, and when a cell of the clock is empty.
    """
    encoded = read_judgments(path)
    table = _columns(path)
    clock = next((name for name in CLOCKS if name in table.column_names), None)
    places = (encoded.items, encoded.workers, encoded.classes)
    item, worker, label = (_codes(table.column(key), names) for key, names in zip(KEYS, places, strict=True))
    first = np.unique(item.astype(np.int64) * len(encoded.workers) + worker, return_index=True)[1]
    kept = np.sort(first)
    if clock is not None:
        kept = kept[np.argsort(_moments(table.column(clock), path, clock)[kept], kind="stable")]
    sizes = (len(encoded.items), len(encoded.workers), len(encoded.classes))
    return Recorded(Arrived(item[kept], worker[kept], label[kept], *sizes), encoded, clock)


def drawn_order(rows: Arrived, gold: Sequence[int], *, seed: int) -> Arrived:
    """An order for rows that have none: the gold first, then item by item; items, and each one's rows, at random."""
    draw = np.random.default_rng(seed)
    rank = draw.random(rows.n_items)
    rank[list(gold)] -= 1.0
    shuffled = draw.permutation(rows.n)
    return rows.only(shuffled[np.argsort(rank[rows.item[shuffled]], kind="stable")])


def _columns(path: Path) -> Any:
    import pyarrow as pa
    from pyarrow import csv, parquet

    if path.suffix == ".parquet":
        names = parquet.read_schema(path).names
        wanted = [name for name in (*KEYS, *CLOCKS) if name in names]
        table = parquet.read_table(path, columns=wanted)
        return table.cast(pa.schema([(name, pa.string()) for name in wanted]))
    with path.open("rb") as file:
        names = file.readline().decode("utf-8-sig").strip().replace('"', "").split(",")
    wanted = [name for name in (*KEYS, *CLOCKS) if name in names]
    convert = csv.ConvertOptions(column_types=dict.fromkeys(wanted, pa.string()), include_columns=wanted)
    return csv.read_csv(path, convert_options=convert)


def _codes(column: Any, names: Sequence[str]) -> NDArray[np.int32]:
    place = {name: nth for nth, name in enumerate(names)}
    found = column.combine_chunks().dictionary_encode()
    codes = np.array([place[name] for name in found.dictionary.to_pylist()], np.int32)
    return np.asarray(codes[found.indices.to_numpy(zero_copy_only=False)], dtype=np.int32)


def _moments(column: Any, path: Path, clock: str) -> NDArray[Any]:
    """Values that sort as time goes: numbers, or texts of one format."""
    values = np.array(column.to_pylist(), dtype=object)
    empty = np.array([value is None or not value for value in values], bool)
    if empty.any():
        raise Unusable(f"{path}: row {int(np.argmax(empty)) + 1} below the header has no {clock}.")
    texts = values.astype(str)
    try:
        return np.asarray(texts.astype(np.float64))
    except ValueError:
        return np.asarray(texts)
