"""Coaching as coaches, the coached and those who lead them see it: sessions, what moved, and who was coached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.partners.enums import CoachedAs, GoalMetric
from assay.partners.models import CoachingEvidence, CoachingGoal, CoachingRemark, CoachingSession
from assay.partners.rules.coaching import BEFORE, Progress, progress_of
from assay.people.enums import Role, Standing
from assay.people.models import Contributor, User
from assay.people.queries.site_parts import SitePart, site_part, site_parts, staff_at
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import visible_projects
from assay.quality.models import ErrorType, Review
from assay.quality.queries.coaching import (
    Stretch,
    gold_in,
    reviewed_in,
    reviews_made,
    reviews_to_pin,
    upheld_in,
)
from assay.quality.queries.taxonomy import types_in_force
from assay.stats.sampling import Share, wilson
from assay.work.models import Judgment
from assay.work.queries.past_answers import answers_but_gold

COVERAGE = timedelta(days=28)
# So far back reviews are pinned.
PINNED = timedelta(days=60)
MOST = 50
DAY = timedelta(days=1)
# A session is nothing for peers: those who lead a team see sessions with its agents, not with QAs and other leads.
ROLES = {CoachedAs.QA: (Role.REVIEWER,), CoachedAs.TEAM_LEAD: (Role.SITE_LEAD,)}


@dataclass(frozen=True, slots=True)
class Coach:
    """Of one coach at a site in four weeks: sessions, and of the people in sight those whom they coached."""

    coach: User
    n_sessions: int
    covered: Share


@dataclass(frozen=True, slots=True)
class Coverage:
    """`covered` of the agents in sight, by anybody."""

    covered: Share
    coaches: Sequence[Coach]
    n_due: int


@dataclass(frozen=True, slots=True)
class Goal:
    goal: CoachingGoal
    progress: Progress


def coaching_parts(user: User) -> list[SitePart]:
    return site_parts(user, Permission.COACH)


def coaching_part(user: User, site: UUID, team: UUID | None = None) -> SitePart:
    return site_part(user, site, team, Permission.COACH)


def sessions_at(part: SitePart) -> QuerySet[CoachingSession]:
    """The newest first."""
    found = CoachingSession.objects.filter(site=part.site)
    if part.team is not None:
        found = found.filter(team=part.team, coached_as=CoachedAs.AGENT)
    found = found.select_related("coach", "coached", "contributor", "site")
    return found.annotate(n_goals=Count("goals")).order_by("-held_at", "-pk")


def own_sessions(user: User) -> QuerySet[CoachingSession]:
    """In which this person was coached."""
    found = CoachingSession.objects.filter(coached=user).select_related(
        "coach", "coached", "contributor", "site"
    )
    return found.annotate(n_goals=Count("goals")).order_by("-held_at", "-pk")


def session_for(user: User, uid: UUID) -> CoachingSession:
    """For the two people of it, and for who leads the coached person; nobody else finds it."""
    remarks = CoachingRemark.objects.select_related("author").order_by("pk")
    evidence = CoachingEvidence.objects.select_related("project", "review").order_by("pk")
    found = (
        CoachingSession.objects.filter(uid=uid)
        .select_related("coach", "coached", "contributor", "site", "team")
        .prefetch_related(Prefetch("remarks", remarks), Prefetch("evidence", evidence))
        .first()
    )
    if found is None:
        raise NotFound
    if user.pk in {found.coach_id, found.coached_id} or any(
        _covers(each, found) for each in coaching_parts(user)
    ):
        return found
    raise NotFound


def _covers(part: SitePart, session: CoachingSession) -> bool:
    if part.site.pk != session.site_id:
        return False
    return part.team is None or (session.coached_as == CoachedAs.AGENT and part.covers(session.team_id))


def agents_at(part: SitePart) -> QuerySet[Contributor]:
    """Whom somebody may coach there."""
    people = part.people.exclude(standing=Standing.OFF_BOARDED).select_related("user", "team")
    return people.order_by("pseudonym")


def staff_to_coach(user: User, part: SitePart) -> dict[CoachedAs, list[User]]:
    """QAs and team leads of a site, for who answers for all of it."""
    if part.team is not None:
        return {}
    return {
        kind: [each for each in staff_at(part.site, roles) if each.pk != user.pk]
        for kind, roles in ROLES.items()
    }


def coverage_of(part: SitePart, *, now: datetime) -> Coverage:
    """Four weeks; three queries however many people."""
    agents = set(agents_at(part).values_list("pk", flat=True))
    recent = sessions_at(part).filter(held_at__gt=now - COVERAGE, held_at__lte=now)
    by_coach: dict[User, list[int | None]] = {}
    for each in recent:
        by_coach.setdefault(each.coach, []).append(each.contributor_id)
    coaches = [
        Coach(coach, len(whom), wilson(len(agents & set(whom)), len(agents)))
        for coach, whom in sorted(by_coach.items(), key=lambda pair: (-len(pair[1]), pair[0].name))
    ]
    together = {who for whom in by_coach.values() for who in whom}
    due = sessions_at(part).filter(follow_up_on__lte=now.date(), followed_up_at=None)
    return Coverage(wilson(len(agents & together), len(agents)), coaches, due.count())


def goals_of(session: CoachingSession, *, now: datetime) -> list[Goal]:
    """Each with what its metric was in the four weeks before and is since; at most five goals, two statements each."""
    goals = session.goals.select_related("project").order_by("pk")
    return [Goal(each, _progress(session, each, now)) for each in goals]


def _progress(session: CoachingSession, goal: CoachingGoal, now: datetime) -> Progress:
    over = datetime.combine(goal.by_on + DAY, time(), UTC)
    before = Stretch(goal.project_id, session.held_at - BEFORE, session.held_at)
    after = Stretch(goal.project_id, session.held_at, min(over, now))
    return progress_of(_share(session, goal, before), _share(session, goal, after), goal.target)


def _share(session: CoachingSession, goal: CoachingGoal, stretch: Stretch) -> Share:
    if session.contributor is None:
        return upheld_in(stretch, session.coached)
    if goal.metric == GoalMetric.GOLD:
        return gold_in(stretch, session.contributor)
    right, without = reviewed_in(stretch, session.contributor, goal.error_key)
    return without if goal.metric == GoalMetric.WITHOUT_ERROR else right


def pinnable(person: User, contributor: Contributor | None, *, now: datetime) -> list[Review]:
    """Of an agent the reviews that found errors; of a QA the reviews they made; newest first."""
    if contributor is not None:
        return reviews_to_pin(contributor, now - PINNED, MOST)
    return list(reviews_made(person, now - PINNED, MOST))


def judgments_to_pin(
    user: User, contributor: Contributor | None, uids: Iterable[UUID], *, now: datetime
) -> list[Judgment]:
    """Of an agent's own answers those that this person may see; gold never, so that nobody learns which it is."""
    if contributor is None:
        return []
    found = _pinnable_answers(user, now).filter(contributor=contributor, uid__in=list(uids)[:MOST])
    return list(found.select_related("project", "task").order_by("pk"))


