"""Shares and sample sizes where the formulas end: named outcomes, refusals, and the last value on each side."""

import pytest

from assay.stats.sampling import (
    Stratum,
    clopper_pearson,
    finite_share,
    neyman,
    rogan_gladen,
    sample_size,
    stratified_share,
    wilson,
)
from assay.stats.sampling.estimating import Estimate
from assay.stats.sampling.proportion import Share


def test_a_share_of_nothing_is_undefined() -> None:
    assert wilson(0, 0, 0.9) == Share(0, 0, None, None, None, 0.9, "wilson")
    assert clopper_pearson(0, 0, 0.9) == Share(0, 0, None, None, None, 0.9, "clopper_pearson")
    assert [wilson(0, 0).is_defined, wilson(0, 1).is_defined] == [False, True]


def test_a_share_says_of_what_and_by_which_method() -> None:
    found, exact = wilson(3, 4, 0.9), clopper_pearson(3, 4, 0.9)

    assert (found.k, found.n, found.value, found.confidence, found.method) == (3, 4, 0.75, 0.9, "wilson")
    assert (exact.k, exact.n, exact.value, exact.confidence, exact.method) == (
        3,
        4,
        0.75,
        0.9,
        "clopper_pearson",
    )


def test_intervals_end_where_shares_end() -> None:
    assert (wilson(0, 3).low, clopper_pearson(0, 3).low) == (0.0, 0.0)
    assert (wilson(3, 3).high, clopper_pearson(3, 3).high) == (1.0, 1.0)
    assert clopper_pearson(1, 1).low == pytest.approx(0.025)
    assert clopper_pearson(0, 1).high == pytest.approx(0.975)


def test_other_confidences_are_narrower_and_wider() -> None:
    """Wilson at 90 and 99 %, by the formula with 1.644854 and 2.575829."""
    assert (wilson(60, 100, 0.9).low, wilson(60, 100, 0.9).high) == pytest.approx(
        (0.51781, 0.67692), abs=1e-5
    )
    assert (wilson(60, 100, 0.99).low, wilson(60, 100, 0.99).high) == pytest.approx(
        (0.47142, 0.71614), abs=1e-5
    )
    assert (clopper_pearson(1, 1, 0.9).low, clopper_pearson(0, 1, 0.9).high) == pytest.approx((0.05, 0.95))


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3)])
def test_more_than_all_is_no_share(k: int, n: int) -> None:
    for interval in (wilson, clopper_pearson):
        with pytest.raises(ValueError, match=f"^{k} of {n} is not a share$"):
            interval(k, n)


def test_a_finite_sample_from_nothing_to_everything() -> None:
    assert finite_share(1, 1, 5) == Estimate(None, None, None, None, 1, "fewer than two units")
    assert finite_share(0, 0, 5) == Estimate(None, None, None, None, 0, "fewer than two units")
    assert finite_share(0, 2, 5) == Estimate(0.0, 0.0, 0.0, 0.0, 2)
    assert finite_share(2, 2, 5) == Estimate(1.0, 0.0, 1.0, 1.0, 2)
    assert (finite_share(1, 25, 1000).low, finite_share(24, 25, 1000).high) == (0.0, 1.0)
    assert finite_share(1, 2, 2) == Estimate(0.5, 0.0, 0.5, 0.5, 2)


@pytest.mark.parametrize(("k", "n", "population"), [(-1, 3, 9), (4, 3, 9), (3, 10, 9)])
def test_what_is_no_sample_is_refused(k: int, n: int, population: int) -> None:
    with pytest.raises(ValueError, match=f"^{k} of {n} of {population} is not a sample$"):
        finite_share(k, n, population)


def test_strata_that_are_too_small_say_so() -> None:
    undefined = Estimate(None, None, None, None, 3, "a stratum has fewer than two units")

    assert stratified_share([Stratum(10, 2, 1), Stratum(10, 1, 1)]) == undefined
    assert stratified_share([Stratum(0, 3, 1)]) == undefined
    assert stratified_share([Stratum(10, 2, 1)]).value == 0.5


def test_units_go_only_where_something_varies() -> None:
    assert neyman([1, 1], [0.0, 0.25], 8) == [0.0, 8.0]
    with pytest.raises(ValueError, match=r"^no stratum varies$"):
        neyman([1, 1], [0.0, 0.0], 8)
    with pytest.raises(ValueError, match="shorter"):
        neyman([1, 1], [0.5], 8)


def test_reviewers_that_know_nothing_give_no_share() -> None:
    blind = Estimate(None, None, None, None, 0, "the reviewer is no better than chance")
    cut = "cut to the range of a share"

    assert rogan_gladen(0.5, sensitivity=0.5, specificity=0.5) == blind
    assert rogan_gladen(0.5, sensitivity=0.5, specificity=0.4) == blind
    assert rogan_gladen(1.0, sensitivity=0.75, specificity=0.75) == Estimate(1.0, None, None, None, 0, cut)
    assert rogan_gladen(0.0, sensitivity=0.75, specificity=0.75) == Estimate(0.0, None, None, None, 0, cut)
    assert rogan_gladen(0.75, sensitivity=0.75, specificity=0.75) == Estimate(1.0, None, None, None, 0)
    assert rogan_gladen(0.25, sensitivity=0.75, specificity=0.75) == Estimate(0.0, None, None, None, 0)


def test_sizes_at_their_limits() -> None:
    assert sample_size(0.05, share=0.0) == sample_size(0.05, share=1.0) == 0
    assert sample_size(0.05, confidence=0.99) == 664
    for margin, share in ((0.0, 0.5), (1.0, 0.5), (0.1, -0.1), (0.1, 1.1)):
        with pytest.raises(ValueError, match=r"^margin and share are between 0 and 1$"):
            sample_size(margin, share=share)
