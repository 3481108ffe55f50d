"""Files of judgments: what is read, and what is refused with its row."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from assay.stats.truth.reading import Unusable, in_order, read_judgments, read_truth, truth_codes


def written(folder: Path, text: str, name: str = "judgments.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_is_encoded_and_repeats_are_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "item,worker,label,seconds\na,u,10,1\na,v,9,2\na,u,9,3\nb,u,9,4\n")

    found = read_judgments(path)

    assert (found.items, found.workers, found.classes, found.n_repeats) == (
        ("a", "b"),
        ("u", "v"),
        ("9", "10"),
        1,
    )
    assert found.judgments.label.tolist() == [1, 0, 0]


def test_parquet_is_the_same(tmp_path: Path) -> None:
    rows = {"item": ["a", "a"], "worker": ["u", "v"], "label": ["yes", "no"], "more": [1, 2]}
    parquet.write_table(pa.table(rows), tmp_path / "judgments.parquet")

    found = read_judgments(tmp_path / "judgments.parquet")

    assert found.classes == ("no", "yes")
    assert found.judgments.label.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("item,worker\na,u\n", "has no column label"),
        ("item,worker,label\na,u,yes\nb,v,\n", "row 2 below the header has no label"),
        ("item,worker,label\na,u,nan\n", "row 1 below the header has no label"),
        ("item,worker,label\na,u\n", "cannot be read"),
        ("", "has no column item"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        read_judgments(written(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        read_judgments(tmp_path / "nothing.csv")


def test_too_many_classes_are_no_classes(tmp_path: Path) -> None:
    rows = "".join(f"i{nth},u,l{nth}\n" for nth in range(10_001))

    with pytest.raises(Unusable, match="10,001 different labels"):
        read_judgments(written(tmp_path, f"item,worker,label\n{rows}"))


def test_classes_are_numbers_by_size_then_texts() -> None:
    assert in_order(["b", "10", "9", "a", "nan"]) == ("9", "10", "a", "b", "nan")


def test_truth_of_items_without_judgments_does_not_count(tmp_path: Path) -> None:
    encoded = read_judgments(written(tmp_path, "item,worker,label\na,u,x\nb,u,y\n"))
    truth = read_truth(written(tmp_path, "item,label\nb,x\na,z\nc,x\n", "truth.csv"))

    items, classes = truth_codes(encoded, truth)

    np.testing.assert_array_equal(items, [0, 1])
    np.testing.assert_array_equal(classes, [-1, 0])
