"""What becomes of a task of an adaptive stage: truth tables, without a database."""

from typing import Any  # Options of a question.

import pytest

from assay.projects.rules.label_schema import Question, parse
from assay.quality.enums import StoppingBecause, StoppingOutcome
from assay.quality.rules.fitting import n_to_next_fit
from assay.quality.rules.stopping import (
    StoppingSettings,
    Unit,
    is_asked_enough,
    is_decided_on,
    rule_for,
    rule_of,
    verdict_of,
)
from assay.stats.stopping import Because, Decision, Outcome
from tests.work.world import SCHEMA

SETTINGS = StoppingSettings(2, 5, 0.95, stops_when_settled=True, audit_share=0.1)


def question_of(kind: str, **more: Any) -> Question:
    asked: dict[str, Any] = {"id": "q", "kind": kind, "label": "Q", **more}
    if "choice" in kind:
        asked["options"] = [{"id": "ok", "label": "OK"}, {"id": "bad", "label": "Bad", "critical": True}]
    return parse({**SCHEMA, "questions": [asked]}).questions[0]


def unit(outcome: Outcome, probability: float = 0.9, threshold: float | None = 0.97) -> Unit:
    because = {Outcome.CONTINUE: Because.NOT_SURE, Outcome.TARGET: Because.PROBABILITY}.get(
        outcome, Because.MAX_OVERLAP
    )
    decision = Decision(outcome, because, 0, probability, 3, threshold, None, None, 1)
    return Unit("q", "", decision)


@pytest.mark.parametrize(
    ("outcomes", "n", "is_audited", "wanted", "outcome"),
    [
        ([Outcome.TARGET], 2, False, 2, Outcome.TARGET),
        ([Outcome.CONTINUE], 2, False, 3, Outcome.CONTINUE),
        ([Outcome.TARGET, Outcome.CONTINUE], 2, False, 3, Outcome.CONTINUE),
        ([Outcome.CONTINUE], 2, True, 5, Outcome.CONTINUE),
        ([Outcome.TARGET, Outcome.FUTILITY], 4, False, 4, Outcome.FUTILITY),
        ([Outcome.FUTILITY, Outcome.EXHAUSTED], 5, False, 5, Outcome.EXHAUSTED),
        ([Outcome.CONTINUE], 5, False, 5, Outcome.EXHAUSTED),
        ([Outcome.CONTINUE], 7, True, 7, Outcome.EXHAUSTED),
        ([], 2, False, 2, Outcome.TARGET),
    ],
)
def test_a_task_goes_on_while_one_of_its_units_does(
    outcomes: list[Outcome], n: int, is_audited: bool, wanted: int, outcome: Outcome
) -> None:
    verdict = verdict_of(
        [unit(each) for each in outcomes], n_judgments=n, overlap_max=5, is_audited=is_audited
    )

    assert (verdict.wanted, verdict.outcome) == (wanted, outcome)


@pytest.mark.parametrize(
    ("outcome", "probability", "threshold", "is_undecided"),
    [
        (Outcome.EXHAUSTED, 0.9, 0.97, True),
        (Outcome.EXHAUSTED, 0.99, 0.97, False),
        (Outcome.EXHAUSTED, 0.999, None, True),
        (Outcome.FUTILITY, 0.5, 0.97, False),
        (Outcome.TARGET, 0.99, 0.97, False),
    ],
)
def test_what_has_everything_and_is_less_sure_than_promised_is_undecided(
    outcome: Outcome, probability: float, threshold: float | None, is_undecided: bool
) -> None:
    assert unit(outcome, probability, threshold).is_undecided is is_undecided


def test_critical_answers_are_judged_twice_and_never_stopped_away() -> None:
    rule = rule_of(SETTINGS, question_of("choice"), ("ok", "bad"))

    assert rule.of(1).min_overlap == 2
    assert rule.of(1).most_missed == pytest.approx(0.05)
    assert (rule.of(0).min_overlap, rule.of(0).most_missed) == (1, None)


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("choice", {}, True),
        ("multi_choice", {}, True),
        ("scale", {"min": 1, "max": 5}, True),
        ("scale", {"min": 0, "max": 1000}, False),
        ("number", {"min": 0, "max": 9}, False),
        ("text", {}, False),
    ],
)
def test_only_answers_of_a_set_hold_a_task_up(kind: str, more: dict[str, Any], expected: bool) -> None:
    assert is_decided_on(question_of(kind, **more)) is expected


def test_a_unit_that_some_were_not_asked_needs_fewer() -> None:
    rule = rule_of(SETTINGS, question_of("choice"), ("ok", "bad"))

    fewer = rule_for(rule, n_missing=1)

    assert (fewer.min_overlap, fewer.max_overlap) == (1, 4)
    assert [is_asked_enough(n, 3) for n in (1, 2, 3)] == [False, True, True]


def test_fits_become_rarer_as_judgments_grow() -> None:
    assert [n_to_next_fit(n) for n in (None, 100, 1_000, 1_000_000)] == [100, 100, 200, 200_000]


def test_the_words_are_those_of_the_engine() -> None:
    assert set(StoppingOutcome.values) == {each.value for each in Outcome} - {"continue"}
    assert set(StoppingBecause.values) == {each.value for each in Because}
