"""Decisions as a truth table, and what no figure may override."""

import dataclasses
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.stats.online import Crowd, ItemState, cold_crowd, fit_crowd, replayed, standing
from assay.stats.sampling import wilson
from assay.stats.stopping import (
    Because,
    Calibration,
    ClassRule,
    Decision,
    Outcome,
    Outlook,
    Rule,
    change_chance,
    decide,
    outlook_of,
)
from tests.stats.truth.crowds import crowd

COLD = cold_crowd(3)
MADE = crowd(21)
FITTED = fit_crowd(MADE.judgments)
OUTLOOK = outlook_of(FITTED, MADE.judgments, most_more=8)
EASY = Calibration({-1: 0.6}, 0.5, 100, wilson(0, 0), wilson(0, 0))
ANSWERS = st.lists(st.tuples(st.integers(-1, 24), st.integers(0, 2)), min_size=0, max_size=9)


def state_of(*labels: int, crowd: Crowd = COLD) -> ItemState:
    return replayed(crowd, [-1] * len(labels), labels)


def outlook(crowd: Crowd = COLD) -> Outlook:
    draw = np.random.default_rng(0)
    return Outlook(crowd.confusion(), 4.0, np.zeros((64, 20), np.int64), draw.random((64, 20)))


@pytest.mark.parametrize(
    ("labels", "rule", "outcome", "because"),
    [
        ((0,), Rule(), Outcome.CONTINUE, Because.TOO_FEW),
        ((0, 0), Rule(), Outcome.TARGET, Because.PROBABILITY),
        ((0, 1), Rule(), Outcome.CONTINUE, Because.NOT_SURE),
        ((0, 1), Rule(max_overlap=2), Outcome.EXHAUSTED, Because.MAX_OVERLAP),
        ((0, 0), Rule(max_overlap=2), Outcome.EXHAUSTED, Because.MAX_OVERLAP),
        ((0, 0), Rule(min_overlap=3), Outcome.CONTINUE, Because.TOO_FEW),
        ((0, 0, 1), Rule(lead=1), Outcome.TARGET, Because.PROBABILITY),
        ((0, 0, 1, 1, 0), Rule(lead=1, min_overlap=5), Outcome.TARGET, Because.PROBABILITY),
        ((0, 1, 2), Rule(lead=1), Outcome.CONTINUE, Because.NOT_SURE),
        ((0, 1), Rule(costs=1 - np.eye(3), price=0.6), Outcome.TARGET, Because.COST),
        ((0, 1), Rule(costs=1 - np.eye(3), price=0.5), Outcome.CONTINUE, Because.NOT_SURE),
        ((1, 1), Rule(classes={1: ClassRule(always_in_full=True)}), Outcome.CONTINUE, Because.ALWAYS_IN_FULL),
        ((0, 0), Rule(classes={1: ClassRule(always_in_full=True)}), Outcome.TARGET, Because.PROBABILITY),
        ((1, 1), Rule(classes={1: ClassRule(min_overlap=3)}), Outcome.CONTINUE, Because.TOO_FEW),
        ((0, 0), Rule(classes={2: ClassRule(most_missed=0.01)}), Outcome.CONTINUE, Because.CRITICAL_CLASS),
        ((2, 2), Rule(classes={2: ClassRule(most_missed=0.01)}), Outcome.TARGET, Because.PROBABILITY),
        ((0, 0), Rule(classes={2: ClassRule(most_missed=0.3)}), Outcome.TARGET, Because.PROBABILITY),
    ],
)
def test_decisions(labels: tuple[int, ...], rule: Rule, outcome: Outcome, because: Because) -> None:
    decision = decide(state_of(*labels), rule, crowd=COLD, calibration=EASY)

    assert (decision.outcome, decision.because, decision.n_judgments) == (outcome, because, len(labels))
    assert decision.sentence.endswith(".")


