"""Live sessions: planned, moved, called off; who is invited; who was there, who is then given the check quiz."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project
from assay.training.actions.assigning import give_quiz
from assay.training.actions.quizzes import make_quiz
from assay.training.enums import LivePresence
from assay.training.models import Course, LiveInvitation, LiveSession
from assay.training.queries.courses import assignable
from assay.training.queries.live import (
    CAME,
    error_types_of,
    invited_to,
    leads,
    may_train,
    quizzes_of,
    trainers_of,
)
from assay.training.rules import live as rules
from assay.training.rules.live import LiveTerms

KIND = "training.live"
ADDRESS = "/learn/"


@dataclass(frozen=True, slots=True)
class LivePlan:
    """The terms of a session, who holds it, the course it accompanies, and its quiz.

    `quiz_size`: in the place of a quiz that exists, one is made of so many gold tasks.
    """

    terms: LiveTerms
    trainer: User
    course: Course | None = None
    quiz: Course | None = None
    quiz_size: int = 0


def plan_live(by: User, *, project: Project, plan: LivePlan, now: datetime) -> LiveSession:
    """A session to which nobody is invited yet."""
    _require_training(by, project)
    _refuse(_refuse_plan(by, project, plan, now))
    with transaction.atomic():
        act_as(by)
        made = LiveSession(project=project, created_at=now, created_by=by, changed_at=now)
        _write(by, made, plan, now)
        made.save(force_insert=True)
        return made


def change_live(by: User, *, session: LiveSession, plan: LivePlan, now: datetime) -> LiveSession:
    """Before it begins; who is invited hears of another time or place."""
    _require_leading(by, session)
    _refuse(_refuse_plan(by, session.project, plan, now))
    with transaction.atomic():
        act_as(by)
        locked = _ahead(session, now)
        before = _shown(locked)
        _write(by, locked, plan, now)
        if _shown(locked) != before:
            locked.changed_at, locked.n_changes = now, locked.n_changes + 1
            if locked.starts_at > now + rules.REMIND_BEFORE:
                locked.reminded_at = None
            _tell(locked, _invited(locked), _("A live session has changed: {title}"), now)
        locked.save()
        return locked


def cancel_live(by: User, *, session: LiveSession, reason: str, now: datetime) -> None:
    """It is not held; who was invited is told why."""
    _require_leading(by, session)
    if not reason.strip() or "\0" in reason:
        raise Refused(rules.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        locked = _ahead(session, now)
        locked.cancelled_at, locked.cancelled_reason = now, reason.strip()[: rules.MOST_REASON]
        locked.changed_at, locked.n_changes = now, locked.n_changes + 1
        locked.save()
        sentence = _("A live session is cancelled: {title}")
        _tell(locked, _invited(locked), sentence, now, note=locked.cancelled_reason)


def invite_live(by: User, *, session: LiveSession, people: Sequence[Contributor], now: datetime) -> int:
    """Ask people of the project to come; how many are new. Of one that is over nobody is told."""
    _require_leading(by, session)
    wanted = {each.pk for each in people}
    if not wanted or assignable(by, session.project).filter(pk__in=wanted).count() != len(wanted):
        raise Refused(rules.NOBODY(field="people"))
    with transaction.atomic():
        act_as(by)
        locked = _kept(session)
        there = set(locked.invitations.values_list("contributor_id", flat=True))
        new = sorted(wanted - there)
        if len(there) + len(new) > rules.MOST_INVITED:
            raise Refused(rules.TOO_MANY(field="people", most=rules.MOST_INVITED))
        LiveInvitation.objects.bulk_create(
            LiveInvitation(session=locked, contributor_id=pk, invited_at=now, invited_by=by) for pk in new
        )
        if now < locked.ends_at:
            told = Contributor.objects.filter(pk__in=new).select_related("user").order_by("pk")
            _tell(locked, list(told), _("You are invited to a live session: {title}"), now)
        return len(new)


def take_back_invitation(by: User, *, invitation: LiveInvitation, now: datetime) -> None:
    """Before attendance was taken; the person is told."""
    _require_leading(by, invitation.session)
    with transaction.atomic():
        act_as(by)
        locked = _ahead(invitation.session, now)
        gone, _rows = LiveInvitation.objects.filter(pk=invitation.pk, presence="").delete()
        if gone:
            _tell(locked, [invitation.contributor], _("You need not come to the live session: {title}"), now)


def take_attendance(
    by: User,
    *,
    session: LiveSession,
    marks: Mapping[UUID, LivePresence],
    now: datetime,
    rest: LivePresence | None = None,
) -> int:
    """Who was there, by the contributor's uid; `rest` is noted of everybody in sight who has no mark yet.

    How many marks are new or other than before. Whoever was there is given the check quiz.
    """
    _require_leading(by, session)
    with transaction.atomic():
        act_as(by)
        locked = _kept(session)
        cancelled = locked.cancelled_at is not None
        refused = rules.refuse_marking(starts_at=locked.starts_at, is_cancelled=cancelled, now=now)
        if refused:
            raise Refused(refused)
        invited = {each.contributor.uid: each for each in invited_to(by, locked)}
        if not marks.keys() <= invited.keys():
            raise NotFound
        changed = []
        for uid, each in invited.items():
            mark = marks.get(uid) or (rest if not each.presence else None)
            if mark and mark != each.presence:
                each.presence, each.marked_at, each.marked_by = mark, now, by
                changed.append(each)
        LiveInvitation.objects.bulk_update(changed, ["presence", "marked_at", "marked_by"])
        if locked.quiz is not None and locked.quiz.retired_at is None:
            came = [each.contributor_id for each in changed if each.presence in CAME]
            give_quiz(by, course=locked.quiz, contributor_ids=came, now=now)
        return len(changed)


def _refuse_plan(by: User, project: Project, plan: LivePlan, now: datetime) -> list[Reason]:
    known = frozenset(each.key for each in error_types_of(project))
    problems = rules.refuse_terms(plan.terms, known_errors=known, now=now)
    if not trainers_of(by, project).filter(pk=plan.trainer.pk).exists():
        problems.append(rules.NO_TRAINER(field="trainer"))
    if plan.course is not None and (plan.course.project_id != project.pk or plan.course.retired_at):
        problems.append(rules.NO_COURSE(field="course"))
    if not 0 <= plan.quiz_size <= rules.MOST_QUIZ:
        problems.append(rules.QUIZ_SIZE(field="quiz_size", most=rules.MOST_QUIZ))
    if plan.quiz is not None and not quizzes_of(project).filter(pk=plan.quiz.pk).exists():
        problems.append(rules.NO_QUIZ(field="quiz"))
    return problems


def _write(by: User, session: LiveSession, plan: LivePlan, now: datetime) -> None:
    terms = plan.terms
    session.title, session.note, session.place = terms.title.strip(), terms.note.strip(), terms.place.strip()
    session.starts_at = terms.starts_at
    session.ends_at = terms.starts_at + timedelta(minutes=terms.minutes)
    session.time_zone, session.language = terms.time_zone, terms.language
    session.error_keys = list(dict.fromkeys(terms.error_keys))
    session.trainer, session.course, session.quiz = plan.trainer, plan.course, plan.quiz
    if plan.quiz_size:
        session.quiz = make_quiz(
            by, project=session.project, name=session.title, n_tasks=plan.quiz_size, now=now
        )


def _shown(session: LiveSession) -> tuple[object, ...]:
    return session.title, session.place, session.starts_at, session.ends_at


def _invited(session: LiveSession) -> list[Contributor]:
    found = session.invitations.select_related("contributor__user").order_by("pk")
    return [each.contributor for each in found]


def _tell(
    session: LiveSession, people: Sequence[Contributor], sentence: str, now: datetime, *, note: str = ""
) -> None:
    for person in people:
        tell_of_live(session, person.user, sentence, now, note=note)


def tell_of_live(
    session: LiveSession,
    person: User,
    sentence: str,
    now: datetime,
    *,
    note: str = "",
    kind: str = KIND,
    address: str = ADDRESS,
) -> None:
    """The time as the person's own clock shows it."""
    zone = person.time_zone or session.time_zone
    at = session.starts_at.astimezone(ZoneInfo(zone))
    tell(
        [person.pk],
        kind=kind,
        sentence=sentence,
        about={
            "title": session.title,
            "at": f"{at:%Y-%m-%d %H:%M} ({zone})",
            "place": session.place,
            "note": note,
        },
        lines=["{at} · {place}", *(["{note}"] if note else [])],
        address=address,
        now=now,
    )


def _kept(session: LiveSession) -> LiveSession:
    found = LiveSession.objects.select_for_update(no_key=True, of=["self"])
    locked = found.select_related("project", "quiz").get(pk=session.pk)
    if locked.cancelled_at is not None:
        raise Refused(rules.CANCELLED())
    return locked


def _ahead(session: LiveSession, now: datetime) -> LiveSession:
    locked = _kept(session)
    if now >= locked.starts_at:
        raise Refused(rules.OVER())
    return locked


def _require_training(by: User, project: Project) -> None:
    if not may_train(by, project):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.COACH]))


def _require_leading(by: User, session: LiveSession) -> None:
    if not leads(by, session):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.COACH]))


def _refuse(problems: Sequence[Reason]) -> None:
    if problems:
        raise Refused(*problems)
