"""The eligibility rule as a truth table, and the same rule as SQL on random small worlds."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from assay.people.models import (
    Contributor,
    ContributorLanguage,
    ContributorMarket,
    ContributorSkill,
    Market,
    Skill,
    Vendor,
)
from assay.projects.models import Acknowledgment, GuidelineVersion, Membership, Project, Stage, StageSkill
from assay.work.actions.eligibility import refresh_eligibility, set_hold
from assay.work.actions.queues import queue_for
from assay.work.models import ContributorQueue, Queue
from assay.work.rules.eligibility import (
    ContributorFacts,
    QueueFacts,
    SkillHeld,
    eligible_until,
    reasons_against,
)
from tests.work.world import NOW, World, add_members, make_world, person

FITTING = ContributorFacts(
    languages={"pt": 7}, markets=frozenset({1}), skills={5: SkillHeld(90)}, vendor=3, acknowledged=2
)
DEMANDING = QueueFacts(
    market=1,
    language="pt-BR",
    language_level=4,
    skills={5: 80},
    vendors=frozenset({3}),
    needs_acknowledgment=True,
    needed={1: None, 2: None},
)
GRACE = replace(DEMANDING, needed={1: None, 2: NOW + timedelta(1)})


@pytest.mark.parametrize(
    ("person_facts", "queue", "codes"),
    [
        (FITTING, DEMANDING, ()),
        (ContributorFacts(), QueueFacts(), ()),
        (replace(FITTING, is_active=False), DEMANDING, ("work.off_boarded",)),
        (replace(FITTING, standing="off_boarded"), DEMANDING, ("work.off_boarded",)),
        (replace(FITTING, standing="probation"), DEMANDING, ()),
        (replace(FITTING, standing="paused"), DEMANDING, ("work.paused",)),
        (replace(FITTING, standing="paused", standing_until=NOW), DEMANDING, ()),
        (replace(FITTING, standing="paused", standing_until=NOW + timedelta(1)), DEMANDING, ("work.paused",)),
        (replace(FITTING, languages={"pt-BR": 4}), DEMANDING, ()),
        (replace(FITTING, languages={"pt-PT": 7}), DEMANDING, ("work.language",)),
        (replace(FITTING, languages={"p": 7}), DEMANDING, ("work.language",)),
        (replace(FITTING, languages={"pt": 3}), DEMANDING, ("work.language",)),
        (replace(FITTING, markets=frozenset({2})), DEMANDING, ("work.market",)),
        (replace(FITTING, skills={}), DEMANDING, ("work.skill",)),
        (replace(FITTING, skills={5: SkillHeld(79)}), DEMANDING, ("work.skill",)),
        (replace(FITTING, skills={5: SkillHeld(90, NOW)}), DEMANDING, ("work.skill",)),
        (replace(FITTING, acknowledged=1), DEMANDING, ("work.guideline",)),
        (replace(FITTING, acknowledged=None), replace(DEMANDING, needed={}), ()),
        (replace(FITTING, acknowledged=1), GRACE, ()),
        (replace(FITTING, acknowledged=None), GRACE, ("work.guideline",)),
        (replace(FITTING, acknowledged=1), replace(DEMANDING, needed={2: NOW}), ("work.guideline",)),
        (replace(FITTING, acknowledged=None), replace(DEMANDING, needs_acknowledgment=False), ()),
        (replace(FITTING, vendor=None), DEMANDING, ("work.vendor",)),
        (
            ContributorFacts(),
            DEMANDING,
            ("work.language", "work.market", "work.skill", "work.guideline", "work.vendor"),
        ),
    ],
)
def test_rule(person_facts: ContributorFacts, queue: QueueFacts, codes: tuple[str, ...]) -> None:
    assert reasons_against(person_facts, queue, NOW) == codes


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(24))
def test_sql_agrees_with_the_rule_on_a_random_small_world(seed: int) -> None:
    chance = random.Random(seed)
    world = make_world(n_people=0, n_tasks=0, language_level=chance.randint(1, 7))
    queues = _random_queues(world, chance)
    people = [_random_person(nth, world, chance) for nth in range(8)]
    add_members(world, people)

    refresh_eligibility(now=NOW, project_id=world.project.pk)

    found = {
        (row.contributor_id, row.queue_id): (tuple(row.reasons), row.eligible_until)
        for row in ContributorQueue.objects.all()
    }
    facts = {each.pk: _contributor_facts(each, world.project) for each in people}
    asked = {queue.pk: _queue_facts(queue) for queue in queues}
    expected = {
        (one, queue): (
            reasons_against(facts[one], asked[queue], NOW),
            eligible_until(facts[one], asked[queue], NOW),
        )
        for one in facts
        for queue in asked
    }
    assert found == expected


def _random_queues(world: World, chance: random.Random) -> list[Queue]:
    markets = [
        Market.objects.create(code=f"M{nth}", name="m", region="BR", language=tag)
        for nth, tag in enumerate(["pt-BR", "pt", "en"])
    ]
    stage = world.stage
    for code in chance.sample(["a", "b"], chance.randint(0, 2)):
        skill, _ = Skill.objects.get_or_create(code=code, defaults={"name": code})
        StageSkill.objects.create(stage=stage, skill=skill, min_score=chance.choice([0, 50, 80]))
    stage.vendors.set(
        [Vendor.objects.create(name=f"V{nth}", created_at=NOW) for nth in range(chance.randint(0, 2))]
    )
    for number in range(1, chance.randint(1, 4)):
        version = GuidelineVersion.objects.create(
            project=world.project,
            number=number,
            title="g",
            sections=[],
            needs_acknowledgment=chance.random() < 0.6,
            grace_until=chance.choice(
                [None, NOW - timedelta(1), NOW, NOW + timedelta(1), NOW + timedelta(2)]
            ),
            created_at=NOW,
            created_by=world.owner,
        )
        Project.objects.filter(pk=world.project.pk).update(guideline_version=version)
    Stage.objects.filter(pk=stage.pk).update(needs_acknowledgment=chance.random() < 0.7)
    return [world.queue, *(queue_for(world.batch, stage, market.pk, now=NOW) for market in markets)]


def _random_person(nth: int, world: World, chance: random.Random) -> Contributor:
    standing = chance.choice(["active", "active", "probation", "paused", "off_boarded"])
    until = chance.choice([None, NOW, NOW + timedelta(hours=1)])
    made = person(
        nth,
        vendor=chance.choice([None, *Vendor.objects.all()]),
        standing=standing,
        standing_reason="why",
        standing_way_back="how",
        standing_until=until if standing == "paused" else None,
    )
    for tag in chance.sample(["pt", "pt-BR", "en", "e"], chance.randint(0, 3)):
        ContributorLanguage.objects.create(contributor=made, language=tag, level=chance.randint(1, 7))
    for market in chance.sample(list(Market.objects.all()), chance.randint(0, 3)):
        ContributorMarket.objects.create(contributor=made, market=market)
    for skill in Skill.objects.all():
        if chance.random() < 0.7:
            expires = chance.choice([None, NOW, NOW + timedelta(1)])
            ContributorSkill.objects.create(
                contributor=made, skill=skill, score=chance.randint(0, 100), expires_at=expires
            )
    for version in GuidelineVersion.objects.all():
        if chance.random() < 0.4:
            Acknowledgment.objects.create(contributor=made, guideline_version=version, acknowledged_at=NOW)
    return made


def _contributor_facts(each: Contributor, project: Project) -> ContributorFacts:
    numbers = each.acknowledgments.filter(guideline_version__project=project).values_list(
        "guideline_version__number"
    )
    return ContributorFacts(
        is_active=each.user.is_active,
        standing=each.standing,
        standing_until=each.standing_until,
        vendor=each.vendor_id,
        languages={row.language: row.level for row in each.languages.all()},
        markets=frozenset(each.markets.values_list("market_id", flat=True)),
        skills={row.skill_id: SkillHeld(row.score, row.expires_at) for row in each.skills.all()},
        acknowledged=max((number for (number,) in numbers), default=None),
    )


def _queue_facts(queue: Queue) -> QueueFacts:
    stage = Stage.objects.get(pk=queue.stage_id)
    in_force = Project.objects.get(pk=queue.project_id).guideline_version
    needed = {
        version.number: version.grace_until
        for version in GuidelineVersion.objects.filter(project_id=queue.project_id, needs_acknowledgment=True)
        if in_force and version.number <= in_force.number
    }
    return QueueFacts(
        market=queue.market_id,
        language=queue.market.language if queue.market else None,
        language_level=stage.language_level,
        skills={need.skill_id: need.min_score for need in stage.skills.all()},
        vendors=frozenset(stage.vendors.values_list("pk", flat=True)),
        needs_acknowledgment=stage.needs_acknowledgment,
        needed=needed,
    )


@pytest.mark.django_db
def test_a_hold_of_a_higher_domain_closes_later_queues_too() -> None:
    world = make_world(n_people=1)
    [ana] = world.people

    set_hold(contributor_ids=[ana.pk], stage=world.stage, hold="quality.gold", is_held=True, now=NOW)
    market = Market.objects.create(code="US", name="US", region="US", language="en")
    queue_for(world.batch, world.stage, market.pk, now=NOW)

    assert list(ContributorQueue.objects.values_list("holds", flat=True)) == [["quality.gold"]] * 2
    set_hold(contributor_ids=[ana.pk], stage=world.stage, hold="quality.gold", is_held=False, now=NOW)
    assert list(ContributorQueue.objects.values_list("holds", flat=True)) == [[], []]


@pytest.mark.django_db
def test_who_leaves_the_project_leaves_its_queues() -> None:
    world = make_world(n_people=2)

    Membership.objects.filter(contributor=world.people[0]).update(retired_at=NOW)
    refresh_eligibility(now=NOW, project_id=world.project.pk)

    assert list(ContributorQueue.objects.values_list("contributor_id", flat=True)) == [world.people[1].pk]