def test_an_audited_item_goes_on_until_it_is_exhausted() -> None:
    rule = Rule(lead=1, max_overlap=4)

    found = [
        decide(state_of(*[0] * n), rule, crowd=COLD, calibration=EASY, outlook=outlook(), is_audited=True)
        for n in range(1, 5)
    ]

    assert [each.because for each in found] == [
        Because.TOO_FEW, Because.AUDITED, Because.AUDITED, Because.MAX_OVERLAP
    ]  # fmt: skip


def test_without_calibration_nothing_stops_by_probability_or_futility() -> None:
    state = state_of(*[0] * 9)

    decision = decide(state, Rule(), crowd=COLD, outlook=outlook(), available=10)

    assert (decision.outcome, decision.threshold, decision.change_chance) == (Outcome.CONTINUE, None, None)
    assert decide(state, Rule(trusts_nominal=True), crowd=COLD).because == Because.PROBABILITY


def test_an_item_is_futile_when_what_may_come_hardly_changes_it() -> None:
    unreachable = dataclasses.replace(EASY, thresholds={}, futility_below=0.05)
    state = state_of(0, 0, 0, 0)

    soon = decide(state, Rule(), crowd=COLD, calibration=unreachable, outlook=outlook(), available=5)
    late = decide(
        state_of(0, 1), Rule(), crowd=COLD, calibration=unreachable, outlook=outlook(), available=20
    )

    assert (soon.outcome, soon.because, soon.change_chance) == (Outcome.FUTILITY, Because.SETTLED, 0.0)
    assert (late.outcome, late.because) == (Outcome.CONTINUE, Because.NOT_SURE)
    assert late.change_chance is not None
    assert late.change_chance > 0.2


def test_a_class_with_its_own_target_is_held_to_its_own_threshold() -> None:
    rule = Rule(classes={2: ClassRule(target=0.99)})
    without = Calibration({-1: 0.6}, 0.0, 100, wilson(0, 0), wilson(0, 0), frozenset({2}))
    reached = dataclasses.replace(without, thresholds={-1: 0.6, 2: 0.7})

    assert decide(state_of(2, 2), rule, crowd=COLD, calibration=without).outcome == Outcome.CONTINUE
    assert decide(state_of(0, 0), rule, crowd=COLD, calibration=without).outcome == Outcome.TARGET
    assert decide(state_of(2, 2), rule, crowd=COLD, calibration=reached).threshold == 0.7


def seen(rows: list[tuple[int, int]], rule: Rule, *, is_audited: bool = False) -> Decision:
    state = replayed(FITTED.crowd, [worker for worker, _ in rows], [label for _, label in rows])
    return decide(
        state,
        rule,
        crowd=FITTED.crowd,
        calibration=EASY,
        outlook=OUTLOOK,
        available=9,
        is_audited=is_audited,
    )


