"""Published and reproduced values (Gwet's irrCAC examples, Krippendorff's, Fleiss's)."""

from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.agreement import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
    weighted_alpha,
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
    ("weights", "kappa", "ac2", "errors"),
    [
        ("linear", 0.842902, 0.9000227, (0.04787, 0.02928)),
        ("ordinal", 0.8721079, 0.9251917, (0.04063, 0.02222)),
        ("quadratic", 0.8921569, 0.9402369, (0.03535, 0.01792)),
    ],
)
def test_weights_of_graded_classes(
    weights: str, kappa: float, ac2: float, errors: tuple[float, float]
) -> None:
    cohen, gwet = cohen_kappa(ABSTRACTORS, weights=weights), gwet_ac(two_judges(ABSTRACTORS), weights=weights)

    assert (cohen.value, gwet.value) == pytest.approx((kappa, ac2), abs=1e-6)
    assert of_table(gwet.standard_error, 100) == pytest.approx(errors[1], abs=1e-5)
    # The reference's error of kappa divides by n - 1 here, Fleiss, Cohen and Everitt's by n.
    assert cohen.standard_error == pytest.approx(errors[0], rel=0.01)


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


def test_krippendorffs_three_coders() -> None:
    rows = [
        (str(unit), str(coder), value)
        for coder, values in enumerate(["*****34121133*3", "1*213343*******", "**21344*2113314"])
        for unit, value in enumerate(values)
        if value != "*"
    ]
    judgments = encode(*zip(*rows, strict=True)).judgments

    assert krippendorff_alpha(judgments).alpha == pytest.approx(0.691, abs=5e-4)
    assert krippendorff_alpha(judgments, metric="interval").alpha == pytest.approx(0.811, abs=5e-4)


def test_fleisss_own_example() -> None:
    rows = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1), (7, 7, 0, 0, 0),
        (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip

    assert fleiss_kappa(np.array(rows)).value == pytest.approx(0.20993, abs=5e-6)


@pytest.mark.parametrize(
    ("weights", "conger", "alpha"),
    [
        ("identity", 0.76282, 0.74342),
        ("linear", 0.81378, 0.80038),
        ("ordinal", 0.84366, 0.83364),
        ("quadratic", 0.85771, 0.84911),
    ],
)
def test_judges_with_habits_of_their_own(weights: str, conger: float, alpha: float) -> None:
    assert conger_kappa(four_raters(), weights=weights).value == pytest.approx(conger, abs=1e-5)
    assert weighted_alpha(four_counts(), weights=weights).value == pytest.approx(alpha, abs=1e-5)


def test_ordinal_weights_are_not_krippendorffs_ordinal_metric() -> None:
    krippendorff = krippendorff_alpha(four_raters(), metric="ordinal").alpha
    gwet = weighted_alpha(four_counts(), weights="ordinal").value

    assert (krippendorff, gwet) == pytest.approx((0.8154, 0.8336), abs=5e-5)


def test_errors_of_conger_and_of_alpha() -> None:
    alpha, tables = weighted_alpha(four_counts()), (ABSTRACTORS, DIAGNOSIS)

    assert conger_kappa(four_raters()).standard_error == pytest.approx(0.14917, abs=1e-5)
    # Releases of the reference differ in the fourth digit: one centres on agreement with its small-sample term.
    assert alpha.standard_error == pytest.approx(0.14557, abs=2e-4)
    assert (alpha.low, alpha.high) == pytest.approx((0.419, 1.0), abs=1e-3)
    found = [of_table(weighted_alpha(two_judges(table)).standard_error, table.sum()) for table in tables]
    assert found == pytest.approx([0.05905473, 0.04623154], abs=1e-8)


def test_error_of_alpha_is_that_of_a_bootstrap() -> None:
    draw = np.random.default_rng(0)
    values = [weighted_alpha(SIX_RATERS[draw.integers(0, 15, 15)]).value for _ in range(3000)]

    # The reference has 0.08243 here, because it weighs chance once where its variance for ratings weighs it twice.
    error = weighted_alpha(SIX_RATERS).standard_error
    assert error == pytest.approx(np.std(np.array(values, np.float64)), rel=0.04)
    assert weighted_alpha(SIX_RATERS).value == pytest.approx(0.4204384, abs=1e-7)


def test_conger_of_two_judges_is_cohen() -> None:
    labels = np.array([(a, b) for a, b in np.ndindex(3, 3) for _ in range(int(ABSTRACTORS[a, b]))])
    names = labels.T.astype(str).ravel().tolist()
    both = encode([str(unit) for unit in range(100)] * 2, ["v"] * 100 + ["w"] * 100, names).judgments

    assert conger_kappa(both).value == pytest.approx(cohen_kappa(ABSTRACTORS).value)


def test_scotts_pi_is_of_two_judges() -> None:
    assert scott_pi(two_judges(DIAGNOSIS)).value == pytest.approx(0.4303406, abs=1e-7)
    with pytest.raises(ValueError, match="two judges"):
        scott_pi(SIX_RATERS)


def test_one_judge_alone_leaves_conger_undefined() -> None:
    alone = encode(["a", "b"], ["v", "v"], ["y", "n"]).judgments

    assert (conger_kappa(alone).value, conger_kappa(alone).n_paired) == (None, 0)
    assert weighted_alpha(np.eye(2)).value is None


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
