"""Standing rules alone: which step follows from what, and that the replay does what the job does."""

from datetime import timedelta
from typing import Any  # Rules are JSON.

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.quality.enums import Measure, StepKind, StepState
from assay.quality.rules.appeals import Appellant, Arbiter, refuse_appeal, refuse_arbiter
from assay.quality.rules.standing import (
    MEMORY,
    NOTHING,
    Finding,
    Measured,
    Move,
    Past,
    Result,
    StandingRule,
    StepTaken,
    advance,
    after,
    past_of,
)
from assay.quality.rules.standing_reading import as_json, read_rules
from assay.quality.rules.standing_replay import replay, the_days
from assay.quality.rules.standing_signals import Given, findings
from tests.work.world import NOW, later

W, R, P, X = StepKind.WARN, StepKind.RETRAIN, StepKind.PROBATION, StepKind.PAUSE
LADDER = (W, R, P, X)
RULE = StandingRule("gold", Measure.GOLD, 0.8, window=20, least=10, ladder=LADDER, days=7)


def results(n_right: int, n_wrong: int, *, hours: float = 1) -> Measured:
    """All after the beginning and before NOW, the wrong ones newest."""
    rights = [False] * n_wrong + [True] * n_right
    return Measured([Result(later(minutes=-nth - hours), right) for nth, right in enumerate(rights)])


@pytest.mark.parametrize(
    ("n_right", "n_wrong", "past", "expected"),
    [
        (3, 6, NOTHING, None),
        (8, 2, NOTHING, None),
        (7, 3, NOTHING, W),
        (0, 20, NOTHING, W),
        (7, 3, Past(W, later(days=-1), is_open=True), R),
        (7, 3, Past(R, later(days=-1)), None),
        (2, 8, Past(R, later(days=-1)), P),
        (2, 8, Past(P, later(days=-1), is_open=True, until=later(days=3)), X),
        (2, 8, Past(X, later(days=-1)), X),
        (0, 20, Past(R, later(days=-1), is_open=True), None),
        (0, 20, Past(X, later(days=-1), is_open=True, until=later(days=3)), None),
    ],
)
def test_which_step_follows(n_right: int, n_wrong: int, past: Past, expected: StepKind | None) -> None:
    move = advance(RULE, past, results(n_right, n_wrong), NOW)

    assert (move.step if move else None) == expected


def test_a_hard_step_needs_the_whole_interval_below_the_threshold() -> None:
    only_pause = StandingRule("gold", Measure.GOLD, 0.8, 20, 10, (X,), days=7)

    # 11 of 20 are 55 % (34 to 74 %); 12 of 20 are 60 % (39 to 78 %); 13 of 20 are 65 % (43 to 82 %).
    said = [advance(only_pause, NOTHING, results(k, 20 - k), NOW) for k in (11, 12, 13)]

    assert [move.step if move else None for move in said] == [X, X, None]


def test_only_what_came_after_the_last_step_counts() -> None:
    warned = Past(W, NOW - timedelta(minutes=5), is_open=True)

    assert advance(RULE, warned, results(0, 20), NOW) is None


def test_what_lies_in_the_future_of_the_replay_does_not_count() -> None:
    assert advance(RULE, NOTHING, results(0, 20), later(hours=-5)) is None


def test_steps_end_by_time_and_by_doing_well() -> None:
    on_probation = Past(P, later(days=-1), is_open=True, until=later(days=1))

    recovered = advance(RULE, on_probation, results(10, 0), NOW)
    expired = advance(RULE, on_probation, results(0, 20), later(days=1))

    assert (recovered and recovered.ends, expired and expired.ends) == (
        StepState.RECOVERED,
        StepState.EXPIRED,
    )


