"""Promise 4: on random small worlds a claim gives a task exactly where rule, holds, caps and states allow."""

import random

import msgspec
import pytest
from django.db import transaction

from assay.people.models import (
    Contributor,
    ContributorLanguage,
    ContributorMarket,
    ContributorSkill,
    Market,
    Skill,
    User,
)
from assay.projects.models import Acknowledgment, GuidelineVersion, Project, Stage
from assay.work.actions.claiming import claim
from assay.work.actions.eligibility import refresh_eligibility
from assay.work.actions.rollups import count_open_tasks
from assay.work.facts import Worker
from assay.work.models import Claim, Queue, QueueItem, StageHold, Task, WorkDay
from assay.work.queries.nothing import why_nothing
from assay.work.rules.eligibility import reasons_against
from tests.work.test_eligibility import _contributor_facts, _queue_facts, _random_person, _random_queues
from tests.work.world import NOW, TODAY, World, add_members, make_world

pytestmark = pytest.mark.django_db


def make_random_world(chance: random.Random) -> tuple[World, list[Queue], list[Contributor]]:
    world = make_world(n_people=0, n_tasks=0, overlap=50, language_level=chance.randint(1, 4))
    queues = _random_queues(world, chance)
    for nth, queue in enumerate(queues):
        fill(world, queue, f"q{nth}")
    people = [_random_person(nth, world, chance) for nth in range(8)]
    add_members(world, people)
    Queue.objects.filter(pk=chance.choice(queues).pk).update(is_open=chance.random() < 0.5)
    Stage.objects.filter(pk=world.stage.pk).update(
        is_open=chance.random() < 0.9, daily_cap=chance.choice([None, None, 2])
    )
    Project.objects.filter(pk=world.project.pk).update(
        state=chance.choice(["open", "open", "open", "paused"])
    )
    for person in people:
        trouble(world, person, chance)
    refresh_eligibility(now=NOW)
    return world, queues, people


def fill(world: World, queue: Queue, name: str) -> None:
    task = Task.objects.create(
        project=world.project, batch=world.batch, external_id=name, content={}, sha256=b"", created_at=NOW
    )
    QueueItem.objects.create(queue=queue, task=task, stage=world.stage, n_slots_left=50, n_needed=50)


def trouble(world: World, person: Contributor, chance: random.Random) -> None:
    """What is not in the rule: somebody left, is held back, or has reached today's limit."""
    User.objects.filter(pk=person.user_id).update(is_active=chance.random() < 0.9)
    if chance.random() < 0.5:
        make_fit(world, person)
    if chance.random() < 0.2:
        StageHold.objects.create(contributor=person, stage=world.stage, hold="quality.gold", held_at=NOW)
    if chance.random() < 0.3:
        Contributor.objects.filter(pk=person.pk).update(daily_cap=chance.choice([1, 2, 3]))
    WorkDay.objects.create(
        contributor=person, stage=world.stage, day_on=TODAY, n_claimed=chance.randint(0, 3)
    )
    person.refresh_from_db()
    person.user.refresh_from_db()


def make_fit(world: World, person: Contributor) -> None:
    """Half of the people lack nothing that the rule asks for."""
    for language in ("pt", "en"):
        ContributorLanguage.objects.update_or_create(
            contributor=person, language=language, defaults={"level": 7}
        )
    for market in Market.objects.all():
        ContributorMarket.objects.get_or_create(contributor=person, market=market)
    for skill in Skill.objects.all():
        ContributorSkill.objects.update_or_create(
            contributor=person, skill=skill, defaults={"score": 100, "expires_at": None}
        )
    for version in GuidelineVersion.objects.all():
        Acknowledgment.objects.get_or_create(
            contributor=person, guideline_version=version, defaults={"acknowledged_at": NOW}
        )
    vendor = world.stage.vendors.first()
    Contributor.objects.filter(pk=person.pk).update(vendor=vendor, standing="active", standing_until=None)


def open_queues(world: World, queues: list[Queue], person: Contributor) -> set[int]:
    """The queues this person may be given a task from, by the rule in Python and the states beside it."""
    stage, project = Stage.objects.get(pk=world.stage.pk), Project.objects.get(pk=world.project.pk)
    if not stage.is_open or project.state != "open" or StageHold.objects.filter(contributor=person).exists():
        return set()
    n_claimed = WorkDay.objects.get(contributor=person).n_claimed
    if any(cap is not None and n_claimed >= cap for cap in (stage.daily_cap, person.daily_cap)):
        return set()
    facts = _contributor_facts(person, world.project)
    return {
        queue.pk
        for queue in Queue.objects.filter(pk__in=[each.pk for each in queues], is_open=True)
        if not reasons_against(facts, _queue_facts(queue), NOW)
    }


@pytest.mark.parametrize("seed", range(10))
def test_a_claim_gives_a_task_exactly_where_the_rule_allows(seed: int) -> None:
    world, queues, people = make_random_world(random.Random(seed))

    for person in people:
        allowed = open_queues(world, queues, person)
        work = claim(Worker(person.pk, TODAY), n=1, now=NOW)
        given = set(Claim.objects.filter(contributor=person).values_list("queue_id", flat=True))

        assert work.n_tasks == len(msgspec.json.decode(work.tasks)) == len(given)
        assert given <= allowed
        assert bool(given) == bool(allowed)
        if not allowed:
            assert why_nothing(Worker(person.pk, TODAY), now=NOW).obstacles


def test_the_random_worlds_know_both_outcomes_and_every_reason() -> None:
    outcomes: list[bool] = []
    codes: set[str] = set()
    for seed in range(10):
        point = transaction.savepoint()
        world, queues, people = make_random_world(random.Random(seed))
        count_open_tasks(now=NOW)
        for person in people:
            outcomes.append(bool(open_queues(world, queues, person)))
            codes |= {each.reason.code for each in why_nothing(Worker(person.pk, TODAY), now=NOW).obstacles}
        transaction.savepoint_rollback(point)

    assert 10 < sum(outcomes) < len(outcomes) - 10
    assert codes >= {
        *("work.language", "work.market", "work.skill", "work.guideline", "work.vendor", "work.paused"),
        *("work.off_boarded", "work.held", "work.daily_cap", "work.queue_closed"),
    }
