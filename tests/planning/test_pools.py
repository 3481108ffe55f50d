"""Pools: who fits by rule and by hand, what routing does with the others, and who may say so."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.contributors import set_languages, set_skill
from assay.people.enums import Standing
from assay.people.models import Contributor, User
from assay.people.queries.matching import Wanted, matching
from assay.planning.actions.pools import choose, end_choice, fill_pool, keep_oldest, set_pool
from assay.planning.enums import Placing
from assay.planning.models import Pool, PoolChoice
from assay.planning.queries.pools import choice_for, choices_seen_by, people_in, pool_now
from assay.planning.rules.pools import PoolRule
from assay.projects.actions.members import add_members
from assay.projects.queries.staffing import memberships_in_force
from assay.recruiting.actions.segments import change_segment, save_segment
from assay.recruiting.rules.talent import Search
from assay.work.facts import Worker
from assay.work.models import Queue
from assay.work.queries.nothing import why_nothing
from tests.people import cast as people_cast
from tests.people.cast import make_cast
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
WHY = "Knows the shops."


@pytest.fixture
def cast() -> people_cast.Cast:
    """Ana: pt-BR native, Brazil, medical 92, Lisbon of Lingua. Ade: de C2, Germany, Norte. Noa: pt B2, both markets."""
    return make_cast()


@pytest.fixture
def world(cast: people_cast.Cast) -> World:
    """A project with open tasks for everybody, of which Ana and Ade are members."""
    found = make_world(n_people=0, needs_acknowledgment=False)
    Queue.objects.filter(pk=found.queue.pk).update(n_open=3)
    add_members(cast.ada, project=found.project, contributors=[cast.ana, cast.ade], now=NOW)
    return found


def names(found: object) -> list[str]:
    return sorted(each.pseudonym for each in found)  # type: ignore[attr-defined]  # A query of contributors.


def said(contributor: Contributor, world: World) -> list[str]:
    found = why_nothing(Worker(contributor.pk, NOW.date()), now=NOW, project=world.project.uid)
    return [each.reason.code for each in found.obstacles]


@pytest.mark.parametrize(
    ("wanted", "who"),
    [
        (Wanted(), ["ade", "ana", "noa"]),
        (Wanted(languages=("pt-BR",)), ["ana", "noa"]),
        (Wanted(languages=("pt",)), ["noa"]),
        (Wanted(languages=("pt-BR",), level=5), ["ana"]),
        (Wanted(languages=("de", "en")), ["ade", "ana"]),
        (Wanted(markets=("DE-de",)), ["ade", "noa"]),
        (Wanted(languages=("pt-BR",), markets=("DE-de",)), ["noa"]),
        (Wanted(skills={0: 0}), []),
        (Wanted(vendors=(0,)), []),
        (Wanted(standings=(Standing.PROBATION,)), []),
    ],
)
def test_people_fit_when_everything_asked_for_fits(
    cast: people_cast.Cast, wanted: Wanted, who: list[str]
) -> None:
    assert names(matching(wanted, NOW)) == who


def test_skills_places_and_standing_narrow_and_an_expired_skill_is_none(cast: people_cast.Cast) -> None:
    medical = cast.medical.pk
    Contributor.objects.filter(pk=cast.noa.pk).update(
        standing=Standing.PAUSED, standing_reason="Rest.", standing_until=NOW + timedelta(days=1)
    )

    assert names(matching(Wanted(skills={medical: 92}), NOW)) == ["ana"]
    assert names(matching(Wanted(skills={medical: 93}), NOW)) == []
    assert names(matching(Wanted(vendors=(cast.norte.pk,), sites=(cast.lisbon.pk,)), NOW)) == ["ade", "ana"]
    assert names(matching(Wanted(markets=("DE-de",)), NOW)) == ["ade"]
    assert names(matching(Wanted(markets=("DE-de",)), NOW + timedelta(days=2))) == ["ade", "noa"]
    cast.ana.skills.update(expires_at=NOW)
    assert names(matching(Wanted(skills={medical: 0}), NOW)) == []


def test_members_outside_the_pool_get_nothing_and_read_why(cast: people_cast.Cast, world: World) -> None:
    assert said(cast.ade, world) == ["work.taken"]

    set_pool(cast.mia, project=world.project, rule=PoolRule(languages=("pt-BR",)), priority=4, now=NOW)

    found = pool_now(world.project, NOW)
    assert (found.n_fitting, found.n_members, found.n_held, found.priority) == (2, 1, 1, 4)
    assert said(cast.ade, world) == ["work.pool"]
    assert said(cast.ana, world) == ["work.taken"]


def test_who_learns_what_is_asked_is_let_in_at_once_and_a_new_member_is_held_at_once(
    cast: people_cast.Cast, world: World
) -> None:
    set_pool(cast.mia, project=world.project, rule=PoolRule(languages=("pt-BR",)), now=NOW)

    set_languages(cast.mia, contributor=cast.ade, languages={"pt": 5}, now=NOW)
    set_languages(cast.mia, contributor=cast.noa, languages={"fr": 5}, now=NOW)
    add_members(cast.ada, project=world.project, contributors=[cast.noa], now=NOW)

    assert said(cast.ade, world) == ["work.taken"]
    assert said(cast.noa, world) == ["work.pool"]


def test_an_empty_rule_is_for_members_and_lets_everybody_go(cast: people_cast.Cast, world: World) -> None:
    set_pool(cast.mia, project=world.project, rule=PoolRule(markets=("BR-pt",)), now=NOW)
    set_pool(cast.mia, project=world.project, rule=PoolRule(), now=NOW)

    assert names(people_in(world.project, NOW)) == ["ade", "ana"]
    assert said(cast.ade, world) == ["work.taken"]
    assert not Pool.objects.get().has_rule


def test_choices_by_hand_beat_the_rule_until_they_end(cast: people_cast.Cast, world: World) -> None:
    set_pool(cast.mia, project=world.project, rule=PoolRule(languages=("pt-BR",)), now=NOW)

    kept = choose(cast.mia, project=world.project, contributor=cast.ade, kind=Placing.IN, reason=WHY, now=NOW)
    out = choose(cast.mia, project=world.project, contributor=cast.ana, kind=Placing.OUT, reason=WHY, now=NOW)

    assert names(people_in(world.project, NOW)) == ["ade", "noa"]
    assert (said(cast.ade, world), said(cast.ana, world)) == (["work.taken"], ["work.pool"])
    end_choice(cast.mia, choice=kept, now=NOW)
    end_choice(cast.mia, choice=out, now=NOW)
    assert names(people_in(world.project, NOW)) == ["ana", "noa"]
    assert (said(cast.ade, world), said(cast.ana, world)) == (["work.pool"], ["work.taken"])
    with pytest.raises(Refused, match="ended already"):
        end_choice(cast.mia, choice=out, now=NOW)


def test_a_choice_for_a_week_holds_in_that_week_only_and_replaces_the_one_before(
    cast: people_cast.Cast, world: World
) -> None:
    monday = date(2026, 3, 9)
    for hours in (4.0, 6.5):
        choose(
            cast.mia,
            project=world.project,
            contributor=cast.noa,
            kind=Placing.PINNED,
            hours=hours,
            week_on=monday,
            reason=WHY,
            now=NOW,
        )

    [choice] = choices_seen_by(cast.mia, world.project)
    assert choice.quarters == 26
    assert names(people_in(world.project, NOW)) == ["ade", "ana"]
    assert names(people_in(world.project, NOW, week_on=monday)) == ["ade", "ana", "noa"]


def test_filling_adds_those_who_fit_once(cast: people_cast.Cast, world: World) -> None:
    set_pool(cast.mia, project=world.project, rule=PoolRule(languages=("pt-BR",)), now=NOW)

    assert fill_pool(cast.mia, project=world.project, now=NOW) == 1
    assert fill_pool(cast.mia, project=world.project, now=NOW) == 0
    assert memberships_in_force([world.project.pk]).count() == 3


def test_a_pool_is_compared_again_once_a_day(cast: people_cast.Cast, world: World) -> None:
    rule = PoolRule(skills={str(cast.medical.uid): 50})
    set_pool(cast.mia, project=world.project, rule=rule, now=NOW)
    set_skill(
        cast.mia,
        contributor=cast.ana,
        skill=cast.medical,
        score=92,
        expires_at=NOW + timedelta(hours=1),
        now=NOW,
    )
    later = NOW + timedelta(hours=2)

    assert not keep_oldest(before=NOW, now=later)
    assert said(cast.ana, world) == ["work.taken"]
    assert keep_oldest(before=later, now=later)
    assert said(cast.ana, world) == ["work.pool"]
    assert not keep_oldest(before=later, now=later)


def test_what_cannot_be_meant_is_refused_with_every_reason(cast: people_cast.Cast, world: World) -> None:
    rule = PoolRule(
        level=9,
        markets=("XX",),
        skills={"no": 101},
        vendors=("no",),
        segments=("no",),
        standings=("paused",),
    )

    with pytest.raises(Refused) as refused:
        set_pool(cast.mia, project=world.project, rule=rule, priority=6, now=NOW)

    assert [each.code for each in refused.value.reasons] == [
        *(
            "pools.bad_level",
            "pools.bad_score",
            "pools.bad_segment",
            "pools.bad_standing",
            "pools.bad_priority",
        ),
        *("pools.unknown", "pools.unknown", "pools.unknown"),
    ]


@pytest.mark.parametrize(
    ("kind", "hours", "reason", "week_on", "code"),
    [
        (Placing.PINNED, None, WHY, None, "pools.pin_needs_hours"),
        (Placing.PINNED, 60.25, WHY, None, "pools.bad_hours"),
        (Placing.PINNED, 1.1, WHY, None, "pools.bad_hours"),
        (Placing.IN, None, " ", None, "pools.needs_reason"),
        (Placing.OUT, None, WHY, date(2026, 3, 10), "pools.not_a_monday"),
    ],
)
def test_a_choice_that_says_too_little_is_refused(
    cast: people_cast.Cast,
    world: World,
    kind: Placing,
    hours: float | None,
    reason: str,
    week_on: date | None,
    code: str,
) -> None:
    with pytest.raises(Refused) as refused:
        choose(
            cast.mia,
            project=world.project,
            contributor=cast.ana,
            kind=kind,
            hours=hours,
            reason=reason,
            week_on=week_on,
            now=NOW,
        )

    assert [each.code for each in refused.value.reasons] == [code]


def test_a_site_lead_chooses_for_own_people_only_and_sets_no_pool(
    cast: people_cast.Cast, world: World
) -> None:
    choose(cast.ravi, project=world.project, contributor=cast.ana, kind=Placing.OUT, reason=WHY, now=NOW)
    of_ade = choose(
        cast.mia, project=world.project, contributor=cast.ade, kind=Placing.OUT, reason=WHY, now=NOW
    )

    assert names(each.contributor for each in choices_seen_by(cast.ravi, world.project)) == ["ana"]
    with pytest.raises(NotFound):
        choice_for(cast.ravi, of_ade.uid)
    for person in (cast.ravi, cast.ben):
        with pytest.raises(Refused, match="role does not allow"):
            choose(person, project=world.project, contributor=cast.ade, kind=Placing.IN, reason=WHY, now=NOW)
    refused(cast.ravi, world)
    with pytest.raises(NotFound):
        set_pool(cast.zoe, project=world.project, rule=PoolRule(), now=NOW)


def refused(person: User, world: World) -> None:
    with pytest.raises(Refused, match="role does not allow"):
        set_pool(person, project=world.project, rule=PoolRule(), now=NOW)
    with pytest.raises(Refused, match="role does not allow"):
        fill_pool(person, project=world.project, now=NOW)


def test_the_database_keeps_what_was_chosen(cast: people_cast.Cast, world: World) -> None:
    choice = choose(
        cast.mia, project=world.project, contributor=cast.ana, kind=Placing.OUT, reason=WHY, now=NOW
    )
    rows = PoolChoice.objects.filter(pk=choice.pk)

    for change in ({"reason": "x"}, {"quarters": 4}, {"kind": Placing.IN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    end_choice(cast.mia, choice=choice, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(ended_at=None)
    kinds = AuditEvent.objects.filter(table_name="planning_poolchoice").values_list("actor", flat=True)
    assert list(kinds) == [str(cast.mia.uid)] * 2


def test_a_pool_names_a_saved_segment_and_follows_it(world: World, cast: people_cast.Cast) -> None:
    """Ana is in Brazil, Ade in Germany: the segment moves from one to the other."""
    saved = save_segment(cast.ada, name="Brazil", search=Search(markets=("BR-pt",)), is_common=True, now=NOW)
    own = save_segment(cast.ada, name="Own", search=Search(), is_common=False, now=NOW)
    set_pool(None, project=world.project, rule=PoolRule(talent=(str(saved.uid),)), now=NOW)

    assert names(people_in(world.project, NOW)) == ["ana", "noa"]
    assert (said(cast.ana, world), said(cast.ade, world)) == (["work.taken"], ["work.pool"])
    change_segment(
        cast.ada, segment=saved, name="Germany", search=Search(markets=("DE-de",)), is_common=True, now=NOW
    )
    assert (said(cast.ana, world), said(cast.ade, world)) == (["work.pool"], ["work.taken"])
    with pytest.raises(Refused, match="shared segment"):
        set_pool(None, project=world.project, rule=PoolRule(talent=(str(own.uid),)), now=NOW)
