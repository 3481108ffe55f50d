"""A reviewer's claim is one statement of SQL: on random small worlds it offers what the rule in Python allows."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import F

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Contributor, Grant, Market, Site, Team, User, Vendor
from assay.people.rules.roles import Permission, roles_with
from assay.people.rules.scope import PersonFacts, Reach, covers
from assay.projects.models import ProjectMarket
from assay.quality.actions.holding_reviews import HOLD, HOLD_ANSWERED, LEAP
from assay.quality.actions.review_closing import offer_again, reopen_reviews
from assay.quality.actions.reviewing import answer_first, hold_next, release
from assay.quality.enums import ReviewItemState, ReviewPurpose, ReviewTier
from assay.quality.models import Review, ReviewItem
from assay.quality.queries.review import reviewer_of
from assay.quality.rules.review import refuse_person
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.actions.retracting import restore, retract
from assay.work.enums import ClaimState
from assay.work.models import Claim, Judgment, QueueItem, Retracted, Retraction, Task
from tests.quality.review_world import somebody, waiting
from tests.work.world import NOW, TODAY, World, add_members, later, make_world, person

pytestmark = pytest.mark.django_db
ROLES = (Role.REVIEWER, Role.REVIEWER, Role.QA_ANALYST, Role.SITE_LEAD, Role.OPERATIONS_LEAD, Role.REQUESTER)
# A few always; the others with what takes minutes.
SEEDS = [*range(6), *(pytest.param(nth, marks=pytest.mark.deep) for nth in range(6, 16))]
HELD = (None, NOW - timedelta(1), NOW, NOW + timedelta(1))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_statement_offers_what_the_rule_allows_in_its_order(seed: int) -> None:
    chance = random.Random(seed)
    world, reviewers = random_world(chance)

    for user in reviewers:
        assert offered(user, world) == allowed(user, world), (seed, list(user.grants.values()))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cursor_hides_nothing_that_the_rule_allows(seed: int) -> None:
    """Far apart and old, so that every claim moves the cursor; and then with what came back since."""
    chance = random.Random(seed)
    world, reviewers = random_world(chance)
    open_ones = ReviewItem.objects.exclude(state=ReviewItemState.DONE)
    open_ones.update(position=F("position") * 2 * LEAP, sampled_at=NOW - timedelta(days=1))

    for user in reviewers:
        assert offered(user, world) == allowed(user, world), (seed, list(user.grants.values()))
    come_back(world)
    for user in reviewers:
        assert offered(user, world) == allowed(user, world), (seed, list(user.grants.values()))


def come_back(world: World) -> None:
    """Holds are let go, taken back judgments count again, withdrawn tasks are there again."""
    for item in ReviewItem.objects.exclude(held_by=None).select_related("held_by"):
        assert item.held_by
        release(item.held_by, item=item, now=NOW)
    for retraction in Retraction.objects.filter(restoration=None):
        restore(None, retraction=retraction, reason="So.", now=NOW)
        offer_again(ReviewItem.objects.filter(judgment=retraction.judgment_id), now=NOW)
    withdrawn = list(Task.objects.exclude(withdrawn_at=None).values_list("pk", flat=True))
    Task.objects.filter(pk__in=withdrawn).update(withdrawn_at=None, withdrawn_reason="")
    reopen_reviews(withdrawn, now=NOW)


def offered(user: User, world: World) -> str | list[int]:
    """Everything the person is given, one after the other; each as the table has it then."""
    found: list[int] = []
    try:
        while (item := hold_next(user, project=world.project, now=NOW)) is not None:
            assert columns(item) == columns(ReviewItem.objects.get(pk=item.pk))
            assert (item.held_by_id, item.held_at is None) == (user.pk, False)
            found.append(item.pk)
            ReviewItem.objects.filter(pk=item.pk).update(state=ReviewItemState.CLOSED)
    except (NotFound, Refused) as refused:
        return type(refused).__name__
    ReviewItem.objects.filter(pk__in=found).update(state=ReviewItemState.OPEN)
    return found


def columns(item: ReviewItem) -> dict[str, object]:
    return {field.attname: getattr(item, field.attname) for field in ReviewItem._meta.concrete_fields}


def allowed(user: User, world: World) -> str | list[int]:
    """The same by the rules, judgment by judgment."""
    grants = [
        each for each in user.grants.filter(retired_at=None) if each.project_id in (None, world.project.pk)
    ]
    reaches = [reach_of(each) for each in grants if each.role in roles_with(Permission.REVIEW)]
    if not any(opens(each, world) for each in grants if each.role in roles_with(Permission.VIEW_PROJECT)):
        return "NotFound"
    if not reaches:
        return "Refused"
    audits = [each for each in grants if each.role in roles_with(Permission.AUDIT) and opens(each, world)]
    may_audit = any(not reach_of(each).names_people for each in audits)
    items = ReviewItem.objects.filter(state=ReviewItemState.OPEN, task__withdrawn_at=None).order_by(
        "position"
    )
    fitting = [each for each in items if any(reaches_item(reach, each) for reach in reaches)]
    return [
        each.pk
        for tier in (ReviewTier.CLIENT, ReviewTier.SITE)
        for each in fitting
        if each.tier == tier
        and (tier == ReviewTier.SITE or may_audit or each.purpose != ReviewPurpose.AUDIT)
        and (
            each.purpose in ("audit", "planted")
            or not Retracted.objects.filter(judgment=each.judgment_id).exists()
        )
        and refuse_person(reviewer_of(user, each, NOW)) is None
    ]


def reach_of(grant: Grant) -> Reach:
    return Reach(grant.project_id, grant.vendor_id, grant.site_id, grant.team_id, frozenset(grant.markets))


def opens(grant: Grant, world: World) -> bool:
    """The project is seen where it serves a market of the grant, and somebody of its people works there."""
    served = set(ProjectMarket.objects.values_list("market__code", flat=True))
    people = Reach(None, grant.vendor_id, grant.site_id, grant.team_id)
    works = any(
        covers(people, PersonFacts(each.vendor_id, each.site_id, each.team_id)) for each in world.people
    )
    return (not grant.markets or bool(served & set(grant.markets))) and (not people.names_people or works)


def reaches_item(reach: Reach, item: ReviewItem) -> bool:
    """Over a project to the client's own reviews, over people to those of their site."""
    if reach.names_people != (item.tier == ReviewTier.SITE):
        return False
    team = item.contributor.team_id if item.contributor else None
    markets = frozenset({item.market.code}) if item.market else frozenset()
    return covers(
        Reach(None, reach.vendor, reach.site, reach.team, reach.markets),
        PersonFacts(item.vendor_id, item.site_id, team, frozenset(), markets),
    )


