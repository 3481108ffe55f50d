"""Judgments as arrays: ids are encoded once, at the edge."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Below that, sorting costs less than loading compiled code.
MANY_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Judgments:
    """One row per judgment, sorted by item, then worker.

    Attributes
    ----------
    item, worker, label : int32 arrays of shape (n,)
        Codes from 0; labels are below `n_classes`.
    n_items, n_workers, n_classes : int
        Sizes; an item without a judgment is allowed.
    """

    item: NDArray[np.int32]
    worker: NDArray[np.int32]
    label: NDArray[np.int32]
    n_items: int
    n_workers: int
    n_classes: int

    @property
    def n(self) -> int:
        return len(self.item)

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where each item's rows begin; shape (n_items + 1,)."""
        return np.searchsorted(self.item, np.arange(self.n_items + 1)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Judgments with the tables that lead back to the ids."""

    judgments: Judgments
    items: tuple[str, ...]
    workers: tuple[str, ...]
    classes: tuple[str, ...]
    n_repeats: int


def encode(
    items: Sequence[str], workers: Sequence[str], labels: Sequence[str], classes: Sequence[str] | None = None
) -> Encoded:
    """Encode a long table (item, worker, label); the first row of an (item, worker) pair counts.

    Parameters
    ----------
    items, workers, labels : sequences of equal length
    classes : sequence, optional
        The labels in their order; without it, the sorted labels that occur.

    Raises
    ------
    ValueError
        When the lengths differ, an entry is missing (its row is named), labels mix texts with numbers, or a label is
        not among the classes.

    Examples
    --------
    >>> encode(["a", "a", "a"], ["w", "v", "w"], ["yes", "no", "no"]).n_repeats
    1
    """
    if not len(items) == len(workers) == len(labels):
        raise ValueError("items, workers and labels differ in length")
    for name, column in (("item", items), ("worker", workers), ("label", labels)):
        _check(name, column)
    item_ids, item = _codes(items)
    worker_ids, worker = _codes(workers)
    known = tuple(classes) if classes is not None else tuple(sorted(set(labels)))
    place = {label: nth for nth, label in enumerate(known)}
    unknown = set(labels) - place.keys()
    if unknown:
        raise ValueError(f"labels outside the classes: {sorted(unknown)[:5]}")
    label = np.fromiter((place[each] for each in labels), np.int32, len(labels))
    judgments, n_repeats = from_codes(
        item, worker, label, n_items=len(item_ids), n_workers=len(worker_ids), n_classes=len(known)
    )
    return Encoded(judgments, item_ids, worker_ids, known, n_repeats)


def from_codes(
    item: NDArray[np.int32],
    worker: NDArray[np.int32],
    label: NDArray[np.int32],
    *,
    n_items: int,
    n_workers: int,
    n_classes: int,
) -> tuple[Judgments, int]:
    """Judgments of coded rows in their recorded order, and how many repeated pairs were left out."""
    order = _order(item, worker, n_items, n_workers)
    item, worker = item[order], worker[order]
    is_first = np.ones(len(order), bool)
    is_first[1:] = (item[1:] != item[:-1]) | (worker[1:] != worker[:-1])
    n_repeats = len(order) - int(is_first.sum())
    if n_repeats:
        item, worker, order = item[is_first], worker[is_first], order[is_first]
    return Judgments(item, worker, label[order], n_items, n_workers, n_classes), n_repeats


def all_from_codes(
    item: NDArray[np.int32],
    worker: NDArray[np.int32],
    label: NDArray[np.int32],
    *,
    n_items: int,
    n_workers: int,
    n_classes: int,
) -> Judgments:
    """Judgments of coded rows, repeated pairs included: somebody judged the same items several times, on purpose."""
    order = _order(item, worker, n_items, n_workers)
    return Judgments(item[order], worker[order], label[order], n_items, n_workers, n_classes)


def _order(
    item: NDArray[np.int32], worker: NDArray[np.int32], n_items: int, n_workers: int
) -> NDArray[np.signedinteger]:
    """Rows by item, then worker, then as recorded; many rows are counted into place, which takes linear time."""
    if len(item) < MANY_ROWS:
        return np.argsort(item.astype(np.int64) * max(1, n_workers) + worker, kind="stable")
    from assay.stats.truth._kernels import counted_into_place

    places: NDArray[np.signedinteger] = np.arange(
        len(item), dtype=np.int32 if len(item) < 2**31 else np.int64
    )
    by_worker, order = np.empty_like(places), np.empty_like(places)
    counted_into_place(worker, places, n_workers, by_worker)
    counted_into_place(item, by_worker, n_items, order)
    return order


def _check(name: str, column: Sequence[object]) -> None:
    """Refuse what is missing, and kinds that cannot be compared, by their row."""
    first: dict[type, int] = {}
    for nth, each in enumerate(column):
        if each is None or each == "" or each != each:  # NaN alone differs from itself.
            raise ValueError(f"row {nth} has no {name}")
        first.setdefault(str if isinstance(each, str) else float, nth)
    if len(first) > 1:
        rows = " and ".join(f"{column[nth]!r} (row {nth})" for nth in first.values())
        raise ValueError(f"the column {name} mixes texts with numbers: {rows}")


def _codes(ids: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    place: dict[str, int] = {}
    codes = np.fromiter((place.setdefault(each, len(place)) for each in ids), np.int32, len(ids))
    return tuple(place), codes
