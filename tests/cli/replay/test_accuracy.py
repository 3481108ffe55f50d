import pytest

from assay.cli.replay.accuracy import Accuracy, accuracy, wilson


def test_only_items_with_truth_and_a_label_are_compared() -> None:
    labels = {"a": "yes", "b": "no", "c": "no"}
    truth = {"a": "yes", "b": "yes", "d": "no"}

    assert accuracy(labels, truth) == Accuracy(n=2, n_right=1)


def test_without_such_items_there_is_no_accuracy() -> None:
    nothing = accuracy({"a": "yes"}, {"b": "yes"})

    assert (nothing.n, nothing.share, nothing.interval) == (0, None, None)


# Newcombe 1998, table I, method 3.
@pytest.mark.parametrize(
    ("n_right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(n_right: int, n: int, low: float, high: float) -> None:
    assert wilson(n_right, n) == pytest.approx((low, high), abs=5e-5)
