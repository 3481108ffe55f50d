"""Judgments leave traces in the time of people who work at sites: stretches without a gap, the same every time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assay.people.actions.organisation import create_site, create_vendor
from assay.people.enums import ActivityStage
from assay.people.models import ActivitySpan, Contributor
from assay.people.queries.time import LATE, traced_since
from assay.people.rules.time import BACK
from assay.work.actions.tracing_time import trace_labeling
from assay.work.models import Judgment, Task
from tests.work.world import NOW, TODAY, World, make_world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=6)


@pytest.fixture
def world() -> World:
    world = make_world(n_tasks=8)
    site = create_site(None, vendor=create_vendor(None, name="Lingua", now=NOW), name="Lisbon")
    Contributor.objects.filter(pk=world.people[0].pk).update(site=site, vendor=site.vendor)
    return world


def judged(world: World, person: int, minute: float, seconds: float) -> None:
    nth = Judgment.objects.count()
    Judgment.objects.create(
        task_id=_task(world, nth),
        stage=world.stage,
        project=world.project,
        contributor=world.people[person],
        answers={"match": "yes"},
        schema_version=world.schema,
        client_key=f"k{nth}",
        handling_seconds=seconds,
        submitted_at=NOW + timedelta(minutes=minute),
        work_on=TODAY,
    )


def _task(world: World, nth: int) -> int:
    return Task.objects.filter(project=world.project).order_by("pk")[nth].pk


def spans(world: World) -> list[tuple[float, float]]:
    found = ActivitySpan.objects.filter(contributor=world.people[0]).order_by("started_at")
    return [
        ((a - NOW).total_seconds() / 60, (b - NOW).total_seconds() / 60)
        for a, b in found.values_list("started_at", "ended_at")
    ]


def test_pauses_of_up_to_five_minutes_are_work_and_longer_ones_are_not(world: World) -> None:
    for minute, seconds in ((10, 60), (15, 60), (21.5, 60), (40, 30)):
        judged(world, 0, minute, seconds)

    trace_labeling(since=NOW, now=LATER)

    assert spans(world) == [(9, 15), (20.5, 21.5), (39.5, 40)]


def test_crowdsourcers_leave_no_trace_of_their_time(world: World) -> None:
    judged(world, 1, 10, 60)

    trace_labeling(since=NOW, now=LATER)

    assert not ActivitySpan.objects.exists()


def test_tracing_again_changes_nothing_and_a_late_answer_joins(world: World) -> None:
    judged(world, 0, 10, 60)
    judged(world, 0, 18, 60)
    trace_labeling(since=NOW, now=LATER)
    trace_labeling(now=LATER)
    assert spans(world) == [(9, 10), (17, 18)]

    judged(world, 0, 14, 60)
    trace_labeling(now=NOW + timedelta(minutes=20))

    assert spans(world) == [(9, 18)]


def test_reviews_are_not_touched(world: World) -> None:
    ActivitySpan.objects.create(
        contributor=world.people[0], stage=ActivityStage.REVIEW, started_at=NOW, ended_at=LATER
    )
    judged(world, 0, 10, 60)

    trace_labeling(since=NOW, now=LATER)

    assert ActivitySpan.objects.filter(stage=ActivityStage.REVIEW).count() == 1


def test_however_many_people_it_takes_the_same_number_of_statements(world: World) -> None:
    judged(world, 0, 10, 60)
    trace_labeling(since=NOW, now=LATER)
    with CaptureQueriesContext(connection) as one:
        trace_labeling(since=NOW, now=LATER)
    here = Contributor.objects.get(pk=world.people[0].pk)
    Contributor.objects.update(site=here.site, vendor=here.vendor)
    judged(world, 1, 10, 60)
    with CaptureQueriesContext(connection) as two:
        trace_labeling(since=NOW, now=LATER)

    assert len(two) == len(one)


def test_where_nobody_left_a_trace_nothing_old_is_read_again(world: World) -> None:
    """A crowd of millions and a site that rests: each look goes back two hours, not to the last trace."""
    trace_labeling(now=NOW)

    assert traced_since(ActivityStage.LABEL, NOW + timedelta(minutes=10)) == NOW - LATE
    assert traced_since(ActivityStage.REVIEW, NOW) == NOW - BACK
