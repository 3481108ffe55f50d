"""The health of a project as truth tables: on time, at risk, quality, and the column it stands in."""

import pytest

from assay.intake.enums import RequestState
from assay.planning.enums import Phase, Status
from assay.planning.rules.health import ORDER, RiskFacts, attainment, risk_status, time_status, worst
from assay.planning.rules.phases import OF_PROJECT, OF_REQUEST, phase_of
from assay.planning.rules.standards import Measured, Terms
from assay.projects.enums import ProjectState

TERMS = Terms(0.95, 0.85)
MET, AT_RISK, MISSED, UNMEASURED = Status.MET, Status.AT_RISK, Status.MISSED, Status.UNMEASURED


@pytest.mark.parametrize(
    ("n_done", "n_due", "found"),
    [
        (0, 0, None),
        (5, 0, None),
        (0, 4, Measured(0.0, 0.0, 0.0, 4)),
        (3, 4, Measured(0.75, 0.75, 0.75, 4)),
        (6, 4, Measured(1.5, 1.5, 1.5, 4)),
    ],
)
def test_attainment_is_what_is_done_of_what_was_due(n_done: int, n_due: int, found: Measured | None) -> None:
    assert attainment(n_done, n_due) == found


@pytest.mark.parametrize(
    ("n_done", "n_due", "n_overdue", "n_milestones", "status"),
    [
        # No plan, or nothing in it that could be late.
        (0, 0, 0, 0, UNMEASURED),
        # No week is over yet, and no milestone has passed.
        (0, 0, 0, 2, MET),
        (95, 100, 0, 0, MET),
        (94, 100, 0, 0, AT_RISK),
        (85, 100, 0, 0, AT_RISK),
        (84, 100, 0, 0, MISSED),
        # A milestone that has passed is late whatever was done.
        (200, 100, 1, 2, MISSED),
        (0, 0, 1, 1, MISSED),
    ],
)
def test_on_time_by_plan_attainment_and_milestones(
    n_done: int, n_due: int, n_overdue: int, n_milestones: int, status: Status
) -> None:
    measured = attainment(n_done, n_due)

    assert time_status(measured, TERMS, n_overdue=n_overdue, n_milestones=n_milestones) == status


def test_without_a_standard_only_milestones_tell() -> None:
    assert time_status(attainment(1, 100), None, n_overdue=0, n_milestones=0) == UNMEASURED


@pytest.mark.parametrize(
    ("risks", "status"),
    [
        ((), UNMEASURED),
        ((("open", 3, 3),), MET),
        ((("open", 2, 5),), AT_RISK),
        ((("open", 5, 5),), AT_RISK),
        # What was dealt with is no longer high.
        ((("mitigated", 5, 5), ("accepted", 4, 4)), MET),
        ((("open", 1, 1), ("fired", 1, 1)), MISSED),
    ],
)
def test_risk_by_what_has_fired_and_what_is_high(
    risks: tuple[tuple[str, int, int], ...], status: Status
) -> None:
    assert risk_status([RiskFacts("It breaks", *each) for each in risks]) == status


@pytest.mark.parametrize(
    ("statuses", "found"),
    [
        ((), UNMEASURED),
        ((UNMEASURED,), UNMEASURED),
        ((UNMEASURED, MET), MET),
        ((MET, AT_RISK), AT_RISK),
        ((MET, AT_RISK, MISSED), MISSED),
    ],
)
def test_the_worst_counts_and_what_is_unmeasured_is_no_trouble(
    statuses: tuple[Status, ...], found: Status
) -> None:
    assert worst(statuses) == found
    assert set(ORDER) == set(Status)


def test_every_state_has_its_phase_and_a_project_tells_more_than_its_request() -> None:
    assert set(OF_PROJECT) == set(ProjectState.values)
    assert set(OF_REQUEST) == set(RequestState.values)
    assert phase_of("paused", "accepted") == Phase.PAUSED
    assert phase_of(None, "approved") == Phase.DECIDED
    with pytest.raises(ValueError, match="neither"):
        phase_of(None, None)