@pytest.mark.parametrize(
    ("families", "expected"), [((), None), (("speed",), None), (("monotony", "speed"), X)]
)
def test_fraud_needs_several_kinds_of_signals(families: tuple[str, ...], expected: StepKind | None) -> None:
    fraud = StandingRule("fraud", Measure.INTEGRITY, 2, 50, 10, (X,), days=7)

    move = advance(fraud, NOTHING, Measured(signals=Finding(40, families=families)), NOW)

    assert (move.step if move else None) == expected


def taken(step: StepKind, state: StepState, ago: timedelta, ended: timedelta | None = None) -> StepTaken:
    return StepTaken(step, state, NOW - ago, None, NOW - ended if ended is not None else None)


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], NOTHING),
        ([taken(W, StepState.OPEN, DAY)], Past(W, NOW - DAY, is_open=True)),
        ([taken(P, StepState.EXPIRED, 9 * DAY, 2 * DAY)], Past(P, NOW - 2 * DAY)),
        ([taken(X, StepState.EXPIRED, MEMORY + 2 * DAY, MEMORY + DAY)], Past(None, NOW - MEMORY - DAY)),
        ([taken(X, StepState.OVERTURNED, 2 * DAY, DAY)], Past(None, NOW - DAY)),
        (
            [taken(W, StepState.RAISED, 9 * DAY, 2 * DAY), taken(X, StepState.LIFTED, 2 * DAY, DAY)],
            Past(W, NOW - DAY),
        ),
    ],
)
def test_what_was_before(steps: list[StepTaken], expected: Past) -> None:
    assert past_of(steps, NOW) == expected


ROW = as_json(RULE)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"key": " "}, ["standing.key"]),
        ({"measure": "taste"}, ["standing.measure"]),
        ({"threshold": 80}, ["standing.share"]),
        ({"threshold": True}, ["standing.share"]),
        ({"measure": "integrity", "threshold": 1}, ["standing.families"]),
        ({"measure": "integrity", "threshold": 2}, []),
        ({"least": 9}, ["standing.window"]),
        ({"least": 21}, ["standing.window"]),
        ({"ladder": []}, ["standing.ladder"]),
        ({"ladder": ["pause", "warn"]}, ["standing.ladder"]),
        ({"measure": "speed"}, ["standing.speed_is_no_proof"]),
        ({"measure": "speed", "ladder": ["warn", "retrain"]}, []),
        ({"days": 0}, ["standing.needs_a_way_back"]),
        ({"days": 0, "way_back": "Write to Ben."}, []),
        ({"days": 366}, ["standing.days"]),
    ],
)
def test_what_rules_may_say(change: dict[str, Any], codes: list[str]) -> None:
    read, problems = read_rules([{**ROW, **change}])

    assert [problem.code for problem in problems] == codes
    assert len(read) == (not codes)


def test_rules_have_names_of_their_own() -> None:
    assert [problem.code for problem in read_rules([ROW, ROW])[1]] == ["standing.key"]
    assert [problem.code for problem in read_rules([])[1]] == ["standing.no_rules"]
    assert read_rules([ROW])[0] == [RULE]


ANSWERED = st.lists(st.tuples(st.integers(0, 700), st.booleans()), max_size=120)


@settings(max_examples=60, deadline=None)
@given(ANSWERED)
def test_the_replay_takes_the_steps_that_the_job_would_take_day_by_day(
    answered: list[tuple[int, bool]],
) -> None:
    newest_first = [Result(later(hours=-hours), right) for hours, right in sorted(answered)]
    days = the_days(NOW, 30)
    steps: list[tuple[StepKind, Any]] = []
    rows: list[StepTaken] = []
    for day in days:
        rows = read_again(rows, day)
        known = Measured([each for each in newest_first if each.at <= day])
        move = advance(RULE, past_of(rows, day), known, day)
        rows = written(rows, move, day)
        steps += [(move.step, day)] if move and move.step else []

    hits = list(replay([RULE], {Measure.GOLD: {7: newest_first}}, lambda *_: {}, people=[7], days=days))

    assert [(hit.step, hit.at) for hit in hits] == steps


