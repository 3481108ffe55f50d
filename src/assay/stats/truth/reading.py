"""Judgments and truth from plain files: CSV or Parquet with `item,worker,label`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any  # pyarrow ships no types.

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.judgments import Encoded, from_codes

MOST_CLASSES = 10_000


class Unusable(ValueError):
    """The file cannot be used; the sentence says why, and where."""


def read_judgments(path: Path, *, classes: Sequence[str] | None = None) -> Encoded:
    """Judgments of a file, encoded; the first row of an (item, worker) pair counts.

    Parameters
    ----------
    path : Path
        CSV with a header, or Parquet where the name ends in .parquet; further columns are left alone.
    classes : sequence of str, optional
        The labels in their order; without it numbers by size, then texts by alphabet.

    Raises
    ------
    Unusable
        When a column is missing, a cell is empty (with its row), or there are more than 10,000 labels.
    """
    table = _table(path, ("item", "worker", "label"))
    item, items = _codes(table, "item", path)
    worker, workers = _codes(table, "worker", path)
    given, names = _codes(table, "label", path)
    known = tuple(classes) if classes is not None else in_order(names)
    if len(known) > MOST_CLASSES:
        raise Unusable(f"{path} has {len(known):,} different labels: is that column a class?")
    place = {name: nth for nth, name in enumerate(known)}
    if strange := [name for name in names if name not in place]:
        raise Unusable(f"{path} has labels outside the classes: {', '.join(strange[:5])}.")
    label = np.array([place[name] for name in names], np.int32)[given]
    judgments, n_repeats = from_codes(
        item, worker, label, n_items=len(items), n_workers=len(workers), n_classes=len(known)
    )
    return Encoded(judgments, items, workers, known, n_repeats)


def read_truth(path: Path) -> dict[str, str]:
    """Item to label; the first row of an item counts. Raises Unusable."""
    table = _table(path, ("item", "label"))
    truth: dict[str, str] = {}
    for item, label in zip(table.column("item").to_pylist(), table.column("label").to_pylist(), strict=True):
        if item and label:
            truth.setdefault(item, label)
    return truth


def in_order(names: Sequence[str]) -> tuple[str, ...]:
    """Numbers by size, then texts by alphabet."""
    return tuple(sorted(set(names), key=_place))


def truth_codes(encoded: Encoded, truth: Mapping[str, str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Items that have judgments and truth, and their true class (-1: a label that nobody gave)."""
    classes = {name: nth for nth, name in enumerate(encoded.classes)}
    pairs = [(nth, classes.get(truth[item], -1)) for nth, item in enumerate(encoded.items) if item in truth]
    found = np.array(pairs, np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _place(name: str) -> tuple[int, float, str]:
    try:
        number = float(name)
    except ValueError:
        return 1, 0.0, name
    return (0, number, name) if np.isfinite(number) else (1, 0.0, name)


def _table(path: Path, needed: Sequence[str]) -> Any:
    import pyarrow as pa
    from pyarrow import csv, parquet

    try:
        if path.suffix == ".parquet":
            names = parquet.read_schema(path).names
            _check(path, names, needed)
            table = parquet.read_table(path, columns=list(needed))
            return table.cast(pa.schema([(name, pa.string()) for name in needed]))
        with path.open("rb") as file:
            names = file.readline().decode("utf-8-sig").strip().replace('"', "").split(",")
        _check(path, names, needed)
        convert = csv.ConvertOptions(
            column_types=dict.fromkeys(needed, pa.string()), include_columns=list(needed)
        )
        return csv.read_csv(path, convert_options=convert)
    except (OSError, pa.ArrowInvalid, UnicodeDecodeError) as problem:
        raise Unusable(f"{path} cannot be read: {problem}") from problem


def _check(path: Path, names: Sequence[str], needed: Sequence[str]) -> None:
    if missing := [name for name in needed if name not in names]:
        raise Unusable(
            f"{path} has no column {missing[0]}: it needs {', '.join(needed)}, and has {', '.join(names)[:200]}."
        )


def _codes(table: Any, name: str, path: Path) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    column = table.column(name).combine_chunks().dictionary_encode()
    names = tuple(column.dictionary.to_pylist())
    codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    empty = codes < 0
    for nth, each in enumerate(names):
        if not each or each.strip().lower() in {"", "nan"}:
            empty |= codes == nth
    if empty.any():
        raise Unusable(f"{path}: row {int(np.argmax(empty)) + 1} below the header has no {name}.")
    return codes, names
