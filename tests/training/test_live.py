"""Live sessions: who plans and sees them, attendance and the quiz, and errors before and after, worked by hand."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Contributor, InboxMessage, Site
from assay.planning.queries.events import events_for
from assay.quality.actions.taxonomy import ensure_taxonomy
from assay.stats.sampling import beyond, difference, wilson
from assay.training.actions.live import (
    LivePlan,
    cancel_live,
    change_live,
    invite_live,
    plan_live,
    take_attendance,
    take_back_invitation,
)
from assay.training.actions.live_reminding import remind_of_live
from assay.training.enums import LiveChange, LivePresence
from assay.training.models import CourseAssignment, LiveInvitation, LiveSession
from assay.training.queries.live import invited_to, live_session_for, own_live_sessions, trainers_of
from assay.training.queries.live_effect import effect_after
from assay.training.rules.live import LiveTerms, effect_of
from tests.training.courses import course_in, take
from tests.training.exams import gold_in
from tests.training.live import HELD, reviewed, session_in
from tests.web.quality_cast import Cast, cast_of, somebody
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db
P = LivePresence
TRAINED = ("instructions",)


def world_of(n_people: int = 2, n_tasks: int = 1) -> tuple[World, Cast]:
    world = make_world(n_people=n_people, n_tasks=n_tasks, overlap=n_people, needs_acknowledgment=False)
    return world, cast_of(world)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def titles(person: Contributor) -> list[str]:
    return list(InboxMessage.objects.filter(user=person.user).order_by("pk").values_list("title", flat=True))


def test_who_is_invited_is_told_in_their_own_time_also_of_changes() -> None:
    world, _cast = world_of()
    ana, ade = world.people
    ana.user.time_zone = "America/Sao_Paulo"
    ana.user.save()
    made = session_in(world, [ana, ade])
    other = LiveTerms("Tickets", HELD + timedelta(hours=1), 45, "Europe/Lisbon", "Room 2")
    same = LivePlan(other, world.owner)

    change_live(world.owner, session=made, plan=same, now=NOW)
    change_live(world.owner, session=made, plan=same, now=NOW)
    take_back_invitation(world.owner, invitation=LiveInvitation.objects.get(contributor=ade), now=NOW)
    cancel_live(world.owner, session=made, reason="I am ill.", now=NOW)

    assert titles(ana) == [
        "You are invited to a live session: Tickets",
        "A live session has changed: Tickets",
        "A live session is cancelled: Tickets",
    ]
    assert titles(ade)[-1] == "You need not come to the live session: Tickets"
    first, *_rest, last = InboxMessage.objects.filter(user=ana.user).order_by("pk")
    assert first.body == "2026-03-04 06:00 (America/Sao_Paulo) · Room 2"
    assert last.body.endswith("I am ill.")
    [event] = events_for(ana.user, now=NOW)
    assert (event.title, event.sequence, event.is_cancelled) == ("Live session: Tickets", 2, True)
    assert events_for(ade.user, now=NOW) == []


def test_ravi_invites_and_sees_his_own_people_only() -> None:
    world, cast = world_of()
    ana, ade = Contributor.objects.order_by("pk")
    leas, ravis = session_in(world, [ana, ade]), session_in(world, [ana], by=cast.ravi)

    with pytest.raises(Refused) as of_others:
        invite_live(cast.ravi, session=ravis, people=[ade], now=NOW)
    with pytest.raises(Refused) as not_his:
        invite_live(cast.ravi, session=leas, people=[ana], now=NOW)
    with pytest.raises(Refused) as no_right:
        session_in(world, by=cast.rita)
    invite_live(world.owner, session=ravis, people=[ade], now=NOW)

    assert (code(of_others), code(not_his), code(no_right)) == ("live.nobody", *["people.not_allowed"] * 2)
    seen = live_session_for(cast.ravi, leas.uid)
    assert [each.contributor for each in invited_to(cast.ravi, seen)] == [ana]
    assert [each.contributor for each in invited_to(cast.ravi, ravis)] == [ana]
    assert vars(seen)["n_invited"] == 1
    LiveInvitation.objects.filter(session=leas, contributor=ana).delete()
    for stranger in (cast.ravi, cast.zoe):
        with pytest.raises(NotFound):
            live_session_for(stranger, leas.uid)


def test_who_was_there_is_given_the_quiz_once() -> None:
    world, _cast = world_of(3)
    quiz = course_in(world, is_open=False)
    made = session_in(world, world.people)
    LiveSession.objects.filter(pk=made.pk).update(quiz=quiz)
    ana, ade, mo = world.people
    with pytest.raises(Refused) as early:
        take_attendance(world.owner, session=made, marks={ana.uid: P.PRESENT}, now=HELD - timedelta(hours=1))

    n_first = take_attendance(
        world.owner, session=made, marks={ana.uid: P.PRESENT, ade.uid: P.LATE}, rest=P.ABSENT, now=HELD
    )
    n_same = take_attendance(world.owner, session=made, marks={ana.uid: P.PRESENT}, rest=P.LATE, now=HELD)
    n_mended = take_attendance(world.owner, session=made, marks={mo.uid: P.LATE}, now=HELD)
    take(CourseAssignment.objects.get(contributor=ana), at=HELD)

    assert (code(early), n_first, n_same, n_mended) == ("live.not_yet", 3, 0, 1)
    given = CourseAssignment.objects.order_by("pk").values_list("contributor", "through")
    assert list(given) == [(each.pk, "live") for each in (ana, ade, mo)]
    [own] = own_live_sessions(mo, now=HELD + timedelta(days=1))
    assert (own.invitation.presence, own.state) == ("late", "held")
    with pytest.raises(NotFound):
        take_attendance(world.owner, session=made, marks={world.project.uid: P.LATE}, now=HELD)
    with pytest.raises(Refused) as over:
        cancel_live(world.owner, session=made, reason="Late.", now=HELD)
    assert code(over) == "live.over"


def test_a_quiz_is_made_of_gold_with_the_session_or_not_at_all() -> None:
    world, _cast = world_of()
    terms = LiveTerms("Tickets", HELD, 45, "Europe/Lisbon", "Room 2")

    def plan(size: int) -> LiveSession:
        asked = LivePlan(terms, world.owner, quiz_size=size)
        return plan_live(world.owner, project=world.project, plan=asked, now=NOW)

    with pytest.raises(Refused) as none_left:
        plan(3)
    gold_in(world, 4)
    made = plan(3)
    with pytest.raises(Refused) as too_many:
        plan(21)

    assert made.quiz is not None
    assert (made.quiz.name, made.quiz.is_open, made.quiz.steps.count()) == ("Tickets", False, 3)
    assert (code(none_left), code(too_many)) == ("live.no_gold_left", "live.quiz_size")
    assert LiveSession.objects.count() == 1


def test_errors_before_and_after_of_who_came_and_who_did_not() -> None:
    world, _cast = world_of(3, 24)
    ensure_taxonomy(world.project, now=NOW)
    made = session_in(world, world.people, error_keys=TRAINED)
    ana, ade, mo = world.people
    marks = {ana.uid: P.PRESENT, ade.uid: P.LATE, mo.uid: P.ABSENT}
    take_attendance(world.owner, session=made, marks=marks, now=HELD)
    trained, other = TRAINED * 6, ("tool",)
    reviewed(world, {0: (trained, other), 1: (TRAINED * 4, TRAINED), 2: (trained, trained)})
    after = HELD + timedelta(days=3)

    found = effect_after(made, list(invited_to(world.owner, made)), now=after)

    assert found is not None
    [together] = found.errors
    assert together.came == effect_of(wilson(14, 24), wilson(23, 24))
    assert together.absent == effect_of(wilson(6, 12), wilson(6, 12))
    assert (together.came.said, together.absent.said) == (LiveChange.BETTER, LiveChange.UNCLEAR)
    assert (together.n_came, together.n_absent) == (2, 1)
    assert together.beyond == beyond(
        difference(wilson(23, 24), wilson(14, 24)), difference(wilson(6, 12), wilson(6, 12))
    )
    own = {each.invitation.contributor.pk: each.effect for each in found.people}
    assert own[ana.pk] == effect_of(wilson(6, 12), wilson(12, 12))
    assert effect_after(made, [], now=HELD) is None
    every = LiveSession.objects.get(pk=made.pk)
    every.error_keys = []
    [anything] = (effect_after(every, list(invited_to(world.owner, made)), now=after) or found).errors
    assert anything.came.after == wilson(22, 24)


def test_the_database_keeps_invitations_whole() -> None:
    world, _cast = world_of()
    made = session_in(world, world.people[:1])
    invited = LiveInvitation.objects.filter(session=made)

    for change in ({"presence": "late"}, {"marked_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            invited.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        LiveSession.objects.filter(pk=made.pk).update(cancelled_at=later(hours=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        LiveSession.objects.filter(pk=made.pk).update(ends_at=NOW)


def test_the_day_before_everybody_invited_and_the_trainer_are_told_once() -> None:
    """Ade is invited within that day and has just heard of it; what is called off is of no interest."""
    world, _cast = world_of(n_people=3)
    ana, ade, gone = world.people
    made, off = session_in(world, [ana, gone]), session_in(world, [ana])
    gone.user.is_active = False
    gone.user.save()
    cancel_live(world.owner, session=off, reason="No need.", now=NOW)
    near = HELD - timedelta(hours=20)
    invite_live(world.owner, session=made, people=[ade], now=near)

    n_told = [remind_of_live(now=at) for at in (HELD - timedelta(hours=25), near, near + timedelta(hours=1))]

    assert n_told == [0, 1, 0]
    assert titles(ana)[-1] == "Reminder of the live session: Tickets"
    assert titles(ade) == ["You are invited to a live session: Tickets"]
    assert "Reminder of the live session: Tickets" not in titles(gone)
    told = InboxMessage.objects.get(user=world.owner, kind="training.trainer")
    assert (told.title, told.body) == (
        "Reminder: you hold the live session Tickets",
        "2026-03-04 09:00 (UTC) · Room 2",
    )


def test_a_session_that_is_moved_far_ahead_is_reminded_of_again() -> None:
    world, _cast = world_of()
    made = session_in(world, world.people[:1])
    near = HELD - timedelta(hours=20)
    remind_of_live(now=near)
    for hours in (2, 48):
        other = LiveTerms("Tickets", HELD + timedelta(hours=hours), 45, "Europe/Lisbon", "Room 2")
        change_live(world.owner, session=made, plan=LivePlan(other, world.owner), now=near)

        assert remind_of_live(now=near + timedelta(minutes=1)) == 0

    assert remind_of_live(now=HELD + timedelta(hours=30)) == 1


def test_whoever_has_a_role_at_a_site_of_the_project_may_hold_a_session() -> None:
    """Lea sees everybody; Ravi names himself and people of his own site; a stranger is nobody's trainer."""
    world, cast = world_of()
    site = Site.objects.get()
    senior = somebody("Senior", NOW, role=Role.REVIEWER, site=site)
    of_project = somebody("Pia", NOW, role=Role.REVIEWER, project_id=world.project.pk)
    elsewhere = somebody(
        "Otto", NOW, role=Role.REVIEWER, site=Site.objects.create(vendor=site.vendor, name="Porto")
    )

    named = {each: set(trainers_of(each, world.project)) for each in (world.owner, cast.ravi)}

    assert {senior, of_project} <= named[world.owner]
    assert named[cast.ravi] >= {senior, cast.ravi}
    assert not named[cast.ravi] & {of_project, elsewhere}
