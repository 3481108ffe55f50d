"""Judgments and truth from plain files: CSV or Parquet with `item,worker,label`."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any  # pyarrow ships no types.

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.judgments import Encoded, from_codes

MOST_CLASSES = 10_000
Codes = NDArray[np.int32]


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
        When a column is missing or there twice, a cell is empty (with its row), labels mix numbers with words or write
        one number in two ways, there are more than 10,000 labels, or all rows are of one contributor.
    """
    (item, items), (worker, workers), (given, names) = _encoded(path, ("item", "worker", "label"))
    if not len(item):
        raise Unusable(f"{path} has no rows.")
    if len(workers) == 1:
        raise Unusable(
            f"{path}: all judgments are by one contributor ({workers[0]}): nobody to compare with."
        )
    known = tuple(classes) if classes is not None else _classes_of(names, given, path)
    place = {name: nth for nth, name in enumerate(known)}
    if strange := [name for name in names if name not in place]:
        row = int(np.argmax(given == names.index(strange[0]))) + 1
        raise Unusable(
            f"{path}: row {row} below the header has a label outside the classes: {', '.join(strange[:5])}."
        )
    label = np.array([place[name] for name in names], np.int32)[given]
    judgments, n_repeats = from_codes(
        item, worker, label, n_items=len(items), n_workers=len(workers), n_classes=len(known)
    )
    return Encoded(judgments, items, workers, known, n_repeats)


def _classes_of(names: Sequence[str], given: Codes, path: Path) -> tuple[str, ...]:
    if len(names) > MOST_CLASSES:
        raise Unusable(f"{path} has {len(names):,} different labels: is that column a class?")
    numbers: dict[float, str] = {}
    texts: list[str] = []
    for name in names:
        is_text, number, _ = _place(name)
        if is_text:
            texts.append(name)
        elif name != numbers.setdefault(number, name):
            rows = _first_rows(names, given, (numbers[number], name))
            raise Unusable(f"{path} writes one number in two ways: {rows}.")
    if numbers and texts:
        rows = _first_rows(names, given, (next(iter(numbers.values())), texts[0]))
        raise Unusable(
            f"{path} mixes numbers with words as labels: {rows}. Give every class a word, or a number."
        )
    return in_order(names)


def _first_rows(names: Sequence[str], given: Codes, some: Sequence[str]) -> str:
    rows = [int(np.argmax(given == names.index(name))) + 1 for name in some]
    return " and ".join(f"{name} (row {row} below the header)" for name, row in zip(some, rows, strict=True))


def read_truth(path: Path) -> dict[str, str]:
    """Item to label; the first row of an item counts. Raises Unusable."""
    table = read_table(path, ("item", "label"))
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


def header(path: Path) -> list[str]:
    """The names of the columns. Raises Unusable."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        if path.suffix == ".parquet":
            return list(parquet.read_schema(path).names)
        with path.open("rb") as file:
            return file.readline().decode("utf-8-sig").strip().replace('"', "").split(",")
    except (OSError, pa.ArrowException, UnicodeDecodeError) as problem:
        raise Unusable(f"{path} cannot be read: {problem}") from problem


def read_table(path: Path, needed: Sequence[str]) -> Any:
    """These columns as texts. Raises Unusable."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    _check(path, header(path), needed)
    try:
        if path.suffix == ".parquet":
            table = parquet.read_table(path, columns=list(needed))
            return table.cast(pa.schema([(name, pa.string()) for name in needed]))
        convert = csv.ConvertOptions(
            column_types=dict.fromkeys(needed, pa.string()), include_columns=list(needed)
        )
        return csv.read_csv(path, convert_options=convert)
    except (OSError, pa.ArrowException, UnicodeDecodeError) as problem:
        raise Unusable(f"{path} cannot be read: {problem}") from problem


def _check(path: Path, names: Sequence[str], needed: Sequence[str]) -> None:
    if missing := [name for name in needed if name not in names]:
        raise Unusable(
            f"{path} has no column {missing[0]}: it needs {', '.join(needed)}, and has {', '.join(names)[:200]}."
        )
    if twice := [name for name in needed if names.count(name) > 1]:
        raise Unusable(f"{path} has the column {twice[0]} twice.")


def _encoded(path: Path, needed: Sequence[str]) -> list[tuple[Codes, tuple[str, ...]]]:
    """The columns as codes and names, one thread each: most of the work is finding equal texts."""
    table = read_table(path, needed)
    with ThreadPoolExecutor(len(needed)) as pool:
        return list(pool.map(lambda name: _codes(table, name, path), needed))


def _codes(table: Any, name: str, path: Path) -> tuple[Codes, tuple[str, ...]]:
    import pyarrow as pa
    from pyarrow import compute

    column = table.column(name).combine_chunks().dictionary_encode()
    plain = compute.utf8_lower(compute.utf8_trim_whitespace(column.dictionary))
    is_missing = compute.is_in(plain, pa.array(["", "nan"])).to_numpy(zero_copy_only=False)
    codes: Codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    empty = codes < 0
    if is_missing.any():
        empty |= is_missing[codes]
    if empty.any():
        raise Unusable(f"{path}: row {int(np.argmax(empty)) + 1} below the header has no {name}.")
    return codes, tuple(column.dictionary.to_pylist())
