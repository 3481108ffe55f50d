"""Several labels at once."""

import numpy as np
import pytest

from assay.stats.truth import MajorityVote, from_codes
from assay.stats.truth.dawid_skene import HierarchicalDawidSkene
from assay.stats.truth.relevance import Answers, ByRelevance, answers_of


def simulated(seed: int, *, n_items: int = 400, n_workers: int = 10) -> tuple[Answers, np.ndarray]:
    """Three labels: common, rare, and one that half of the people overlook."""
    draw = np.random.default_rng(seed)
    truth = draw.random((n_items, 3)) < [0.5, 0.05, 0.3]
    item, worker = (each.astype(np.int32).ravel() for each in np.indices((n_items, n_workers)))
    hit = np.full((n_workers, 3), 0.85)
    hit[:5, 2] = 0.1
    seen = draw.random((len(item), 3))
    is_given = np.where(truth[item], seen < hit[worker], seen < 0.08)
    return Answers(item, worker, is_given, n_items, n_workers), truth


def test_every_label_is_fitted_as_if_it_were_alone() -> None:
    answers, _ = simulated(151)

    found = ByRelevance().fit(answers)

    for label in range(3):
        codes = answers.item, answers.worker, answers.is_given[:, label].astype(np.int32)
        judgments, _ = from_codes(*codes, n_items=400, n_workers=10, n_classes=2)
        alone = HierarchicalDawidSkene().fit(judgments).posterior[:, 1]
        np.testing.assert_array_equal(found.relevance[:, label], alone)
    np.testing.assert_array_equal(found.is_relevant, found.relevance >= 0.5)


def test_an_overlooked_label_is_found_where_votes_lose_it() -> None:
    answers, truth = simulated(152)

    found = ByRelevance().fit(answers).is_relevant
    voted = ByRelevance(estimator=MajorityVote, threshold=0.5001).fit(answers).is_relevant

    assert (found == truth).mean() > 0.96
    assert (voted[:, 2] & truth[:, 2]).sum() < 0.7 * truth[:, 2].sum()
    assert (found[:, 2] & truth[:, 2]).sum() > 0.9 * truth[:, 2].sum()


def test_an_item_nobody_judged_is_undefined() -> None:
    codes = np.array([0, 0], np.int32), np.array([0, 1], np.int32)

    found = ByRelevance().fit(answers_of(*codes, [{0}, {0}], n_items=2, n_workers=2, n_labels=2))

    assert found.is_relevant.tolist() == [[True, False], [False, False]]
    assert np.isnan(found.relevance[1]).all()


def test_what_makes_no_sense_is_refused() -> None:
    codes = np.zeros(1, np.int32), np.zeros(1, np.int32)
    with pytest.raises(ValueError, match="row 1 has label 2, there are 2"):
        answers_of(*codes, [{2}], n_items=1, n_workers=1, n_labels=2)
    with pytest.raises(ValueError, match="differ in length"):
        answers_of(*codes, [], n_items=1, n_workers=1, n_labels=2)
    with pytest.raises(ValueError, match="nothing to fit"):
        ByRelevance().fit(answers_of(*codes, [{}], n_items=1, n_workers=1, n_labels=0))
