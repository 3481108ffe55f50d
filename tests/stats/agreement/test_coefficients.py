"""Published and reproduced values (Gwet's irrCAC examples, Krippendorff's, Fleiss's)."""

from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.agreement import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
)
from assay.stats.truth import Judgments, encode

ABSTRACTORS = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
DIAGNOSIS = np.array([[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]])
SIX_RATERS = np.array(
    [
        [int(digit) for digit in f"{row:05d}"]
        for row in (60, 3003, 1401, 6, 3030, 20400, 402, 20310, 20040, 6, 10050, 11040, 3300, 10050, 2031)
    ]
)


def two_judges(table: NDArray[np.int64]) -> NDArray[np.float64]:
    """A square table as counts per item and class."""
    rows = []
    for first, second in np.ndindex(*table.shape):
        row = np.zeros(len(table))
        row[first] += 1
        row[second] += 1
        rows.extend([row] * int(table[first, second]))
    return np.array(rows)


def of_table(standard_error: float | None, n: int) -> float:
    """The reference divides by n for a table of two judges, and by n - 1 for ratings, as we always do."""
    assert standard_error is not None
    return standard_error * sqrt((n - 1) / n)


def four_raters() -> Judgments:
    """Krippendorff's example C: 12 units, 4 judges, with gaps."""
    columns = [
        "123321412...",
        "1233224125..",
        ".33323422513",
        "12332441251.",
    ]
    rows = [
        (str(unit), str(judge), value)
        for judge, values in enumerate(columns)
        for unit, value in enumerate(values)
        if value != "."
    ]
    return encode(*zip(*rows, strict=True)).judgments


def four_counts() -> NDArray[np.float64]:
    judgments = four_raters()
    counts = np.zeros((judgments.n_items, 5))
    np.add.at(counts, (judgments.item, judgments.label), 1.0)
    return counts


def test_two_judges_of_three_classes() -> None:
    counts = two_judges(ABSTRACTORS)

    scott, ac1, bp = fleiss_kappa(counts), gwet_ac(counts), brennan_prediger(counts)

    assert percent_agreement(counts).value == pytest.approx(0.89)
    assert (scott.value, of_table(scott.standard_error, 100)) == pytest.approx(
        (0.7962397, 0.05905473), abs=1e-7
    )
    assert (ac1.value, of_table(ac1.standard_error, 100)) == pytest.approx((0.8493305, 0.04321747), abs=1e-7)
    assert (ac1.low, ac1.high) == pytest.approx((0.764, 0.935), abs=1e-3)
    assert (bp.value, of_table(bp.standard_error, 100)) == pytest.approx((0.835, 0.04693346), abs=1e-7)
    assert of_table(percent_agreement(counts).standard_error, 100) == pytest.approx(0.03128898, abs=1e-7)


@pytest.mark.parametrize(
    ("weights", "kappa", "ac2"),
    [
        ("linear", 0.842902, 0.9000227),
        ("ordinal", 0.8721079, 0.9251917),
        ("quadratic", 0.8921569, 0.9402369),
    ],
)
def test_weights_of_graded_classes(weights: str, kappa: float, ac2: float) -> None:
    assert cohen_kappa(ABSTRACTORS, weights=weights).value == pytest.approx(kappa, abs=1e-6)
    assert gwet_ac(two_judges(ABSTRACTORS), weights=weights).value == pytest.approx(ac2, abs=1e-6)


def test_cohens_kappa_and_its_interval() -> None:
    found = cohen_kappa(ABSTRACTORS)

    assert found.value == pytest.approx(0.7964094, abs=1e-7)
    assert (found.low, found.high) == pytest.approx((0.68095, 0.91187), abs=1e-5)
    assert cohen_kappa(DIAGNOSIS).value == pytest.approx(0.4315008, abs=1e-7)


