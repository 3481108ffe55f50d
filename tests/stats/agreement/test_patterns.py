"""Distinct rows of counts: the same figures as with one row per item."""

import numpy as np
import pytest

from assay.stats.agreement import (
    alpha_of_patterns,
    counts_of,
    gwet_ac,
    krippendorff_alpha,
    patterns_of,
    per_label,
)
from assay.stats.truth import Judgments, from_codes


def example() -> Judgments:
    """Krippendorff's example C, which is also irrCAC's cac.raw4raters."""
    rows = ("123321412...", "1233224125..", ".33323422513", "12332441251.")
    cells = [
        (item, worker, int(label) - 1)
        for worker, row in enumerate(rows)
        for item, label in enumerate(row)
        if label != "."
    ]
    item, worker, label = (np.array(column, np.int32) for column in zip(*cells, strict=True))
    return from_codes(item, worker, label, n_items=12, n_workers=4, n_classes=5)[0]


def random_judgments(seed: int, n_classes: int, n_items: int = 400) -> Judgments:
    draw = np.random.default_rng(seed)
    item = draw.integers(0, n_items, 1500).astype(np.int32)
    worker = np.arange(1500, dtype=np.int32)
    label = draw.integers(0, n_classes, 1500).astype(np.int32)
    return from_codes(item, worker, label, n_items=n_items, n_workers=1500, n_classes=n_classes)[0]


# With 2,000 classes the answers of an item no longer fit in one number.
@pytest.mark.parametrize("n_classes", [2, 5, 2000])
def test_every_item_has_the_counts_of_its_pattern(n_classes: int) -> None:
    judged = random_judgments(seed=n_classes, n_classes=n_classes)

    found = patterns_of(judged.item, judged.label, n_items=judged.n_items, n_classes=n_classes)

    counts = counts_of(judged)
    is_judged = counts.sum(axis=1) > 0
    assert (found.of >= 0).tolist() == is_judged.tolist()
    assert np.array_equal(found.rows[found.of[is_judged]], counts[is_judged])
    assert len(np.unique(found.rows, axis=0)) == len(found.rows)
    assert found.times().sum() == is_judged.sum()


def test_some_items_are_counted_alone() -> None:
    found = patterns_of(np.array([0, 1, 2]), np.array([0, 0, 1]), n_items=4, n_classes=2)

    assert found.times().tolist() == [2, 1]
    assert found.times(np.array([True, False, True, True])).tolist() == [1, 1]


def test_the_published_example_comes_out_of_patterns_too() -> None:
    judged = example()
    found = patterns_of(judged.item, judged.label, n_items=12, n_classes=5)

    alpha = alpha_of_patterns(found.rows, found.times())
    ordinal = alpha_of_patterns(found.rows, found.times(), metric="ordinal")
    ac1 = gwet_ac(found.rows, times=found.times())

    assert (round(alpha.alpha or 0, 5), round(ordinal.alpha or 0, 4)) == (0.74342, 0.8154)
    assert (round(ac1.value or 0, 5), round(ac1.standard_error or 0, 5)) == (0.77544, 0.14295)
    assert (ac1.n_items, ac1.n_paired) == (12, 11)


@pytest.mark.parametrize("seed", range(5))
def test_patterns_give_what_single_rows_give(seed: int) -> None:
    judged = random_judgments(seed, n_classes=3)
    counts = counts_of(judged)
    found = patterns_of(judged.item, judged.label, n_items=judged.n_items, n_classes=3)

    one, other = gwet_ac(counts), gwet_ac(found.rows, times=found.times())
    alpha, again = krippendorff_alpha(judged), alpha_of_patterns(found.rows, found.times())

    assert (one.value, one.low, one.observed) == pytest.approx((other.value, other.low, other.observed))
    assert (one.n_items, one.n_paired) == (other.n_items, other.n_paired)
    assert (alpha.alpha, alpha.agreement) == pytest.approx((again.alpha, again.agreement))
    assert (alpha.n_items, alpha.n_judgments) == (again.n_items, again.n_judgments)
    for label, same in zip(per_label(counts), per_label(found.rows, times=found.times()), strict=True):
        assert (label.n_items, label.n_judgments) == (same.n_items, same.n_judgments)
        assert label.agreement == pytest.approx(same.agreement)
        assert label.against_the_rest.value == pytest.approx(same.against_the_rest.value)


def test_too_many_combinations_are_no_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.stats.agreement.patterns.MOST_CELLS", 10)

    with pytest.raises(ValueError, match="are no classes, but numbers or texts"):
        patterns_of(np.arange(6), np.arange(6), n_items=6, n_classes=6)
