"""Which plan a lot is inspected with, and what its figures decide."""

from collections.abc import Mapping

import pytest

from assay.quality.rules.curves import accepted_at, curves_of, promise_of, quality_at
from assay.quality.rules.inspection import (
    ClassPlan,
    Outcome,
    Settings,
    Terms,
    class_plans,
    outcome_of,
    passes_tighter,
    refuse_settings,
    verdict_of,
)
from assay.stats.sampling import sequential_plan

USUAL = {"critical": Terms(0.65), "major": Terms(2.5), "minor": Terms(4.0)}


def numbers(settings: Settings, n_units: int, **inspections: str) -> dict[str, tuple[int, int, int]]:
    return {
        plan.severity: (plan.n, plan.accept, plan.reject)
        for plan in class_plans(settings, n_units, inspections)
    }


@pytest.mark.parametrize(
    ("n_units", "aql", "inspection", "expected"),
    [
        (2000, 0.65, "normal", (125, 2, 3)),
        (2000, 0.65, "tightened", (125, 1, 2)),
        (2000, 0.65, "reduced", (50, 1, 3)),
        (2400, 2.5, "normal", (125, 7, 8)),
        (1000, 1.0, "normal", (80, 2, 3)),
        (5000, 1.0, "tightened", (200, 3, 4)),
        (500, 4.0, "normal", (50, 5, 6)),
        (90, 1.0, "tightened", (20, 0, 1)),
        (200, 0.15, "normal", (80, 0, 1)),
        (5, 2.5, "normal", (5, 0, 1)),
        (1, 2.5, "normal", (1, 0, 1)),
    ],
)
def test_the_plans_of_the_standard(
    n_units: int, aql: float, inspection: str, expected: tuple[int, int, int]
) -> None:
    found = numbers(Settings("standard", classes={"major": Terms(aql)}), n_units, major=inspection)

    assert found == {"major": expected}


def test_each_severity_has_its_own_plan_and_none_accepted_takes_the_largest_sample() -> None:
    classes = {"critical": Terms(0.0), "major": Terms(2.5), "minor": Terms(4.0)}

    assert numbers(Settings("standard", classes=classes), 500) == {
        "critical": (50, 0, 1),
        "major": (50, 3, 4),
        "minor": (50, 5, 6),
    }


def test_zero_acceptance_is_as_large_as_bad_quality_demands() -> None:
    classes = {"critical": Terms(limit=1.0), "major": Terms(limit=5.0)}

    assert numbers(Settings("zero_acceptance", beta=0.10, classes=classes), 10_000) == {
        "critical": (230, 0, 1),
        "major": (45, 0, 1),
    }


def test_a_sequential_plan_has_walds_lines_and_an_end() -> None:
    (plan,) = class_plans(Settings("sequential", classes={"major": Terms(1.0, 10.0)}), 10_000)

    assert plan.sequential == sequential_plan(0.01, 0.10)
    assert plan.n % 3 == 0
    assert plan.n > 100


PLAN = ClassPlan("major", "normal", 5, 1, 2)


@pytest.mark.parametrize(
    ("worst", "expected"),
    [
        (["", "", "", "", ""], Outcome(5, 0, is_accepted=True)),
        (["major", "", "", "", ""], Outcome(5, 1, is_accepted=True)),
        (["major", "", "", "major", ""], Outcome(5, 2, is_accepted=False)),
        (["major", "major", None, "", ""], Outcome(4, 2, None)),
        # A unit counts at its worst error only, and what was drawn beyond the plan does not count.
        (["critical", "minor", "", "", "", "major", "major"], Outcome(5, 0, is_accepted=True)),
    ],
)
def test_a_severity_is_decided_by_its_own_units(worst: list[str | None], expected: Outcome) -> None:
    assert outcome_of(PLAN, worst) == expected


def sequential(n: int = 156) -> ClassPlan:
    lines = sequential_plan(0.01, 0.10)
    return ClassPlan("major", "normal", n, 4, 5, sequential=lines)


@pytest.mark.parametrize(
    ("worst", "expected"),
    [
        # The first possible acceptance is after 24 good units (NIST); two early defects reject.
        ([""] * 23, Outcome(23, 0, None)),
        ([""] * 24, Outcome(24, 0, is_accepted=True)),
        ([""] * 10 + ["major"], Outcome(11, 1, None)),
        (["major", "major"], Outcome(2, 2, is_accepted=False)),
        # In the order of the sample: what lies behind a unit nobody has looked at waits.
        (["major", None, "major"], Outcome(1, 1, None)),
    ],
)
def test_a_sequential_plan_decides_as_early_as_it_can(worst: list[str | None], expected: Outcome) -> None:
    assert outcome_of(sequential(), worst) == expected