def read_again(rows: list[StepTaken], day: Any) -> list[StepTaken]:
    if rows and rows[-1].state == StepState.OPEN and rows[-1].step == R and rows[-1].taken_at + DAY <= day:
        return ended(rows, StepState.CONFIRMED, day)
    return rows


def written(rows: list[StepTaken], move: Move | None, day: Any) -> list[StepTaken]:
    """What the database would hold after the move."""
    if move is None:
        return rows
    if move.step is None:
        assert move.ends is not None
        return ended(rows, move.ends, day)
    if rows and rows[-1].state == StepState.OPEN:
        rows = ended(rows, StepState.RAISED, day)
    past = after(NOTHING, move, RULE, day)
    return [*rows, StepTaken(move.step, StepState.OPEN, day, past.until)]


def ended(rows: list[StepTaken], state: StepState, day: Any) -> list[StepTaken]:
    last = rows[-1]
    return [*rows[:-1], StepTaken(last.step, state, last.taken_at, last.until, day)]


def crowd_with(odd: int | None) -> list[Given]:
    """Five people answer sixty tasks with care; the odd one presses one key in a second each."""
    said = "abc"
    return [
        Given(
            person,
            task,
            "q/",
            "a" if person == odd else said[(task * 7 + (person == task % 5)) % 3],
            1.0 if person == odd else 20.0 + (task * 13 + person * 7) % 9,
            later(minutes=task),
            said[task * 7 % 3],
        )
        for task in range(60)
        for person in range(5)
    ]


def test_one_key_in_a_second_each_shows_two_kinds_of_signals_and_careful_people_show_none() -> None:
    found = findings(crowd_with(3), since={}, until=later(hours=2), window=50)

    assert {person: finding.families for person, finding in found.items()} == {3: ("monotony", "speed")}
    assert (found[3].n, found[3].since) == (50, later(minutes=10))
    assert findings(crowd_with(None), since={}, until=later(hours=2), window=50) == {}


def test_answers_before_the_last_step_are_no_signal_again() -> None:
    found = findings(crowd_with(3), since={3: later(hours=1)}, until=later(hours=2), window=50)

    assert 3 not in found


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Appellant(is_the_person=True, leads_their_site=False), None),
        (Appellant(is_the_person=False, leads_their_site=True), None),
        (Appellant(is_the_person=False, leads_their_site=False), "appeal.not_yours"),
        (Appellant(True, False, can_be_taken_back=False), "appeal.nothing"),
        (Appellant(True, False, was_appealed=True), "appeal.once"),
        (Appellant(True, False, is_late=True), "appeal.too_late"),
    ],
)
def test_who_may_appeal(facts: Appellant, code: str | None) -> None:
    refused = refuse_appeal(facts)

    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((False, False, False), None),
        ((True, False, False), "appeal.own_case"),
        ((False, True, False), "appeal.own_decision"),
        ((False, False, True), "appeal.raised_it"),
        ((True, True, True), "appeal.own_case"),
    ],
)
def test_who_may_decide_an_appeal(facts: tuple[bool, bool, bool], code: str | None) -> None:
    refused = refuse_arbiter(Arbiter(*facts))

    assert (refused.code if refused else None) == code


def test_the_replay_looks_for_signs_every_third_day_and_on_the_last() -> None:
    fraud = StandingRule("fraud", Measure.INTEGRITY, 2, 50, 10, (X,), days=7)
    days, looked = the_days(NOW, 8), []

    def signals(_rule: StandingRule, _since: object, day: Any) -> dict[int, Finding]:
        looked.append(day)
        return {7: Finding(40, families=("monotony", "speed"))}

    hits = list(replay([fraud], {}, signals, people=[7], days=days))

    assert looked == [days[1], days[4], days[7]]
    assert [(hit.person, hit.step, hit.at) for hit in hits] == [(7, X, days[1])]
