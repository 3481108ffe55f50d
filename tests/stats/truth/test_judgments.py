"""Rows into arrays: the order, the first of repeated pairs, and what is refused."""

import numpy as np
import pytest

from assay.stats.truth import DawidSkene, encode, from_codes, judgments
from assay.stats.truth.judgments import Judgments, all_from_codes


def columns(found: Judgments) -> list[list[int]]:
    return [found.item.tolist(), found.worker.tolist(), found.label.tolist()]


def test_many_rows_are_put_in_the_same_order_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(1)
    sizes = {"n_items": 50, "n_workers": 20, "n_classes": 4}
    rows = [draw.integers(0, size, 3000).astype(np.int32) for size in sizes.values()]
    sorted_ones, n_repeats = from_codes(rows[0], rows[1], rows[2], **sizes)
    monkeypatch.setattr(judgments, "MANY_ROWS", 0)

    counted, n_counted = from_codes(rows[0], rows[1], rows[2], **sizes)

    assert n_repeats == n_counted > 0
    assert columns(counted) == columns(sorted_ones)


def test_the_first_of_repeated_rows_counts_wherever_it_stands() -> None:
    found = encode("babab", "uvvvu", ["y", "n", "n", "y", "n"], classes=["n", "y"])

    assert found.n_repeats == 2
    assert columns(found.judgments) == [[0, 0, 1], [0, 1, 1], [1, 0, 0]]


@pytest.mark.parametrize(
    ("items", "workers", "labels", "why"),
    [
        (["a"], ["u", "v"], ["y", "n"], "differ in length"),
        (["a", "b"], ["u", "v"], ["y", None], "row 1 has no label"),
        (["a", "b"], ["u", "v"], [1.0, float("nan")], "row 1 has no label"),
        (["a", ""], ["u", "v"], ["y", "n"], "row 1 has no item"),
        (
            ["a", "a", "b"],
            ["u", "v", "u"],
            [1, 2, "x"],
            r"label mixes texts with numbers: 1 \(row 0\) and 'x' \(row 2\)",
        ),
        (["a", 1], ["u", "v"], ["y", "n"], "item mixes texts with numbers"),
    ],
)
def test_what_cannot_be_encoded_is_refused(
    items: list[str], workers: list[str], labels: list[str], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        encode(items, workers, labels)


def test_a_label_outside_the_classes_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the classes: \\['maybe'\\]"):
        encode("ab", "uv", ["yes", "maybe"], classes=["no", "yes"])


def test_confusion_matrices_larger_than_memory_are_refused() -> None:
    codes = np.arange(40_000, dtype=np.int32)
    made, _ = from_codes(codes % 100, codes % 7, codes, n_items=100, n_workers=7, n_classes=40_000)

    with pytest.raises(ValueError, match="a matrix of 40,000 classes for each of 7 people is too large"):
        DawidSkene().fit(made)


def test_what_is_encoded_leads_back_to_the_names() -> None:
    found = encode("bab", "vuu", ["no", "yes", "no"])

    assert (found.items, found.workers, found.classes, found.n_repeats) == (
        ("b", "a"),
        ("v", "u"),
        ("no", "yes"),
        0,
    )
    sizes = (found.judgments.n, found.judgments.n_items, found.judgments.n_workers, found.judgments.n_classes)
    assert sizes == (3, 2, 2, 2)
    assert found.judgments.starts.tolist() == [0, 2, 3]


@pytest.mark.parametrize(
    ("name", "columns"), [("worker", (["a"], [""], ["y"])), ("label", (["a"], ["u"], [""]))]
)
def test_a_missing_entry_names_its_column(name: str, columns: tuple[list[str], ...]) -> None:
    with pytest.raises(ValueError, match=rf"^row 0 has no {name}$"):
        encode(*columns)


def test_repeated_pairs_stay_where_they_are_meant() -> None:
    item, worker, label = (np.array(each, np.int32) for each in ([1, 0, 1, 1], [1, 0, 0, 1], [2, 1, 0, 1]))

    found = all_from_codes(item, worker, label, n_items=2, n_workers=3, n_classes=4)

    assert columns(found) == [[0, 1, 1, 1], [0, 0, 1, 1], [1, 0, 2, 1]]
    assert (found.n_items, found.n_workers, found.n_classes) == (2, 3, 4)
