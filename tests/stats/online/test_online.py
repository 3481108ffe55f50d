"""Consensus after every judgment."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.stats.online import (
    Crowd,
    OnlineConsensus,
    cold_crowd,
    crowd_of_results,
    fit_crowd,
    judged,
    replayed,
    standing,
    unjudged,
    views,
)
from assay.stats.truth import DawidSkene, HierarchicalDawidSkene, MajorityVote, from_codes
from tests.stats.truth.crowds import crowd

ANSWERS = st.lists(st.tuples(st.integers(-1, 24), st.integers(0, 2)), min_size=1, max_size=12)


def slow_posterior(crowd: Crowd, workers: list[int], labels: list[int]) -> np.ndarray:
    """The obvious twin: products of probabilities with exponents, view by view."""
    found = []
    for view in range(crowd.n_views):
        weight = 1 / (1 + (len(workers) - 1) * crowd.dependence[view])
        likelihood = np.exp(crowd.log_prior[view])
        for worker, label in zip(workers, labels, strict=True):
            place = worker if 0 <= worker < crowd.n_workers else crowd.n_workers
            likelihood = likelihood * np.exp(crowd.log_rows[view, place, label]) ** weight
        found.append(likelihood / likelihood.sum())
    return np.asarray(np.mean(found, axis=0))


@cache
def known_crowd() -> Crowd:
    return fit_crowd(crowd(1).judgments).crowd


@pytest.fixture
def known() -> Crowd:
    return known_crowd()


@given(rows=ANSWERS)
@settings(max_examples=60, deadline=None)
def test_an_update_is_what_the_obvious_computation_gives(rows: list[tuple[int, int]]) -> None:
    known = known_crowd()
    workers, labels = [worker for worker, _ in rows], [label for _, label in rows]

    found = standing(replayed(known, workers, labels), known)

    assert found.posterior == pytest.approx(slow_posterior(known, workers, labels), abs=1e-12)
    assert found.probability == found.posterior.max()


def test_states_after_single_judgments_are_the_batch_expectation_step() -> None:
    made = crowd(2, overlap=7)
    fitted = fit_crowd(made.judgments)

    found = [
        standing(
            replayed(
                fitted.crowd,
                made.judgments.worker[made.judgments.item == item].tolist(),
                made.judgments.label[made.judgments.item == item].tolist(),
            ),
            fitted.crowd,
        ).posterior
        for item in range(made.judgments.n_items)
    ]

    assert np.abs(np.array(found) - fitted.posterior).max() < 1e-12


def test_the_order_of_judgments_does_not_matter(known: Crowd) -> None:
    one = standing(replayed(known, [0, 4, 9, 4], [1, 1, 0, 2]), known)
    other = standing(replayed(known, [9, 4, 4, 0], [0, 2, 1, 1]), known)

    assert one.posterior == pytest.approx(other.posterior, abs=1e-12)


def test_a_refit_is_the_batch_result_bit_for_bit() -> None:
    made = crowd(3, overlap=4)
    rows = np.random.default_rng(0).permutation(made.judgments.n)
    consensus = OnlineConsensus(3, gold={5: 1})
    for row in rows.tolist():
        consensus.judged(
            int(made.judgments.item[row]),
            worker=int(made.judgments.worker[row]),
            label=int(made.judgments.label[row]),
        )

    fitted = consensus.refit()

    for model, result in zip(views(), fitted.results, strict=True):
        alone = model.fit(made.judgments, gold={5: 1})
        assert np.array_equal(result.posterior, alone.posterior)
        assert np.array_equal(np.asarray(result.confusion), np.asarray(alone.confusion))
    state = standing(consensus.state(7), consensus.crowd).posterior
    assert state == pytest.approx(fitted.posterior[7], abs=1e-12)


def test_states_are_frozen_and_a_judgment_makes_a_new_one(known: Crowd) -> None:
    state = unjudged(known)

    after = judged(state, known, worker=1, label=2)

    assert (state.n, after.n, after.answers.tolist()) == (0, 1, [0, 0, 1])
    assert state.evidence.tolist() == np.zeros((3, 3)).tolist()


def test_somebody_unknown_is_taken_for_the_crowd(known: Crowd) -> None:
    newer = standing(replayed(known, [10_000], [0]), known).posterior
    unknown = standing(replayed(known, [-1], [0]), known).posterior

    assert newer.tolist() == unknown.tolist()
    assert unknown.argmax() == 0


def test_contributors_without_judgments_have_the_crowds_matrix() -> None:
    judgments, _ = from_codes(
        np.array([0, 0, 1, 1], np.int32),
        np.array([0, 2, 0, 2], np.int32),
        np.array([0, 0, 1, 1], np.int32),
        n_items=2,
        n_workers=4,
        n_classes=2,
    )

    matrices = fit_crowd(judgments).crowd.confusion()

    assert matrices[1].tolist() == matrices[3].tolist() == matrices[4].tolist()
    assert matrices[0].tolist() != matrices[1].tolist()


def test_a_second_judgment_of_the_same_contributor_changes_nothing() -> None:
    consensus = OnlineConsensus(2)
    first = consensus.judged(0, worker=0, label=1)

    second = consensus.judged(0, worker=0, label=0)

    assert first is not None
    assert second is not None
    assert (second.label, second.probability, consensus.n_judgments) == (1, first.probability, 1)


def test_the_crowd_is_refitted_as_it_grows() -> None:
    made = crowd(4)
    consensus = OnlineConsensus(3)
    for item, worker, label in zip(
        made.judgments.item.tolist(),
        made.judgments.worker.tolist(),
        made.judgments.label.tolist(),
        strict=True,
    ):
        found = consensus.judged(item, worker=worker, label=label)

    assert consensus.crowd.n_workers == 25
    assert found is not None
    assert found.label == made.truth[399]


def test_memory_is_bounded_and_the_oldest_judgments_are_forgotten() -> None:
    consensus = OnlineConsensus(2, most_judgments=50)
    for nth in range(130):
        consensus.judged(nth, worker=nth % 7, label=nth % 2)
        if nth >= 10:
            consensus.close(nth - 10)

    assert sorted(set(consensus.judgments().item.tolist())) == list(range(80, 130))
    with pytest.raises(KeyError):
        consensus.state(0)
    assert consensus.refit().crowd.n_workers == 7


def test_a_judgment_of_a_closed_item_teaches_the_crowd_and_opens_nothing() -> None:
    consensus = OnlineConsensus(2)
    for worker in range(5):
        consensus.judged(3, worker=worker, label=1)
    consensus.close(3)

    late = consensus.judged(3, worker=5, label=0)

    assert late is None
    assert consensus.is_closed(3)
    with pytest.raises(KeyError):
        consensus.state(3)
    assert consensus.judgments().n == 6
    assert consensus.refit().label[3] == 1
    assert consensus.judged(3, worker=6, label=0) is None
    assert consensus.judged(4, worker=6, label=0) is not None


def test_a_late_judgment_counts_towards_the_next_refit() -> None:
    consensus = OnlineConsensus(2)
    consensus.judged(0, worker=0, label=1)
    consensus.close(0)
    for worker in range(1, 100):
        assert consensus.crowd.n_workers == 0
        consensus.judged(0, worker=worker, label=1)

    assert consensus.crowd.n_workers == 100


def test_a_refit_with_every_open_item_forgotten_goes_on() -> None:
    consensus = OnlineConsensus(2, most_judgments=3)
    consensus.judged(0, worker=0, label=1)
    consensus.close(1)
    for worker in range(3):
        consensus.judged(1, worker=worker, label=1)

    consensus.refit()

    with pytest.raises(KeyError):
        consensus.state(0)
    assert not consensus.is_closed(0)


def test_a_closed_item_refuses_what_is_no_class_or_no_item() -> None:
    consensus = OnlineConsensus(2)
    consensus.close(1)

    with pytest.raises(ValueError, match="2 is no class of 2"):
        consensus.judged(1, worker=0, label=2)
    with pytest.raises(ValueError, match="no code of an item"):
        consensus.close(-1)
    assert consensus.n_judgments == 0
    assert [consensus.is_closed(item) for item in (0, 1, 2, 99, -1)] == [False, True, False, False, False]


def test_what_cannot_be_used_is_refused(known: Crowd) -> None:
    with pytest.raises(ValueError, match="3 is no class of 3"):
        judged(unjudged(known), known, worker=0, label=3)
    with pytest.raises(ValueError, match="nothing to fit"):
        OnlineConsensus(2).refit()
    with pytest.raises(ValueError, match="above 0"):
        OnlineConsensus(2, refit_growth=0)
    with pytest.raises(ValueError, match="needs a class"):
        cold_crowd(0)
    made = crowd(1).judgments
    with pytest.raises(ValueError, match="confusion matrices"):
        crowd_of_results(made, [MajorityVote().fit(made)], [0.0])


@pytest.mark.parametrize(
    "model", [DawidSkene(), HierarchicalDawidSkene(dependence=0.1)], ids=["plain", "dependent"]
)
def test_one_view_alone_is_its_batch_result(model: DawidSkene) -> None:
    made = crowd(6).judgments

    fitted = fit_crowd(made, models=[model])

    assert np.array_equal(fitted.posterior, model.fit(made).posterior)
    assert fitted.label.tolist() == fitted.results[0].label.tolist()