def answers_to_coach(user: User, task: UUID, *, now: datetime) -> set[UUID]:
    """Of a task the judgments that this person may pin to a session with whoever made them."""
    parts = coaching_parts(user)
    if not parts:
        return set()
    there = [agents_at(each).exclude(user=user).order_by().values("pk") for each in parts]
    found = _pinnable_answers(user, now).filter(
        reduce(or_, (Q(contributor__in=each) for each in there)), task__uid=task
    )
    return set(found.values_list("uid", flat=True))


def part_to_pin(user: User, uid: UUID, *, now: datetime) -> tuple[SitePart, Contributor]:
    """Where, and with whom, a judgment can be talked about."""
    found = _pinnable_answers(user, now).select_related("contributor").filter(uid=uid).first()
    who = found.contributor if found else None
    for part in coaching_parts(user) if who else ():
        if who and who.user_id != user.pk and agents_at(part).filter(pk=who.pk).exists():
            return part, who
    raise NotFound


def _pinnable_answers(user: User, now: datetime) -> QuerySet[Judgment]:
    return answers_but_gold(visible_projects(user, Permission.VIEW_ANSWERS), now - PINNED)


def error_types_of(projects: Iterable[int]) -> list[ErrorType]:
    """In use, of the taxonomies in force of these projects."""
    return list(types_in_force(projects))