@given(
    rows=ANSWERS,
    min_overlap=st.integers(1, 5),
    critical=st.integers(0, 2),
    most_missed=st.floats(0.0, 0.4),
    is_audited=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_nothing_stops_what_a_constraint_forbids(
    rows: list[tuple[int, int]], min_overlap: int, critical: int, most_missed: float, is_audited: bool
) -> None:
    own = ClassRule(most_missed=most_missed, always_in_full=True, min_overlap=2)
    rule = Rule(min_overlap=min_overlap, lead=1, costs=1 - np.eye(3), price=0.9, classes={critical: own})

    decision = seen(rows, rule, is_audited=is_audited)

    if decision.outcome in {Outcome.TARGET, Outcome.FUTILITY}:
        posterior = standing(
            replayed(FITTED.crowd, [w for w, _ in rows], [label for _, label in rows]), FITTED.crowd
        ).posterior
        assert not is_audited
        assert len(rows) >= min_overlap
        assert decision.label != critical
        assert posterior[critical] <= most_missed
    assert (decision.outcome == Outcome.EXHAUSTED) == (len(rows) >= 9)


@given(rows=ANSWERS, order=st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_judgments_does_not_matter(rows: list[tuple[int, int]], order: Random) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)

    one, other = seen(rows, Rule()), seen(shuffled, Rule())

    assert (one.outcome, one.because, one.lead) == (other.outcome, other.because, other.lead)
    assert one.probability == pytest.approx(other.probability, abs=1e-12)


@given(rows=ANSWERS, names=st.permutations([0, 1, 2]))
@settings(max_examples=60, deadline=None)
def test_names_of_classes_do_not_matter(rows: list[tuple[int, int]], names: list[int]) -> None:
    place = np.argsort(names)
    old = FITTED.crowd
    renamed = Crowd(
        np.ascontiguousarray(old.log_rows[:, :, place][:, :, :, place]),
        np.ascontiguousarray(old.log_prior[:, place]),
        old.dependence,
        old.activity,
    )
    rule = Rule(futility=None)
    workers, labels = [worker for worker, _ in rows], [label for _, label in rows]

    one = decide(replayed(old, workers, labels), rule, crowd=old, calibration=EASY)
    other = decide(
        replayed(renamed, workers, [names[label] for label in labels]), rule, crowd=renamed, calibration=EASY
    )

    assert (one.outcome, one.lead) == (other.outcome, other.lead)
    assert one.probability == pytest.approx(other.probability, abs=1e-12)


def slow_chance(state: ItemState, label: int, posterior: np.ndarray, n_more: int) -> float:
    """The obvious twin of the compiled forecast."""
    old, chance, mass = FITTED.crowd, 0.0, 0.0
    for truth, probability in enumerate(posterior):
        if probability < 0.005:
            continue
        changed = 0
        for workers, draws in zip(OUTLOOK.workers, OUTLOOK.draws, strict=True):
            people: list[int] = []
            answers: list[int] = []
            for worker, draw in zip(workers[:n_more], draws[:n_more], strict=True):
                urn = OUTLOOK.sameness * OUTLOOK.confusion[worker, truth] + state.answers
                urn = urn + np.bincount(answers, minlength=3) if answers else urn
                answers.append(int(np.searchsorted(np.cumsum(urn), draw * urn.sum(), side="right")))
                people.append(int(worker))
            evidence = state.evidence + sum(
                old.log_rows[:, worker, answer] for worker, answer in zip(people, answers, strict=True)
            )
            after = ItemState(evidence, state.answers, state.n + n_more)
            changed += standing(after, old).label != label
        chance += probability * changed / len(OUTLOOK.workers)
        mass += probability
    return chance / mass


@pytest.mark.parametrize(
    "rows", [[(0, 1)], [(3, 0), (4, 1)], [(1, 2), (2, 2), (8, 0)], [(5, 0), (6, 0), (7, 0)]]
)
def test_the_forecast_of_change_is_what_the_obvious_simulation_gives(rows: list[tuple[int, int]]) -> None:
    state = replayed(FITTED.crowd, [worker for worker, _ in rows], [label for _, label in rows])
    found = standing(state, FITTED.crowd)

    for n_more in (1, 3, 6):
        fast = change_chance(state, found, crowd=FITTED.crowd, outlook=OUTLOOK, n_more=n_more)
        assert fast == pytest.approx(slow_chance(state, found.label, found.posterior, n_more), abs=0.02)


def test_nothing_changes_where_nothing_may_come() -> None:
    found = standing(state_of(0, 1), COLD)

    assert change_chance(state_of(0, 1), found, crowd=COLD, outlook=outlook(), n_more=0) == 0.0


@pytest.mark.parametrize(
    ("settings_", "sentence"),
    [
        ({"target": 1.0}, "target must be between 0 and 1"),
        ({"futility": 0.0}, "futility must be between 0 and 1"),
        ({"audit_share": 1.5}, "audit_share"),
        ({"min_overlap": 0}, "min_overlap"),
        ({"min_overlap": 5, "max_overlap": 3}, "max_overlap 3 is below min_overlap 5"),
        ({"lead": 0}, "lead"),
        ({"price": 1.0}, "belong together"),
        ({"price": 1.0, "costs": np.ones((2, 3))}, "square"),
    ],
)
def test_rules_that_make_no_sense_are_refused(settings_: dict[str, float], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Rule(**settings_)  # type: ignore[arg-type]  # One table for settings of several types.
