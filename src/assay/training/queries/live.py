"""Live sessions for who plans and holds them, and for those who are invited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from assay.kit.reasons import NotFound
from assay.people.enums import Role
from assay.people.models import Contributor, User
from assay.people.queries.holders import holders_of, roled_at
from assay.people.queries.scope import scope_of
from assay.people.queries.site_parts import site_parts
from assay.people.rules.roles import Permission, roles_with
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, visible_projects
from assay.quality.models import ErrorType
from assay.quality.queries.taxonomy import taxonomy_of
from assay.training.enums import CourseStepKind, LivePresence, LiveState
from assay.training.models import Course, CourseAssignment, CourseStep, LiveInvitation, LiveSession
from assay.training.queries.courses import (
    Learner,
    learners,
    learners_in_sight,
    learning_project,
    sees_all_learners,
)
from assay.training.rules import live as rules

TRAINING = frozenset({Permission.MANAGE_GOLD, Permission.COACH})
CAME = (LivePresence.PRESENT, LivePresence.LATE)
# So long a session that is over stands among one's own.
KEPT = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One that the person is, or was, invited to."""

    invitation: LiveInvitation
    session: LiveSession
    state: LiveState


def may_train(user: User, project: Project) -> bool:
    """Whether the person plans sessions for people of the project."""
    given = permissions_in(user, project)
    leads_people = Permission.VIEW_PEOPLE in given and not scope_of(user, Permission.COACH).is_empty
    return Permission.MANAGE_GOLD in given or leads_people


def leads(user: User, session: LiveSession) -> bool:
    """Whether the person changes the session and takes its attendance."""
    is_own = user.pk in {session.trainer_id, session.created_by_id}
    return sees_all_learners(user, session.project) or (is_own and may_train(user, session.project))


def trainers_of(user: User, project: Project) -> QuerySet[User]:
    """Whom the person may name as trainer: oneself, and who has a role at a site that oneself leads.

    Who sees people of every site also names whoever trains, and anybody with a role in the project or at a site that
    works on it: a senior agent may hold a session, and whoever planned it takes attendance.
    """
    named = {user.pk}
    led = [each for each in site_parts(user, Permission.COACH) if each.team is None]
    sites = {each.site.pk for each in led}
    if sees_all_learners(user, project) or scope_of(user, Permission.VIEW_PEOPLE).is_everywhere:
        roles = {Role(role) for permission in TRAINING for role in roles_with(permission)}
        named.update(holders_of(roles, project.pk))
        named.update(holders_of(Role, project.pk, everywhere=False))
        working = Contributor.objects.filter(
            memberships__project=project, memberships__retired_at=None, site__isnull=False
        )
        sites |= set(working.values_list("site_id", flat=True))
    named.update(roled_at(sites))
    return User.objects.filter(pk__in=named, is_active=True).order_by("name", "pk")


def quizzes_of(project: Project) -> QuerySet[Course]:
    """Published courses with tasks to practise on."""
    practice = CourseStep.objects.filter(course=OuterRef("pk"), kind=CourseStepKind.PRACTICE, retired_at=None)
    found = Course.objects.filter(Exists(practice), project=project, retired_at=None)
    return found.exclude(published_at=None).order_by("name", "pk")


def error_types_of(project: Project) -> list[ErrorType]:
    """Those in force."""
    taxonomy = taxonomy_of(project)
    return list(taxonomy.types.filter(is_retired=False).order_by("position", "pk")) if taxonomy else []


def sessions_of(user: User, project: Project) -> QuerySet[LiveSession]:
    """Of a project, the latest first, with counts of the people in sight; a site lead's with own people or led."""
    seen = _seen(user, project)
    found = LiveSession.objects.filter(project=project)
    if not sees_all_learners(user, project):
        found = found.filter(Q(trainer=user) | Q(created_by=user) | Exists(seen))
    return (
        found.select_related("trainer", "project")
        .annotate(
            n_invited=_counted(seen),
            n_marked=_counted(seen.exclude(presence="")),
            n_came=_counted(seen.filter(presence__in=CAME)),
        )
        .order_by("-starts_at", "-pk")
    )


