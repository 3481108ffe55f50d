"""Coaching: whom one coaches, what is pinned, whether it helped, and who finds a session."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from assay.kit.clock import now
from assay.kit.ids import new_uid
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.coaching import follow_up, write_remark, write_session
from assay.partners.enums import CoachedAs, GoalMetric, Movement
from assay.partners.models import CoachingGoal, CoachingRemark, CoachingSession
from assay.partners.queries.coaching import (
    answers_to_coach,
    coaching_part,
    coverage_of,
    goals_of,
    own_sessions,
    session_for,
    sessions_at,
)
from assay.partners.rules.coaching import NO_PINS, Aim, Pins, Said
from assay.people.enums import Role
from assay.people.models import InboxMessage, Site, Team, User
from assay.quality.models import ErrorType, Review
from assay.work.models import Judgment, Task
from tests.people.cast import contributor
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db
AT = now()
HELD = AT - timedelta(days=2)
BY = AT.date() + timedelta(days=14)
House = tuple[World, Site, Site, User]


@pytest.fixture
def house() -> House:
    world, lisbon, cairo, _lot = two_sites()
    return world, lisbon, cairo, lead("Ravi", site=lisbon, vendor=lisbon.vendor)


def aim(world: World, metric: GoalMetric = GoalMetric.ACCURACY, by_on: date = BY, **more: str) -> Aim:
    return Aim(metric, world.project.pk, 0.9, by_on, **more)


def coach(
    house: House,
    coached: User | None = None,
    coached_as: CoachedAs = CoachedAs.AGENT,
    *,
    by: User | None = None,
    aims: tuple[Aim, ...] = (),
    pins: Pins = NO_PINS,
) -> CoachingSession:
    person = by or house[3]
    return write_session(
        person,
        part=coaching_part(person, house[1].uid),
        coached=coached or house[0].people[0].user,
        coached_as=coached_as,
        said=Said("Negation", "Look twice.", HELD, AT.date()),
        aims=aims,
        pins=pins,
        now=AT,
    )


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_reviews_of_the_person_are_pinned_and_nobody_elses(house: House) -> None:
    world = house[0]
    by_site = {who.pk: Review.objects.filter(contributor=who, errors__isnull=False) for who in world.people}
    (wrong,) = [each for found in by_site.values() for each in found]
    theirs = next(who for who in world.people if who.pk == wrong.contributor_id)
    other = next(who for who in world.people if who.pk != wrong.contributor_id)
    site = theirs.site
    assert site is not None
    boss = lead("Boss", site=site, vendor=site.vendor)
    there = (world, site, house[2], boss)

    made = coach(there, theirs.user, pins=Pins((wrong.uid,)))
    assert [(each.review, each.words.split(":")[0]) for each in made.evidence.all()] == [
        (wrong, wrong.judgment.task.external_id)
    ]
    for foreign in (new_uid(), *Review.objects.filter(contributor=other).values_list("uid", flat=True)[:1]):
        with pytest.raises(Refused) as refused:
            coach(there, theirs.user, pins=Pins((foreign,)))
        assert code(refused) == "partners.evidence_not_theirs"


def test_answers_and_error_types_are_pinned_where_the_coach_sees_answers_and_never_gold(house: House) -> None:
    """Nina analyses and coaches; Ravi sees no answers of others; the coached person reads which task it was."""
    world, site, _cairo, ravi = house
    ana, other = world.people
    nina = somebody("Nina", NOW, role=Role.QA_ANALYST)
    key = ErrorType.objects.filter(taxonomy__project=world.project).order_by("pk")[0]
    mine, gold = Judgment.objects.filter(contributor=ana).order_by("pk")[:2]
    theirs = Judgment.objects.filter(contributor=other)[0]
    Task.objects.filter(pk=gold.task_id).update(is_gold=True)
    part = coaching_part(nina, site.uid)

    def pinned(by: User, *judgments: Judgment, error: str = "") -> CoachingSession:
        errors = [(world.project.pk, error)] if error else []
        return write_session(
            by,
            part=part,
            coached=ana.user,
            coached_as=CoachedAs.AGENT,
            said=Said("Negation", "", NOW + timedelta(days=1), None),
            pins=Pins((), [each.uid for each in judgments], errors),
            now=NOW + timedelta(days=2),
        )

    made = pinned(nina, mine, error=key.key)

    assert [(each.judgment, each.error_key, each.words) for each in made.evidence.order_by("pk")] == [
        (mine, "", mine.task.external_id),
        (None, key.key, key.name),
    ]
    at = NOW + timedelta(days=2)
    assert mine.uid in answers_to_coach(nina, mine.task.uid, now=at)
    assert answers_to_coach(nina, gold.task.uid, now=at) == set()
    assert answers_to_coach(ravi, mine.task.uid, now=at) == set()
    for by, wrong in ((nina, gold), (nina, theirs), (ravi, mine)):
        with pytest.raises(Refused) as refused:
            pinned(by, wrong)
        assert code(refused) == "partners.evidence_not_theirs"
    with pytest.raises(Refused) as refused:
        pinned(nina, error="no_such_error")
    assert code(refused) == "partners.evidence_not_theirs"


@pytest.mark.parametrize(("held", "by_on", "counted"), [(2, 20, (1, 0)), (-1, 20, (0, 1)), (-3, -2, (0, 0))])
def test_a_goal_compares_work_done_before_with_work_done_until_its_day(
    house: House, held: int, by_on: int, counted: tuple[int, int]
) -> None:
    """All work was done at one moment, and reviewed much later: what counts is when it was done."""
    world, ana = house[0], house[0].people[0]
    at = NOW + timedelta(days=25)
    made = write_session(
        house[3],
        part=coaching_part(house[3], house[1].uid),
        coached=ana.user,
        coached_as=CoachedAs.AGENT,
        said=Said("Negation", "", NOW + timedelta(days=held), None),
        aims=[
            aim(world, by_on=NOW.date() + timedelta(days=by_on)),
            aim(world, GoalMetric.WITHOUT_ERROR, NOW.date() + timedelta(days=by_on), error_key="match"),
        ],
        now=at,
    )
    n_reviewed = Review.objects.filter(contributor=ana, tier="client").count()

    for found in goals_of(made, now=at):
        assert (found.progress.before.n, found.progress.after.n) == tuple(
            n_reviewed * each for each in counted
        )
        assert found.progress.movement == Movement.NOT_ENOUGH
    assert n_reviewed > 0


def test_the_coached_person_is_told_reads_it_answers_and_so_does_the_coach(house: House) -> None:
    ana, ravi = house[0].people[0].user, house[3]
    made = coach(house)

    assert [each.pk for each in own_sessions(ana)] == [made.pk]
    assert InboxMessage.objects.get(user=ana).address == f"/coaching/{made.uid}/"
    write_remark(ana, session=session_for(ana, made.uid), text="I read it again.", now=AT)
    assert InboxMessage.objects.get(user=ravi).title.startswith("Person 0 wrote about")
    follow_up(ravi, session=made, text="It went well.", now=AT)
    assert [each.text for each in CoachingRemark.objects.order_by("pk")] == [
        "I read it again.",
        "It went well.",
    ]
    with pytest.raises(Refused) as refused:
        follow_up(ravi, session=made, text="Again.", now=AT)
    assert code(refused) == "partners.followed_up"


def test_nobody_but_the_two_and_those_who_lead_them_finds_it(house: House) -> None:
    world, lisbon, cairo, _ravi = house
    made, mia = coach(house), somebody("Mia", NOW, role=Role.CROWD_MANAGER)
    other = lead("Tess", team=Team.objects.create(site=lisbon, name="B"), site=lisbon, vendor=lisbon.vendor)

    assert session_for(mia, made.uid) == made
    for person in (
        lead("Omar", site=cairo, vendor=cairo.vendor),
        other,
        world.people[1].user,
        somebody("Zoe", NOW),
    ):
        with pytest.raises(NotFound):
            session_for(person, made.uid)
    with pytest.raises(Refused) as refused:
        write_remark(mia, session=made, text="I, too.", now=AT)
    assert code(refused) == "partners.not_part_of_it"


def test_one_coaches_only_ones_own_people(house: House) -> None:
    world, lisbon, _cairo, ravi = house
    nuno = somebody("Nuno", NOW, role=Role.REVIEWER, site=lisbon, vendor=lisbon.vendor)
    tess = lead("Tess", team=Team.objects.get(site=lisbon, name="A"), site=lisbon, vendor=lisbon.vendor)

    assert coach(house, nuno, CoachedAs.QA, aims=(aim(world, GoalMetric.UPHELD),)).contributor is None
    assert coach(house, tess, CoachedAs.TEAM_LEAD).coached == tess
    assert coach(house, by=tess).team is not None
    for whom, kind, by in (
        (world.people[1].user, CoachedAs.AGENT, ravi),
        (nuno, CoachedAs.AGENT, ravi),
        (world.people[0].user, CoachedAs.QA, ravi),
        (ravi, CoachedAs.TEAM_LEAD, ravi),
        (nuno, CoachedAs.QA, tess),
    ):
        with pytest.raises(Refused) as refused:
            coach(house, whom, kind, by=by)
        assert code(refused) == "partners.coaching_not_yours"
    assert {each.coached.name for each in sessions_at(coaching_part(tess, lisbon.uid))} == {"Person 0"}


def test_a_goal_in_a_project_where_nobody_of_the_site_works_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        coach(house, aims=(Aim(GoalMetric.GOLD, house[0].project.pk + 1000, 0.9, BY),))


def test_coverage_counts_people_and_not_talks(house: House) -> None:
    world, lisbon, _cairo, ravi = house
    contributor("Bea", team=Team.objects.get(site=lisbon, name="A"))
    for _ in range(2):
        coach(house)

    found = coverage_of(coaching_part(ravi, lisbon.uid), now=AT + timedelta(minutes=1))

    assert (found.covered.k, found.covered.n, found.n_due) == (1, 2, 2)
    assert [(each.coach, each.n_sessions, each.covered.k) for each in found.coaches] == [(ravi, 2, 1)]
    assert coverage_of(coaching_part(ravi, lisbon.uid), now=AT + timedelta(days=30)).covered.k == 0
    assert world.people


def test_what_was_written_stays(house: House) -> None:
    made = coach(house, aims=(aim(house[0]),))

    for change in (
        lambda: CoachingSession.objects.filter(pk=made.pk).update(notes="Nothing."),
        lambda: CoachingSession.objects.filter(pk=made.pk).delete(),
        lambda: CoachingGoal.objects.update(target=0.1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
