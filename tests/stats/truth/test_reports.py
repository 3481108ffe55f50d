"""Reports of contributors."""

import numpy as np
import pytest

from assay.stats.truth import DawidSkene, Judgments, MajorityVote, TruthResult, encode, from_codes
from assay.stats.truth.costs import even_costs, quality_of
from assay.stats.truth.reports import contributor_reports, expected_counts
from tests.stats.truth.crowds import crowd


def test_a_report_of_the_toy_of_get_another_label() -> None:
    answers = {"w1": "PPPPP", "w2": "NPNPP", "w3": "NPNPN", "w4": "NPNPN", "w5": "PNPNP"}
    rows = [(f"url{nth}", worker, each) for worker, said in answers.items() for nth, each in enumerate(said)]
    items, workers, labels = zip(*rows, strict=True)
    judgments = encode(items, workers, labels, classes=["P", "N"]).judgments

    reports = contributor_reports(judgments, DawidSkene(smoothing=0.0).fit(judgments))

    assert [report.agreed.k for report in reports] == [2, 4, 5, 5, 0]
    qualities = [report.quality for report in reports]
    np.testing.assert_allclose(np.array(qualities, np.float64), [0, 4 / 9, 1, 1, 1], atol=1e-6)
    np.testing.assert_allclose(reports[1].counts, [[2, 0], [1, 2]], atol=1e-6)


def test_expected_counts_equal_their_slow_twin() -> None:
    made = crowd(91, n_items=30)
    result = MajorityVote().fit(made.judgments)

    found = expected_counts(made.judgments, result)

    slow = np.zeros((25, 3, 3))
    for item, worker, label in zip(
        made.judgments.item, made.judgments.worker, made.judgments.label, strict=True
    ):
        slow[worker, :, label] += result.posterior[item]
    np.testing.assert_allclose(found, slow)


def test_somebody_without_judgments_has_no_quality() -> None:
    codes = np.array([[0, 0], [1, 1]], np.int32)
    judgments, _ = from_codes(
        codes[:, 0], np.zeros(2, np.int32), codes[:, 1], n_items=2, n_workers=2, n_classes=2
    )

    report = contributor_reports(judgments, DawidSkene().fit(judgments))[1]

    assert (report.n, report.quality, report.quality_low, report.agreed.value) == (0, None, None, None)


def judged(right: float, n: int, n_people: int, draw: np.random.Generator) -> tuple[Judgments, TruthResult]:
    """People of the same skill on their own items, whose truth is known."""
    truth = draw.integers(0, 2, n * n_people).astype(np.int32)
    label = np.where(draw.random(len(truth)) < right, truth, 1 - truth).astype(np.int32)
    item = np.arange(len(truth), dtype=np.int32)
    worker = np.repeat(np.arange(n_people, dtype=np.int32), n)
    judgments, _ = from_codes(item, worker, label, n_items=len(item), n_workers=n_people, n_classes=2)
    gold = dict(enumerate(truth.tolist()))
    return judgments, DawidSkene().fit(judgments, gold=gold)


@pytest.mark.parametrize(("right", "n"), [(0.5, 30), (0.6, 100), (0.8, 30), (0.9, 100), (0.95, 400)])
def test_the_interval_covers_what_is_true(right: float, n: int) -> None:
    judgments, result = judged(right, n, 300, np.random.default_rng(92))
    true = quality_of(np.array([[right, 1 - right], [1 - right, right]]), np.array([0.5, 0.5]), even_costs(2))

    reports = contributor_reports(judgments, result)

    inside = [
        report.quality_low <= float(true) <= report.quality_high
        for report in reports
        if true is not None and report.quality_low is not None and report.quality_high is not None
    ]
    assert len(inside) == 300
    assert np.mean(inside) > 0.91
