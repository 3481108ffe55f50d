"""Graded scales."""

import numpy as np
import pytest

from assay.stats.truth import (
    Auto,
    Dirichlet,
    Fixed,
    HierarchicalDawidSkene,
    MajorityVote,
    Ordinal,
    evidence_of_order,
    from_codes,
)
from assay.stats.truth.gold import Gold
from assay.stats.truth.ordinal import Graders, formed, placed
from assay.stats.truth.reports import expected_counts
from tests.stats.truth.crowds import crowd
from tests.stats.truth.graded import graders


def accuracy(label: np.ndarray, truth: np.ndarray) -> float:
    return float((label == truth).mean())


def test_the_form_equals_its_slow_twin() -> None:
    draw = np.random.default_rng(0)
    common = draw.dirichlet(np.ones(4), 4).T
    place = draw.normal(0, 0.5, (3, 2))

    confusion, *_ = formed(common, place)

    for worker in range(3):
        for truth in range(4):
            tails = [1.0]
            for grade in range(1, 4):
                share = common[grade:, truth].sum()
                log_odds = np.exp(place[worker, 0]) * np.log(share / (1 - share)) + place[worker, 1]
                tails.append(1 / (1 + np.exp(-log_odds)))
            wanted = -np.diff([*tails, 0.0])
            np.testing.assert_allclose(confusion[worker, :, truth], wanted)


def test_the_slopes_are_those_of_the_form() -> None:
    common = np.random.default_rng(1).dirichlet(np.ones(3), 3).T
    place = np.array([[0.2, -0.4]])

    _, *slopes = formed(common, place)

    for axis in range(2):
        step = np.zeros((1, 2))
        step[0, axis] = 1e-6
        numeric = (formed(common, place + step)[0] - formed(common, place - step)[0]) / 2e-6
        np.testing.assert_allclose(slopes[axis], numeric, atol=1e-8)


def test_graders_like_the_crowd_have_its_matrix() -> None:
    common = np.random.default_rng(2).dirichlet(np.ones(3), 3).T

    confusion, *_ = formed(common, Graders.like_the_crowd(4).place)

    np.testing.assert_allclose(confusion, np.broadcast_to(common, (4, 3, 3)), atol=1e-9)


def test_leaning_is_recovered() -> None:
    judgments, truth, leaning = graders(161, n_items=3000, n_workers=30)
    gold = dict(enumerate(truth.tolist()))
    counts = expected_counts(judgments, HierarchicalDawidSkene().fit(judgments, gold=gold)).transpose(0, 2, 1)
    common = counts.sum(axis=0) / counts.sum(axis=(0, 1))

    found = Graders.like_the_crowd(30)
    for _ in range(20):
        found = placed(counts, common, found)

    assert np.corrcoef(found.place[:, 1], leaning)[0, 1] > 0.97


def test_the_order_helps_with_few_judgments_of_each() -> None:
    gains = []
    for seed in range(170, 174):
        judgments, truth, _ = graders(seed, n_items=300, n_workers=100, overlap=4)
        found = [
            accuracy(model.fit(judgments).label, truth) for model in (Ordinal(), HierarchicalDawidSkene())
        ]
        gains.append(found[0] - found[1])

    assert np.mean(gains) > 0.02


def test_no_middle_grade_melts() -> None:
    judgments, truth, _ = graders(175, n_classes=3, n_items=400)

    found = Ordinal().fit(judgments)

    voted = np.bincount(MajorityVote().fit(judgments).label, minlength=3)
    assert (np.bincount(found.label, minlength=3) > voted / 2).all()
    assert accuracy(found.label, truth) > 0.75


@pytest.mark.parametrize("seed", range(180, 183))
def test_evidence_tells_grades_from_names(seed: int) -> None:
    ordered, *_ = graders(seed)
    names = crowd(seed, n_items=600, n_workers=60, n_classes=5).judgments
    shuffled, _ = from_codes(
        ordered.item, ordered.worker, np.array([2, 4, 0, 3, 1], np.int32)[ordered.label],
        n_items=600, n_workers=60, n_classes=5,
    )  # fmt: skip

    found = [
        evidence_of_order(expected_counts(each, HierarchicalDawidSkene().fit(each)))
        for each in (ordered, names, shuffled)
    ]

    assert [each.is_followed for each in found] == [True, False, False]
    assert found[0].order > 10


def test_auto_uses_an_order_that_is_declared_and_followed() -> None:
    ordered, *_ = graders(190)
    names = crowd(190, n_classes=4).judgments

    used, unused, undeclared = (
        Auto(ordered=True).explain(ordered),
        Auto(ordered=True).explain(names),
        Auto().explain(ordered),
    )

    assert [view.name for view in used.views][-2:] == ["ordinal", "majority"]
    assert used.notes[1].startswith("The judgments follow the order of the scale")
    assert "ordinal" not in {view.name for report in (unused, undeclared) for view in report.views}
    assert unused.notes[1].startswith("The judgments do not follow the order of the scale")
    assert len(undeclared.notes) == 1


def test_gold_and_priors_are_heard() -> None:
    judgments, truth, _ = graders(191, n_items=200)
    gold: Gold = {0: (int(truth[0]) + 1) % 5, 1: (int(truth[1]), 0.9)}

    found = Ordinal(class_prior=Fixed(np.full(5, 0.2))).fit(judgments, gold=gold)
    skewed = Ordinal(class_prior=Dirichlet(np.array([1e6, 0, 0, 0, 0]))).fit(judgments)

    assert found.label[0] == (truth[0] + 1) % 5
    np.testing.assert_allclose(found.prior, 0.2)
    assert skewed.prior[0] > 0.99
    assert found.confusion is not None
    assert found.confusion.shape == (60, 5, 5)


def test_a_fit_leaves_nothing_behind() -> None:
    judgments, *_ = graders(192, n_items=100)
    model = Ordinal()

    one, other = model.fit(judgments), model.fit(judgments)

    np.testing.assert_array_equal(one.posterior, other.posterior)
