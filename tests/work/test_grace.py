"""The grace period of a guideline: until its end older acknowledgments count, and from then on they do not."""

from datetime import datetime, timedelta

import msgspec
import pytest

from assay.projects.actions.versions import acknowledge, publish_guideline
from assay.projects.enums import ChangeKind
from assay.projects.models import GuidelineVersion
from assay.projects.rules.guideline_parts import Change
from assay.work.actions.claiming import claim, submit
from assay.work.actions.eligibility import end_grace, refresh_eligibility
from assay.work.actions.rollups import count_open_tasks
from assay.work.models import ContributorQueue, Judgment
from assay.work.queries.nothing import why_nothing
from tests.web.quality_cast import cast_of
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db
SECTIONS = [{"id": "what", "title": "What to do", "markdown": "Look twice."}]


def publish(world: World, *, hours: int = 0, kind: ChangeKind = ChangeKind.CLARIFICATION) -> GuidelineVersion:
    change = Change(kind, grace_hours=hours)
    return publish_guideline(
        world.owner, project=world.project, title="Matching", sections=SECTIONS, change=change, now=NOW
    )


@pytest.fixture
def world() -> World:
    """Ana has acknowledged version 1; version 2 gives two hours."""
    made = make_world(n_people=2, n_tasks=9)
    cast_of(made)
    acknowledge(made.people[0].user, version=publish(made), now=NOW)
    publish(made, hours=2)
    return made


@pytest.mark.parametrize(
    ("at", "n"),
    [
        (NOW, 1),
        (later(hours=2) - timedelta(microseconds=1), 1),
        (later(hours=2), 0),
        (later(hours=3), 0),
    ],
)
def test_the_claim_compares_the_end_of_grace_itself(at: datetime, n: int, world: World) -> None:
    found = claim(world.worker(), n=1, now=at)

    assert found.n_tasks == n
    if not n:
        count_open_tasks(now=at)
        reasons = why_nothing(world.worker(), now=at).obstacles
        assert [each.reason.code for each in reasons] == ["work.guideline"]


def test_grace_is_for_those_who_know_the_version_before(world: World) -> None:
    ana, newcomer = world.worker(0), world.worker(1)

    assert (claim(ana, n=1, now=NOW).n_tasks, claim(newcomer, n=1, now=NOW).n_tasks) == (1, 0)


def test_acknowledging_within_the_grace_period_lets_the_work_go_on(world: World) -> None:
    version = GuidelineVersion.objects.get(number=2)

    acknowledge(world.people[0].user, version=version, now=later(hours=1))

    assert claim(world.worker(), n=1, now=later(days=9)).n_tasks == 1
    assert ContributorQueue.objects.get(contributor=world.people[0]).eligible_until is None


def test_the_minutes_job_makes_an_ended_grace_period_a_reason(world: World) -> None:
    row = ContributorQueue.objects.get(contributor=world.people[0])
    assert (row.reasons, row.eligible_until) == ([], later(hours=2))

    early = end_grace(now=later(hours=2) - timedelta(microseconds=1))
    changed = end_grace(now=later(hours=2))

    row.refresh_from_db()
    assert (early, changed, row.reasons, row.eligible_until) == (0, 2, ["work.guideline"], None)


def test_two_grace_periods_end_one_after_the_other(world: World) -> None:
    publish(world, hours=1)
    row = ContributorQueue.objects.get(contributor=world.people[0])

    assert row.eligible_until == later(hours=1)
    acknowledge(world.people[0].user, version=GuidelineVersion.objects.get(number=2), now=NOW)
    assert claim(world.worker(), n=1, now=later(hours=1)).n_tasks == 0


def test_an_editorial_change_asks_nothing(world: World) -> None:
    acknowledge(world.people[0].user, version=GuidelineVersion.objects.get(number=2), now=NOW)

    publish(world, kind=ChangeKind.EDITORIAL)
    refresh_eligibility(now=NOW)

    assert claim(world.worker(), n=1, now=later(days=9)).n_tasks == 1


def test_a_judgment_keeps_its_version_when_the_guideline_is_edited(world: World) -> None:
    [task] = msgspec.json.decode(claim(world.worker(), n=1, now=NOW).tasks)
    before = GuidelineVersion.objects.get(number=2)

    publish(world)

    submit(world.worker(), world.submission(task["claim"]), now=NOW)
    judgment = Judgment.objects.get()
    publish(world)
    judgment.refresh_from_db()
    again = GuidelineVersion.objects.get(number=2)
    assert judgment.guideline_version_id == before.pk
    assert (again.sections, again.title, again.created_at) == (
        before.sections,
        before.title,
        before.created_at,
    )