def live_session_for(user: User, uid: UUID) -> LiveSession:
    """One in sight; NotFound otherwise, Refused of who sees no people of the project."""
    found = LiveSession.objects.filter(uid=uid, project__in=visible_projects(user)).first()
    if found is None:
        raise NotFound
    project = learning_project(user, found.project.uid)
    session = (
        sessions_of(user, project).select_related("course", "quiz", "created_by").filter(pk=found.pk).first()
    )
    if session is None:
        raise NotFound
    return session


def invited_to(user: User, session: LiveSession) -> QuerySet[LiveInvitation]:
    """Those in sight, by site and name."""
    found = LiveInvitation.objects.filter(
        session=session, contributor__in=learners_in_sight(user, session.project)
    )
    return found.select_related("contributor__site", "contributor__user", "marked_by").order_by(
        "contributor__site__name", "contributor__pseudonym", "pk"
    )


def quiz_results(session: LiveSession, people: Sequence[int], *, now: datetime) -> dict[int, Learner]:
    """How those who were there did in the quiz since, by contributor."""
    since = Q(finished_at=None) | Q(finished_at__gte=session.starts_at)
    given = CourseAssignment.objects.filter(
        since, course=session.quiz_id, contributor__in=people, withdrawn_at=None
    )
    newest = {each.contributor_id: each for each in given.order_by("pk")}
    found = learners(list(newest.values()), today=now.date())
    return {each.assignment.contributor_id: each for each in found}


def state_of_session(session: LiveSession, now: datetime) -> LiveState:
    return rules.state_of(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        is_cancelled=session.cancelled_at is not None,
        now=now,
    )


def own_live_sessions(contributor: Contributor, *, now: datetime) -> list[OwnSession]:
    """What is ahead, the next first, then what is over, the latest first; one query."""
    found = LiveInvitation.objects.filter(contributor=contributor, session__ends_at__gt=now - KEPT)
    rows = found.select_related("session__trainer", "session__project").order_by("session__starts_at", "pk")
    own = [OwnSession(each, each.session, state_of_session(each.session, now)) for each in rows]
    ahead = [each for each in own if each.session.ends_at > now]
    return [*ahead, *reversed([each for each in own if each.session.ends_at <= now])]


def next_live_sessions(contributor: Contributor, *, now: datetime) -> list[OwnSession]:
    """What is ahead and was not cancelled."""
    waiting = {LiveState.PLANNED, LiveState.RUNNING}
    return [each for each in own_live_sessions(contributor, now=now) if each.state in waiting]


def live_sessions_ahead_of(user: User) -> QuerySet[LiveSession]:
    """For the calendar: those that the person holds, or is invited to."""
    invited = LiveInvitation.objects.filter(contributor__user=user).values("session")
    found = LiveSession.objects.filter(Q(trainer=user) | Q(pk__in=invited))
    return found.select_related("project").order_by("pk")


def live_to_remind(now: datetime, until: datetime, most: int = 50) -> list[LiveSession]:
    """Those that begin by then, are held, and of which nobody was reminded; through an index."""
    ahead = LiveSession.objects.filter(reminded_at=None, cancelled_at=None, starts_at__gt=now)
    return list(ahead.filter(starts_at__lte=until).order_by("starts_at", "pk")[:most])


def _seen(user: User, project: Project) -> QuerySet[LiveInvitation]:
    return LiveInvitation.objects.filter(
        session=OuterRef("pk"), contributor__in=learners_in_sight(user, project)
    ).order_by()


def _counted(found: QuerySet[LiveInvitation]) -> Subquery:
    return Subquery(found.values("session").annotate(n=Count("pk")).values("n"))
