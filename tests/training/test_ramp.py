"""Ramp-up: cohorts against the curve, who is surely behind in what, and who goes along with whom."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from assay.kit.reasons import Refused
from assay.people.models import Contributor, ContributorMarket, InboxMessage, Market
from assay.quality.models import Gold, GoldResult
from assay.stats.sampling import wilson
from assay.training.actions.ramp import end_buddy, set_buddy, set_ramp
from assay.training.enums import RampSign
from assay.training.models import Buddy, RampCurve
from assay.training.queries.ramp import curve_of, curves_of, joiners_of, own_buddies, points_of, ramp_of
from assay.training.rules.ramp import Measured, Rate, Target, behind, refuse_curve, target_at
from assay.work.models import Judgment, WorkDay
from tests.training.courses import course_in
from tests.training.exams import gold_in
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import NOW, TODAY, World, make_world

CURVE = [Target(1, 0.6, 20), Target(3, 0.8, 60, 10)]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (1, Target(1, 0.6, 20)),
        (2, Target(2, 0.7, 40)),
        (3, Target(3, 0.8, 60, 10)),
        (9, Target(9, 0.8, 60, 10)),
    ],
)
def test_between_two_points_the_curve_is_a_straight_line(week: int, expected: Target) -> None:
    found = target_at(CURVE, week)

    assert found is not None
    assert (found.week, found.hours) == (expected.week, expected.hours)
    assert (found.accuracy, found.per_hour) == pytest.approx((expected.accuracy, expected.per_hour))
    assert target_at([Target(2, 0.5, 1)], 1) is None


@pytest.mark.parametrize(
    ("k", "n", "n_answers", "hours", "signs"),
    [
        (10, 20, 900, 12.0, (RampSign.ACCURACY,)),
        (14, 20, 900, 12.0, ()),
        (19, 20, 300, 12.0, (RampSign.SPEED,)),
        (19, 20, 300, 7.0, (RampSign.SPEED, RampSign.HOURS)),
        (0, 4, 10, 12.0, (RampSign.FEW,)),
        (0, 4, 700, 7.0, (RampSign.HOURS,)),
    ],
)
def test_behind_is_who_is_so_by_the_whole_interval(
    k: int, n: int, n_answers: int, hours: float, signs: tuple[RampSign, ...]
) -> None:
    measured = Measured(wilson(k, n), Rate(n_answers, hours), hours)

    assert behind(Target(3, 0.8, 60, 10), measured) == signs


def test_the_rate_has_an_interval_of_a_count() -> None:
    """100 answers in 2 hours: Poisson's exact interval is 81.4 to 121.6 by 2."""
    rate = Rate(100, 2.0)

    assert rate.value == 50
    assert rate.low == pytest.approx(81.4 / 2, abs=0.5)
    assert rate.high == pytest.approx(121.6 / 2, abs=0.5)
    assert Rate(0, 0.0).value is None


def test_what_is_refused_of_a_curve() -> None:
    curve = [Target(0, 0.5, 1), Target(2, 1.5, 0), Target(2, 0.5, 1, 90)]

    assert [each.code for each in refuse_curve(curve)] == [
        "ramp.no_week",
        "ramp.week_twice",
        "ramp.out_of_range",
        "ramp.out_of_range",
        "ramp.week_twice",
        "ramp.out_of_range",
    ]


def world_of() -> tuple[World, Cast]:
    world = make_world(n_people=3, needs_acknowledgment=False)
    cast = cast_of(world)
    for each in world.people:
        each.refresh_from_db()
    return world, cast


def worked(world: World, person: Contributor, days_ago: int, n: int, *, seconds: float = 3600) -> None:
    WorkDay.objects.create(
        contributor=person,
        stage=world.stage,
        day_on=TODAY - timedelta(days=days_ago),
        n_submitted=n,
        handling_seconds=seconds,
    )


def scored(world: World, gold: Gold, person: Contributor, days_ago: int, *, is_correct: bool) -> None:
    at = NOW - timedelta(days=days_ago)
    judgment = Judgment.objects.create(
        task=gold.task,
        project=world.project,
        stage=world.stage,
        contributor=person,
        schema_version=world.schema,
        answers={"match": "yes"},
        handling_seconds=1,
        is_gold=True,
        client_key=str(gold.uid),
        submitted_at=at,
        work_on=at.date(),
    )
    GoldResult.objects.create(
        judgment=judgment,
        gold=gold,
        contributor=person,
        stage=world.stage,
        is_correct=is_correct,
        judged_at=at,
    )


