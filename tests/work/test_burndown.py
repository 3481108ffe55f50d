"""The burn-down: days from the roll-up, and a pace that never claims more than it knows."""

from datetime import date, timedelta

import pytest

from assay.work.actions.rollups import count_open_tasks
from assay.work.enums import ItemState
from assay.work.models import QueueItem, WorkDay
from assay.work.queries.burndown import DAYS, burndown_of, pace_of
from tests.work.world import NOW, TODAY, add_gold, make_world


@pytest.mark.django_db
def test_what_was_left_is_what_is_left_and_was_done_since() -> None:
    world = make_world(n_tasks=5)
    add_gold(world, 2)
    for name, days_ago in (("t0", 3), ("t1", 3), ("t2", 1)):
        done = QueueItem.objects.filter(task__external_id=name)
        done.update(
            state=ItemState.DONE, is_claimable=False, n_needed=0, done_at=NOW - timedelta(days=days_ago)
        )
    QueueItem.objects.filter(task__external_id="t3").update(state=ItemState.WITHDRAWN, is_claimable=False)
    WorkDay.objects.create(contributor=world.people[0], stage=world.stage, day_on=TODAY, n_submitted=4)
    count_open_tasks(now=NOW)

    found = burndown_of(world.project.pk, TODAY)

    assert (len(found.days), found.n_left) == (DAYS, 1)
    assert [(day.n_left, day.n_done, day.n_judgments) for day in found.days[-5:]] == [
        (4, 0, 0),
        (2, 2, 0),
        (2, 0, 0),
        (1, 1, 0),
        (1, 0, 4),
    ]


def test_a_steady_pace_ends_on_one_day() -> None:
    pace = pace_of([10] * 8, 35, TODAY)

    assert pace is not None
    assert (pace.mean, pace.low, pace.high, pace.n_days) == (10, 10, 10, 8)
    assert pace.ends_on == pace.earliest_on == pace.latest_on == date(2026, 3, 6)


def test_an_uncertain_pace_says_how_uncertain() -> None:
    """Mean 12, standard deviation 2.7386, t(4) = 2.776: 12 ± 3.4."""
    pace = pace_of([0, 0, 10, 9, 16, 12, 13], 100, TODAY)

    assert pace is not None
    assert (pace.mean, pace.n_days) == (12, 5)
    assert (pace.low, pace.high) == pytest.approx((8.6, 15.4), abs=0.01)
    assert [pace.earliest_on, pace.ends_on, pace.latest_on] == [
        TODAY + timedelta(days=7),
        TODAY + timedelta(days=9),
        TODAY + timedelta(days=12),
    ]


def test_a_pace_that_may_be_none_has_no_latest_day() -> None:
    pace = pace_of([30, 0, 0, 0, 1], 100, TODAY)

    assert pace is not None
    assert (pace.low, pace.latest_on) == (0.0, None)


@pytest.mark.parametrize(
    ("done", "n_left"), [([10] * 4, 5), ([0] * 20, 5), ([10] * 20, 0), ([], 5), ([1] + [0] * 19, 10**9)]
)
def test_there_is_no_pace_where_nothing_can_be_said(done: list[int], n_left: int) -> None:
    assert pace_of(done, n_left, TODAY) is None
