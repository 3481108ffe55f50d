"""Which standard is in force on a day, when it is met, and what is refused."""

from datetime import date

import pytest

from assay.planning.enums import Metric, Status
from assay.planning.rules.metrics import METRICS
from assay.planning.rules.shipped import SHIPPED
from assay.planning.rules.standards import (
    InForce,
    Measured,
    Terms,
    Version,
    in_force,
    refuse_terms,
    refuse_version,
    standard_on,
    status_of,
)
from assay.planning.rules.unmeasured import WHY
from assay.projects.enums import Segment

OLD, NEW, LATER = date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 20)
LOOSE, STRICT = Terms(0.90, 0.85), Terms(0.98, 0.95)
UP, DOWN = Metric.ACCURACY_MAJOR, Metric.HANDLING_TIME


@pytest.mark.parametrize(
    ("on", "number"),
    [(date(2026, 2, 28), None), (OLD, 1), (date(2026, 3, 9), 1), (NEW, 3), (LATER, 3)],
)
def test_the_version_of_a_day_is_the_newest_that_has_begun(on: date, number: int | None) -> None:
    versions = [Version(1, OLD, LOOSE), Version(2, NEW, LOOSE), Version(3, NEW, STRICT)]

    found = in_force(versions, on)

    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 2, 1), InForce(Terms(0.5, 0.4), 0, None, is_own=False)),
        (OLD, InForce(LOOSE, 1, OLD, is_own=False)),
        (NEW, InForce(STRICT, 1, NEW, is_own=True)),
        # The project goes back to its segment's default.
        (LATER, InForce(LOOSE, 1, OLD, is_own=False)),
    ],
)
def test_a_projects_own_goes_before_its_segments_and_that_before_what_is_shipped(
    on: date, expected: InForce
) -> None:
    own = [Version(1, NEW, STRICT), Version(2, LATER, None)]

    found = standard_on(on, shipped=Terms(0.5, 0.4), defaults=[Version(1, OLD, LOOSE)], own=own)

    assert found == expected


def test_without_any_there_is_none() -> None:
    assert standard_on(OLD, shipped=None, defaults=[], own=[]) is None


@pytest.mark.parametrize(
    ("metric", "terms", "measured", "status"),
    [
        (UP, STRICT, None, Status.UNMEASURED),
        (UP, STRICT, Measured(0.99, 0.97, 0.996, 400), Status.MET),
        # The target is reached, but chance could have done it: the threshold lies in the interval.
        (UP, STRICT, Measured(0.99, 0.94, 0.999, 60), Status.AT_RISK),
        # Surely above the threshold, and short of the target.
        (UP, STRICT, Measured(0.97, 0.96, 0.976, 9000), Status.AT_RISK),
        (UP, STRICT, Measured(0.94, 0.91, 0.96, 500), Status.AT_RISK),
        (UP, STRICT, Measured(0.93, 0.91, 0.949, 900), Status.MISSED),
        (UP, STRICT, Measured(1.0, None, None, 1), Status.AT_RISK),
        (DOWN, Terms(30, 40), Measured(28, 25, 31, 900), Status.MET),
        (DOWN, Terms(30, 40), Measured(35, 33, 37, 900), Status.AT_RISK),
        (DOWN, Terms(30, 40), Measured(29, 20, 41, 9), Status.AT_RISK),
        (DOWN, Terms(30, 40), Measured(45, 40.5, 50, 900), Status.MISSED),
    ],
)
def test_when_a_standard_is_met(
    metric: Metric, terms: Terms, measured: Measured | None, status: Status
) -> None:
    assert status_of(metric, terms, measured) == status


@pytest.mark.parametrize(
    ("metric", "terms", "codes"),
    [
        (UP, STRICT, []),
        (UP, Terms(0.9, 0.9), []),
        (UP, Terms(0.9, 0.95), ["standards.threshold_is_stricter"]),
        (UP, Terms(95, 0.9), ["standards.out_of_range"]),
        (UP, Terms(float("nan"), -1), ["standards.out_of_range", "standards.out_of_range"]),
        (DOWN, Terms(30, 40), []),
        (DOWN, Terms(40, 30), ["standards.threshold_is_stricter"]),
        (Metric.COST_PER_LABEL, Terms(50_000, 80_000), ["standards.needs_currency"]),
        (Metric.COST_PER_LABEL, Terms(50_000, 80_000, "EUR"), []),
    ],
)
def test_what_a_target_may_be(metric: Metric, terms: Terms, codes: list[str]) -> None:
    assert [each.code for each in refuse_terms(metric, terms)] == codes


@pytest.mark.parametrize(
    ("reason", "begins_on", "codes"),
    [
        ("As agreed.", NEW, []),
        ("As agreed.", LATER, []),
        (" ", NEW, ["standards.needs_reason"]),
        ("As agreed.", OLD, ["standards.not_before_today"]),
    ],
)
def test_a_version_has_a_reason_and_never_begins_in_the_past(
    reason: str, begins_on: date, codes: list[str]
) -> None:
    problems = refuse_version(UP, STRICT, reason=reason, begins_on=begins_on, today=NEW)

    assert [each.code for each in problems] == codes


def test_every_segment_begins_with_standards_that_would_be_taken() -> None:
    assert set(SHIPPED) == set(Segment.values)
    assert [
        (segment, metric)
        for segment, standards in SHIPPED.items()
        for metric, terms in standards.items()
        if refuse_terms(metric, terms)
    ] == []


def test_every_metric_says_how_it_is_measured_and_why_it_may_not_be() -> None:
    assert (set(METRICS), set(WHY)) == (set(Metric), set(Metric))