def random_world(chance: random.Random) -> tuple[World, list[User]]:
    """Judgments of four people at two sites, waiting in every way there is; and six people with some role."""
    world = make_world(n_people=0, n_tasks=8, overlap=3)
    markets = [
        Market.objects.create(code=f"M{nth}", name="m", region="BR", language="pt") for nth in range(3)
    ]
    ProjectMarket.objects.create(project=world.project, market=markets[0])
    world.people = random_people(chance)
    add_members(world, world.people)
    rows = [
        RecordedJudgment(task.pk, each.pk, '{"match": "yes"}', 3.0, NOW, TODAY)
        for task in Task.objects.order_by("pk")
        for each in chance.sample(world.people, 2)
    ]
    import_judgments(None, stage=world.stage, rows=rows, now=NOW)
    reviewers = [each.user for each in world.people] + [
        User.objects.create(email=f"r{nth}@example.org", name=f"R{nth}", created_at=NOW) for nth in range(3)
    ]
    for user in reviewers:
        give_roles(chance, world, user)
    for judgment in Judgment.objects.order_by("pk"):
        for item in random_items(chance, judgment, reviewers, markets):
            item.save()
            maybe_reviewed(chance, item, reviewers)
    unsettle(chance, world)
    return world, reviewers


def random_people(chance: random.Random) -> list[Contributor]:
    vendor = Vendor.objects.create(name="North Inc", created_at=NOW)
    sites = [Site.objects.create(vendor=vendor, name=name) for name in ("North", "South")]
    teams = [Team.objects.create(site=site, name="A") for site in sites]
    places: list[dict[str, object]] = [{}, {"vendor": vendor}]
    places += [
        {"vendor": vendor, "site": site, "team": team} for site, team in zip(sites, teams, strict=True)
    ]
    return [person(nth, **chance.choice(places)) for nth in range(4)]


def give_roles(chance: random.Random, world: World, user: User) -> None:
    for _ in range(chance.choice([0, 1, 1, 2])):
        role = chance.choice(ROLES)
        place: dict[str, object] = {}
        if role == Role.SITE_LEAD or chance.random() < 0.4:
            places: list[dict[str, object]] = [{"vendor": Vendor.objects.get()}]
            places += [{"site": each} for each in Site.objects.order_by("pk")]
            place = {**chance.choice(places)}
            place |= {"team": Team.objects.earliest("pk")} if chance.random() < 0.3 else {}
        Grant.objects.get_or_create(
            user=user,
            role=role,
            project_id=chance.choice([None, world.project.pk, world.project.pk]),
            markets=chance.choice([[], [], ["M0"], ["M1", "M2"]]),
            **place,
            defaults={"granted_at": NOW, "retired_at": chance.choice([None, None, None, NOW])},
        )


