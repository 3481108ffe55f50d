"""The page of one's own wellbeing, and what an opt-out does and does not do."""

from datetime import timedelta

import msgspec
import pytest

from assay.kit.clock import now
from assay.people.models import Contributor
from assay.work.actions.claiming import Dice, claim
from assay.work.enums import ClaimState
from assay.work.facts import Sensitivity, Worker
from assay.work.models import Claim, ContributorQueue, Exposure, WorkDay
from tests.web.quality_cast import signed_in, somebody
from tests.work.world import NOW, add_tasks, make_world

pytestmark = pytest.mark.django_db


def test_one_sees_ones_own_minutes_and_break() -> None:
    world, moment = make_world(), now()
    ana, day = world.people[0], moment.date()
    Exposure.objects.create(
        contributor=ana,
        day_on=day,
        day_seconds=84 * 60,
        week_on=day - timedelta(days=day.weekday()),
        week_seconds=212 * 60,
        break_until=moment + timedelta(minutes=5),
    )

    page = signed_in(ana.user).get("/wellbeing/").content.decode()

    assert "84" in page
    assert "212" in page
    assert "You are on a break until" in page


def test_only_who_works_on_tasks_has_such_a_page() -> None:
    world = make_world()

    assert signed_in(somebody("Zoe", NOW)).get("/wellbeing/").status_code == 404
    assert signed_in(None).get("/wellbeing/").status_code == 302
    assert signed_in(world.people[0].user).get("/wellbeing/").status_code == 200


def test_an_opt_out_gives_back_what_is_held_and_is_no_penalty() -> None:
    """Standing, quota, the numbers of the day and the queues of everything else stay as they were."""
    world = make_world(n_people=1, n_tasks=4, prefetch=5)
    ana = world.people[0]
    add_tasks(world, 2, sensitivity=Sensitivity(4, "violence"), prefix="v")
    worker, moment = Worker(ana.pk, now().date()), now()
    before = _facts(ana)
    claim(worker, n=6, now=moment, dice=Dice(1.0, 0.5))
    held = Claim.objects.get(contributor=ana, queue__severity=4)

    saved = signed_in(ana.user).post("/wellbeing/opt-outs/", {"category": ["violence"]})
    work = claim(worker, n=6, now=moment, dice=Dice(1.0, 0.5))

    held.refresh_from_db()
    assert (saved.status_code, held.state) == (302, ClaimState.RELEASED)
    names = [each["content"]["text"] for each in msgspec.json.decode(work.tasks)]
    assert len(names) == 4
    [day] = WorkDay.objects.filter(contributor=ana)
    assert (day.n_claimed, day.n_skipped) == (4, 0)
    assert _facts(ana) == before


def _facts(ana: Contributor) -> list[object]:
    ana.refresh_from_db()
    queues = ContributorQueue.objects.filter(contributor=ana).order_by("queue")
    return [ana.standing, ana.daily_cap, *queues.values_list("queue", "is_eligible", "reasons", "holds")]
