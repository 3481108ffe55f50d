"""Who a project is for: its pool, what was chosen by hand, and the people who are in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound, Reason
from assay.people.models import Contributor, User
from assay.people.queries.matching import Known, Wanted, everybody, key_of, known, matching, uids_in
from assay.people.queries.scope import others_visible
from assay.people.queries.time import kept_by
from assay.people.rules.roles import Permission
from assay.planning.enums import Placing
from assay.planning.models import Pool, PoolChoice
from assay.planning.rules.pools import UNKNOWN, USUAL_PRIORITY, PoolRule
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, visible_projects
from assay.projects.queries.staffing import memberships_in_force, memberships_of_people
from assay.recruiting.queries.talent import in_segments, known_segments
from assay.work.queries.experience import worked_in_segments


@dataclass(frozen=True, slots=True)
class PoolNow:
    """`n_fitting` are in the pool, `n_members` of them are members; `n_held` are members who are not in it."""

    pool: Pool | None
    rule: PoolRule
    priority: int
    n_fitting: int
    n_members: int
    n_held: int


def rule_of(pool: Pool | None) -> PoolRule:
    return msgspec.convert(pool.rule, PoolRule) if pool is not None else PoolRule()


def pool_now(project: Project, now: datetime) -> PoolNow:
    pool = Pool.objects.filter(project=project).select_related("changed_by").first()
    people = people_in(project, now, pool=pool).order_by()
    members = memberships_in_force([project.pk]).values("contributor")
    return PoolNow(
        pool,
        rule_of(pool),
        pool.priority if pool else USUAL_PRIORITY,
        people.count(),
        people.filter(pk__in=members).count(),
        everybody().filter(pk__in=members).exclude(pk__in=people.values("pk")).count(),
    )


def people_in(
    project: Project, now: datetime, *, pool: Pool | None = None, week_on: date | None = None
) -> QuerySet[Contributor]:
    """Who is in the pool, in no order: by its rule (members where it has none), and by hand in, never out."""
    pool = pool or Pool.objects.filter(project=project).first()
    if pool is not None and pool.has_rule:
        found = Q(pk__in=_fitting(rule_of(pool), now).values("pk"))
    else:
        found = Q(pk__in=memberships_in_force([project.pk]).values("contributor"))
    chosen = choices_in_force([project.pk], week_on)
    taken = Q(pk__in=chosen.exclude(kind=Placing.OUT).values("contributor"))
    out = chosen.filter(kind=Placing.OUT).values("contributor")
    return everybody().filter(found | taken).exclude(pk__in=out)


def choices_in_force(project_ids: list[int], week_on: date | None = None) -> QuerySet[PoolChoice]:
    """Those until further notice; of a week those, too."""
    found = PoolChoice.objects.filter(project__in=project_ids, ended_at=None)
    return found.filter(Q(week_on=None) | Q(week_on=week_on)) if week_on else found.filter(week_on=None)


def choices_seen_by(user: User, project: Project) -> QuerySet[PoolChoice]:
    """What was chosen by hand for people in sight, newest first; what was ended is left out."""
    found = PoolChoice.objects.filter(project=project, ended_at=None)
    found = found.filter(contributor__in=others_visible(user).order_by().values("pk"))
    return found.select_related("contributor", "chosen_by").order_by("-pk")


def choice_for(user: User, uid: UUID) -> PoolChoice:
    """One that is in sight with its project and its person; NotFound otherwise."""
    found = PoolChoice.objects.select_related("project", "contributor").filter(uid=uid)
    found = found.filter(
        project__in=visible_projects(user), contributor__in=others_visible(user).order_by().values("pk")
    )
    choice = found.first()
    if choice is None:
        raise NotFound
    return choice


def may_choose_for(user: User | None, project: Project, contributor: Contributor) -> bool:
    """Whoever allocates people to the project; whoever keeps the time of this person, for them."""
    if user is None or is_allowed(user, project, Permission.ALLOCATE_WORK):
        return True
    return kept_by(user).filter(pk=contributor.pk).exists()


def _fitting(rule: PoolRule, now: datetime) -> QuerySet[Contributor]:
    """What the rule names and is not there any more fits nobody."""
    found = matching(wanted_by(rule), now)
    if rule.segments:
        found = found.filter(pk__in=worked_in_segments(rule.segments))
    return found.filter(pk__in=in_segments(uids_in(rule.talent), now).values("pk")) if rule.talent else found


def wanted_by(rule: PoolRule) -> Wanted:
    """What is named and not there is a key that nobody has."""
    there = _known(rule)
    return Wanted(
        languages=rule.languages,
        level=rule.level,
        markets=rule.markets,
        skills={key_of(there.skills, name): score for name, score in rule.skills.items()},
        vendors=tuple(key_of(there.vendors, name) for name in rule.vendors),
        sites=tuple(key_of(there.sites, name) for name in rule.sites),
        standings=rule.standings,
    )


def unknown_in(rule: PoolRule) -> list[Reason]:
    """What the rule names and nobody knows, each with its field."""
    there = _known(rule)
    missing = [("markets", "market", each) for each in rule.markets if each not in there.markets]
    for field, what, found, names in (
        ("skills", "skill", there.skills, list(rule.skills)),
        ("vendors", "vendor", there.vendors, list(rule.vendors)),
        ("sites", "site", there.sites, list(rule.sites)),
    ):
        missing += [(field, what, each) for each in names if not key_of(found, each)]
    saved = {str(each) for each in known_segments(uids_in(rule.talent))}
    missing += [("talent", "shared segment", each) for each in rule.talent if each not in saved]
    return [UNKNOWN(field=field, what=what, name=name) for field, what, name in missing]


def pools_with_rule(contributor_ids: Sequence[int]) -> list[Project]:
    """Projects with a rule where one of these people is a member."""
    member = Exists(memberships_of_people(contributor_ids).filter(project=OuterRef("project")))
    found = Pool.objects.filter(member, has_rule=True).select_related("project").order_by("project")
    return [each.project for each in found]


def pools_naming(segment: UUID) -> list[Project]:
    """Projects whose pool names this saved segment of the talent pool."""
    found = Pool.objects.filter(has_rule=True, rule__talent__contains=[str(segment)])
    return [each.project for each in found.select_related("project").order_by("project")]


def kept_for_some(project_id: int) -> list[Project]:
    """The project, if its pool has a rule or somebody is kept out by hand."""
    pools = Pool.objects.filter(project=project_id, has_rule=True).select_related("project")
    out = PoolChoice.objects.filter(project=project_id, kind=Placing.OUT, ended_at=None)
    return [each.project for each in pools] or [each.project for each in out.select_related("project")[:1]]


def _known(rule: PoolRule) -> Known:
    return known(
        markets=rule.markets,
        skills=uids_in(rule.skills),
        vendors=uids_in(rule.vendors),
        sites=uids_in(rule.sites),
    )
