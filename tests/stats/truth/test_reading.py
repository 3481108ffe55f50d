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
        ("item,worker,label\na,u,yes\nb, ,no\n", "row 2 below the header has no worker"),
        ("item,worker,label\na,u\n", "cannot be read"),
        ("item,worker,label\n", "has no rows"),
        ("item,worker,label,label\na,u,yes,no\n", "has the column label twice"),
        ("item,worker,label\na,u,yes\nb,u,no\n", r"all judgments are by one contributor \(u\)"),
        (
            "item,worker,label\na,u,1\na,v,2\nb,v,yes\n",
            r"numbers with words as labels: 1 \(row 1 below the header\) and yes \(row 3 below the header\)",
        ),
        (
            "item,worker,label\na,u,1\na,v,2\nb,v,1.0\n",
            r"one number in two ways: 1 \(row 1 below the header\) and 1.0 \(row 3 below the header\)",
        ),
        ("", "has no column item"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        read_judgments(written(tmp_path, text))


@pytest.mark.parametrize(
    ("column", "why"),
    [
        (pa.array([1.0, float("nan"), 2.0]), "row 2 below the header has no label"),
        (pa.array(["yes", "no", None]), "row 3 below the header has no label"),
        (pa.array([["yes"], ["no"], ["no"]]), "cannot be read"),
        (pa.array([b"\xff", b"a", b"b"]), "cannot be read"),
    ],
)
def test_a_column_of_parquet_that_is_no_label_is_refused(tmp_path: Path, column: pa.Array, why: str) -> None:
    rows = pa.table({"item": ["a", "a", "b"], "worker": ["u", "v", "u"], "label": column})
    parquet.write_table(rows, tmp_path / "judgments.parquet")

    with pytest.raises(Unusable, match=why):
        read_judgments(tmp_path / "judgments.parquet")


def test_a_label_outside_the_classes_is_refused_with_its_row(tmp_path: Path) -> None:
    path = written(tmp_path, "item,worker,label\na,u,yes\na,v,maybe\n")

    with pytest.raises(Unusable, match="row 2 below the header has a label outside the classes: maybe"):
        read_judgments(path, classes=["no", "yes"])


def test_named_classes_may_be_numbers_and_words(tmp_path: Path) -> None:
    path = written(tmp_path, "item,worker,label\na,u,1\na,v,broken\n")

    assert read_judgments(path, classes=["1", "2", "broken"]).judgments.label.tolist() == [0, 2]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        read_judgments(tmp_path / "nothing.csv")


def test_too_many_classes_are_no_classes(tmp_path: Path) -> None:
    rows = "".join(f"i{nth},u{nth % 3},l{nth}\n" for nth in range(1_000_000))

    with pytest.raises(Unusable, match="1,000,000 different labels"):
        read_judgments(written(tmp_path, f"item,worker,label\n{rows}"))


def test_classes_are_numbers_by_size_then_texts() -> None:
    assert in_order(["b", "10", "9", "a", "nan"]) == ("9", "10", "a", "b", "nan")


def test_truth_of_items_without_judgments_does_not_count(tmp_path: Path) -> None:
    encoded = read_judgments(written(tmp_path, "item,worker,label\na,u,x\nb,v,y\n"))
    truth = read_truth(written(tmp_path, "item,label\nb,x\na,z\nc,x\n", "truth.csv"))

    items, classes = truth_codes(encoded, truth)

    np.testing.assert_array_equal(items, [0, 1])
    np.testing.assert_array_equal(classes, [-1, 0])


def test_a_header_may_be_quoted_and_have_a_mark_of_its_encoding(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeff"item","worker","label"\r\na,u,yes\r\nb,v,no\r\n')

    assert read_judgments(path).items == ("a", "b")


def test_ten_thousand_classes_are_still_classes(tmp_path: Path) -> None:
    rows = "".join(f"i{nth},u{nth % 3},l{nth}\n" for nth in range(10_000))

    found = read_judgments(written(tmp_path, f"item,worker,label\n{rows}"))

    sizes = (found.judgments.n_items, found.judgments.n_workers, found.judgments.n_classes)
    assert sizes == (10_000, 3, 10_000)
    assert found.judgments.label.dtype == np.int32


def test_truth_without_a_label_is_no_truth(tmp_path: Path) -> None:
    assert read_truth(written(tmp_path, "item,label\na,\n,x\nb,y\nb,z\n", "truth.csv")) == {"b": "y"}