def random_items(
    chance: random.Random, judgment: Judgment, reviewers: list[User], markets: list[Market]
) -> Iterator[ReviewItem]:
    author = Contributor.objects.get(pk=judgment.contributor_id or 0)
    for purpose in chance.sample(["lot", "recheck", "planted", "sample"], 2):
        held_until = chance.choice(HELD)
        yield ReviewItem(
            project=judgment.project, stage=judgment.stage, judgment=judgment, task=judgment.task,
            contributor=author, vendor=author.vendor, site=author.site,
            market=chance.choice([None, *markets]), tier=chance.choice(ReviewTier.values), purpose=purpose,
            reserved_for=chance.choice([None, None, *reviewers]) if chance.random() < 0.3 else None,
            held_until=held_until, held_by=chance.choice(reviewers) if held_until else None,
            held_at=NOW - timedelta(hours=1) if held_until else None,
            state=chance.choice(["open", "open", "open", "closed"]), sampled_at=NOW,
        )  # fmt: skip


def maybe_reviewed(chance: random.Random, item: ReviewItem, reviewers: list[User]) -> None:
    """Reviewed by somebody who did not have the task, and perhaps waiting for an audit."""
    free = [each for each in reviewers if not reviewer_of(each, item, NOW).had_task]
    if chance.random() < 0.6 or not free:
        return
    said = Review.objects.create(
        item=item, judgment=item.judgment, project=item.project, stage=item.stage, reviewer=chance.choice(free),
        tier=item.tier, purpose=item.purpose, verdict="accepted", is_correct=True, is_critical=False, points=0,
        reviewed_at=NOW,
    )  # fmt: skip
    ReviewItem.objects.filter(pk=item.pk).update(state=ReviewItemState.DONE)
    ReviewItem.objects.create(
        project=item.project, stage=item.stage, judgment=item.judgment, task=item.task, tier=item.tier,
        contributor=item.contributor, vendor=item.vendor, site=item.site, market=item.market,
        purpose=ReviewPurpose.AUDIT, audited=said, sampled_at=NOW,
    )  # fmt: skip


def unsettle(chance: random.Random, world: World) -> None:
    """A task withdrawn, judgments taken back, and tasks that people skipped or judged elsewhere."""
    judgments = list(Judgment.objects.order_by("pk"))
    Task.objects.filter(pk=chance.choice(judgments).task_id).update(withdrawn_at=NOW, withdrawn_reason="So.")
    for judgment in chance.sample(judgments, 3):
        retract(None, judgment=judgment, reason="So.", now=NOW)
    for each in world.people:
        for item in QueueItem.objects.exclude(claims__contributor=each).order_by("pk"):
            chance.choice([skipped, recorded, leave])(world, item, each)


def leave(world: World, item: QueueItem, who: Contributor) -> None:
    """Never in this person's hands."""


def skipped(world: World, item: QueueItem, who: Contributor) -> None:
    Claim.objects.create(
        item=item, task=item.task, queue=item.queue, stage=world.stage, project=world.project, contributor=who,
        schema_version=world.schema, state=ClaimState.SKIPPED, claimed_at=NOW, claimed_on=TODAY, expires_at=NOW,
        ended_at=NOW,
    )  # fmt: skip


def recorded(world: World, item: QueueItem, who: Contributor) -> None:
    """Judged elsewhere: no claim of ours says so."""
    Judgment.objects.create(
        task=item.task, stage=world.stage, project=world.project, contributor=who, attempt=1,
        answers={"match": "yes"}, schema_version=world.schema, client_key=f"{item.pk}-{who.pk}-recorded",
        handling_seconds=3.0, submitted_at=NOW, work_on=TODAY,
    )  # fmt: skip


def test_what_was_answered_blind_stays_in_the_persons_hands_and_with_nobody_else() -> None:
    world, [item] = waiting()
    ben, leo = somebody(world, "Ben"), somebody(world, "Leo")
    ReviewItem.objects.update(is_blind=True)

    first = hold_next(ben, project=world.project, now=NOW)
    answer_first(ben, item=item, answers={"match": "no"}, now=later(minutes=1))
    again = hold_next(ben, project=world.project, now=later(minutes=2))
    taken = hold_next(leo, project=world.project, now=later(hours=4))

    assert first
    assert again
    assert taken
    assert (first.held_at, first.held_until, first.own_answers) == (NOW, NOW + HOLD, None)
    assert (again.held_at, again.held_until) == (NOW, later(minutes=2) + HOLD_ANSWERED)
    assert again.own_answers == {"match": "no"}
    assert (taken.held_by, taken.held_at, taken.own_answers) == (leo, later(hours=4), None)