def test_four_classes_of_diagnosis() -> None:
    counts = two_judges(DIAGNOSIS)

    assert gwet_ac(counts).value == pytest.approx(0.4561576, abs=1e-7)
    assert of_table(gwet_ac(counts).standard_error, 223) == pytest.approx(0.04344987, abs=1e-7)
    assert fleiss_kappa(counts).value == pytest.approx(0.4303406, abs=1e-7)


def test_six_judges() -> None:
    fleiss, ac1 = fleiss_kappa(SIX_RATERS), gwet_ac(SIX_RATERS)

    assert (fleiss.value, fleiss.standard_error) == pytest.approx((0.4139265, 0.08119291), abs=1e-7)
    assert (fleiss.observed, fleiss.expected) == pytest.approx((0.5511111, 0.2340741), abs=1e-7)
    assert (ac1.value, ac1.standard_error) == pytest.approx((0.4448007, 0.08418757), abs=1e-7)
    assert brennan_prediger(SIX_RATERS).value == pytest.approx(0.4388889, abs=1e-7)


@pytest.mark.parametrize(
    ("weights", "ac", "fleiss", "bp"),
    [
        ("identity", 0.77544, 0.76117, 0.77273),
        ("linear", 0.85874, 0.81794, 0.84848),
        ("ordinal", 0.89894, 0.85021, 0.88636),
        ("quadratic", 0.91400, 0.86494, 0.90152),
    ],
)
def test_missing_judgments(weights: str, ac: float, fleiss: float, bp: float) -> None:
    counts = four_counts()

    found = [
        coefficient(counts, weights=weights).value
        for coefficient in (gwet_ac, fleiss_kappa, brennan_prediger)
    ]

    assert found == pytest.approx([ac, fleiss, bp], abs=1e-5)


def test_missing_judgments_have_errors_too() -> None:
    counts = four_counts()

    assert gwet_ac(counts).standard_error == pytest.approx(0.14295, abs=1e-5)
    assert fleiss_kappa(counts).standard_error == pytest.approx(0.15302, abs=1e-5)
    assert (gwet_ac(counts).observed, gwet_ac(counts).expected) == pytest.approx((0.81818, 0.19032), abs=1e-5)


@pytest.mark.parametrize(
    ("metric", "alpha"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)]
)
def test_krippendorffs_own_example(metric: str, alpha: float) -> None:
    assert krippendorff_alpha(four_raters(), metric=metric).alpha == pytest.approx(alpha, abs=5e-5)


def test_krippendorffs_two_observers() -> None:
    units = [str(unit) for unit in range(12)] * 2
    judges = "v" * 12 + "w" * 12

    found = krippendorff_alpha(encode(units, judges, "aabbdcccedda" + "babbbccceddd").judgments)

    assert found.alpha == pytest.approx(0.6920, abs=5e-5)


def test_the_paradox_of_prevalence_is_flagged() -> None:
    table = np.array([[118, 5], [2, 0]])
    counts = two_judges(table)

    kappa, ac1 = fleiss_kappa(counts), gwet_ac(counts)

    assert cohen_kappa(table).value == pytest.approx(-0.02339, abs=1e-5)
    assert (ac1.value, of_table(ac1.standard_error, 125)) == pytest.approx((0.94078, 0.02296), abs=1e-5)
    assert (ac1.low, ac1.high) == pytest.approx((0.8953, 0.9862), abs=3e-4)
    assert (kappa.is_paradoxical, ac1.is_paradoxical) == (True, False)


@pytest.mark.parametrize("coefficient", [percent_agreement, fleiss_kappa, gwet_ac, brennan_prediger])
def test_one_judgment_each_is_undefined(coefficient: object) -> None:
    found = coefficient(np.eye(3))  # type: ignore[operator]  # One of four functions.

    assert (found.value, found.n_items, found.n_paired) == (None, 3, 0)


def test_one_answer_for_everything_leaves_kappa_undefined() -> None:
    counts = np.array([[3, 0], [2, 0]])

    assert (fleiss_kappa(counts).value, gwet_ac(counts).value) == (None, 1.0)
    assert cohen_kappa(np.array([[5, 0], [0, 0]])).value is None