def test_a_sequential_plan_ends_at_the_nearer_line() -> None:
    """Never two defects early, never far enough below the line: the end decides."""
    worst = ["major" if nth in {5, 45, 85} else "" for nth in range(60)]

    assert outcome_of(sequential(60), worst).is_accepted is True


@pytest.mark.parametrize(
    ("said", "stops_early", "expected"),
    [
        ([True, True], False, True),
        ([True, False], False, False),
        ([None, False], False, None),
        ([None, False], True, False),
        ([None, True], True, None),
    ],
)
def test_a_lot_is_accepted_when_every_severity_is(
    said: list[bool | None], stops_early: bool, expected: bool | None
) -> None:
    assert verdict_of([Outcome(1, 0, each) for each in said], stops_early=stops_early) is expected


@pytest.mark.parametrize(("n_defective", "expected"), [(5, True), (6, False)])
def test_passing_one_step_tighter(n_defective: int, expected: bool) -> None:
    """Of 2,400 units AQL 2.5 accepts seven, AQL 1.5 five."""
    settings = Settings("standard", classes=USUAL)
    plan = next(each for each in class_plans(settings, 2400) if each.severity == "major")

    assert passes_tighter(plan, n_defective, settings, 2400) is expected


@pytest.mark.parametrize(
    ("settings", "lot_size", "codes"),
    [
        (Settings("standard", classes=USUAL), 500, []),
        (Settings("standard", classes={"major": Terms(0.0)}), 500, []),
        (Settings("standard", classes={"major": Terms(3.0)}), 500, ["lots.bad_aql"]),
        (Settings("standard", classes={}), 500, ["lots.no_class"]),
        (Settings("standard", "IV", classes=USUAL), 500, ["lots.bad_level"]),
        (Settings("standard", classes=USUAL), 1, ["lots.bad_lot_size"]),
        (Settings("standard", alpha=0.7, classes=USUAL), 500, ["lots.bad_risk"]),
        (Settings("magic", classes=USUAL), 500, ["lots.unknown_method"]),
        (Settings("sequential", classes={"major": Terms(2.0, 8.0)}), 500, []),
        (Settings("sequential", classes={"major": Terms(8.0, 2.0)}), 500, ["lots.bad_limits"]),
        (Settings("sequential", classes={"major": Terms(None, 2.0)}), 500, ["lots.bad_limits"]),
        (Settings("zero_acceptance", classes={"major": Terms(limit=5.0)}), 500, []),
        (Settings("zero_acceptance", classes={"major": Terms(limit=-1.0)}), 500, ["lots.bad_limits"]),
    ],
)
def test_what_may_be_published(settings: Settings, lot_size: int, codes: list[str]) -> None:
    assert [reason.code for reason in refuse_settings(settings, lot_size=lot_size)] == codes


@pytest.mark.parametrize(
    ("n", "accept", "limiting"),
    [(80, 2, 0.0652), (125, 3, 0.0527), (200, 5, 0.0459), (50, 1, 0.0756), (32, 0, 0.0694), (125, 0, 0.0183)],
)
def test_the_limiting_quality_of_common_plans(n: int, accept: int, limiting: float) -> None:
    promise = promise_of(ClassPlan("major", "normal", n, accept, accept + 1, aql=1.0))

    assert promise.limiting == pytest.approx(limiting, abs=5e-5)


def test_the_curve_of_montgomerys_plan() -> None:
    plan = ClassPlan("major", "normal", 89, 2, 3, aql=1.0)
    expected: Mapping[float, float] = {
        0.005: 0.98969,
        0.01: 0.93969,
        0.02: 0.73658,
        0.05: 0.17208,
        0.09: 0.01089,
    }

    assert {share: round(accepted_at(plan, share), 5) for share in expected} == expected
    assert promise_of(plan).at_aql == pytest.approx(0.93969, abs=1e-5)


def test_the_quality_of_a_sequential_plan_lies_where_its_risks_are() -> None:
    (plan,) = class_plans(Settings("sequential", classes={"major": Terms(1.0, 10.0)}), 10_000)

    promise = promise_of(plan)

    assert promise.limiting is not None
    assert 0.09 < promise.limiting < 0.105
    assert promise.mean_n == pytest.approx(30, abs=1)
    assert quality_at(plan, 0.5) == pytest.approx(0.04, abs=0.01)


def test_curves_end_where_nothing_passes_any_more() -> None:
    curves = curves_of(class_plans(Settings("standard", classes=USUAL), 500))

    assert curves.shares[0] == 0.0
    assert [chances[0] for chances in curves.accepted] == [1.0, 1.0, 1.0]
    assert all(chances[-1] < 0.05 for chances in curves.accepted)