@pytest.mark.django_db
def test_cohorts_and_joiners_against_the_curve() -> None:
    world, cast = world_of()
    ana, ade, old = world.people
    set_ramp(world.owner, project=world.project, curve=CURVE, now=NOW)
    worked(world, ana, 16, 20)
    worked(world, ana, 2, 30)
    worked(world, ade, 1, 40)
    worked(world, old, 100, 50)
    worked(world, old, 1, 50)
    for gold in gold_in(world, 6):
        scored(world, gold, ana, 2, is_correct=False)

    together, *cohorts = ramp_of(world.owner, world.project, today=TODAY)
    behind_first, fresh = joiners_of(world.owner, world.project, today=TODAY)
    seen_by_ravi = joiners_of(cast.ravi, world.project, today=TODAY)

    assert [(each.week, each.n_people, each.rate.n, each.accuracy.n) for each in together.weeks] == [
        (1, 2, 60, 0),
        (3, 1, 30, 6),
    ]
    assert [each.begins_on for each in cohorts] == [date(2026, 2, 23), date(2026, 2, 9)]
    assert (behind_first.contributor, behind_first.week) == (ana, 3)
    assert behind_first.signs == (RampSign.ACCURACY, RampSign.SPEED, RampSign.HOURS)
    assert (fresh.contributor, fresh.week, fresh.signs) == (ade, 1, (RampSign.FEW,))
    assert [each.contributor for each in seen_by_ravi] == [ana]


@pytest.mark.django_db
def test_extra_training_is_suggested_to_who_is_behind_in_what_it_teaches() -> None:
    world, _cast = world_of()
    course = course_in(world)
    set_ramp(world.owner, project=world.project, curve=[Target(1, 0.9, 60)], now=NOW)
    ana, ade, _third = world.people
    worked(world, ana, 1, 30)
    worked(world, ade, 1, 90)

    suggested = {
        each.contributor: each.suggested for each in joiners_of(world.owner, world.project, today=TODAY)
    }

    assert suggested == {ana: course, ade: None}


@pytest.mark.django_db
def test_a_buddy_is_near_both_are_told_and_know_a_first_name() -> None:
    world, cast = world_of()
    ana, ade, third = world.people
    market = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt-BR")
    for each in (ade, third):
        ContributorMarket.objects.create(contributor=each, market=market)

    codes = []
    for user, joiner, buddy in (
        (world.owner, ana, ade),
        (world.owner, ade, ade),
        (cast.ravi, ade, third),
        (cast.zoe, ade, third),
    ):
        with pytest.raises(Refused) as refused:
            set_buddy(user, project=world.project, joiner=joiner, buddy=buddy, now=NOW)
        codes.append(refused.value.reasons[0].code)
    set_buddy(world.owner, project=world.project, joiner=ade, buddy=third, now=NOW)
    set_buddy(world.owner, project=world.project, joiner=ade, buddy=third, now=NOW)
    known = own_buddies(ade), own_buddies(third)
    end_buddy(world.owner, project=world.project, joiner=ade, now=NOW)

    assert codes == ["ramp.not_near", "ramp.same_person", "ramp.not_yours", "ramp.not_yours"]
    assert known == ([(world.project, "Person", False)], [(world.project, "Person", True)])
    assert own_buddies(ade) == []
    assert Buddy.objects.filter(ended_at=None).count() == 0
    assert InboxMessage.objects.filter(title="You go along with Person on Match").count() == 4


@pytest.mark.django_db
def test_a_curve_is_set_as_a_whole_by_who_keeps_quality() -> None:
    world, cast = world_of()
    for curve in (CURVE, CURVE[1:], CURVE[1:], [], CURVE[::-1]):
        set_ramp(cast.ben, project=world.project, curve=curve, now=NOW)

    with pytest.raises(Refused):
        set_ramp(cast.ravi, project=world.project, curve=[], now=NOW)

    kept = [(each.number, points_of(each)) for each in curves_of(world.project)]
    assert kept == [(4, CURVE), (3, []), (2, CURVE[1:]), (1, CURVE)]
    assert curve_of(world.project) == CURVE
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        RampCurve.objects.filter(number=1).update(points=[])
