"""Risks as people see them: the register, the heat map, one risk; and which wait to be looked at by the job."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet

from assay.kit.reasons import NotFound
from assay.people.enums import Role
from assay.people.models import User
from assay.people.queries.holders import holders_of
from assay.people.queries.users import named
from assay.people.rules.roles import Permission
from assay.planning.enums import Comparison, Metric, RiskState
from assay.planning.models import Risk, RiskEvent, RiskIssue
from assay.planning.rules.risks import Trigger
from assay.planning.rules.starters import starters_for
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, require, visible_projects

# Whoever sees what a project's labels are worth sees what endangers them.
SEES = Permission.VIEW_ANSWERS
OWNERS = (Role.PROJECT_OWNER, Role.QA_ANALYST, Role.OPERATIONS_LEAD, Role.ADMINISTRATOR)
# What still can happen, or has.
ALIVE = (RiskState.OPEN, RiskState.FIRED, RiskState.MITIGATED, RiskState.ACCEPTED)


def risks_of(project: Project) -> QuerySet[Risk]:
    """The register: highest score first."""
    found = Risk.objects.filter(project=project).select_related("owner", "project")
    return found.order_by((F("likelihood") * F("impact")).desc(), "number")


def narrowed(
    risks: QuerySet[Risk], *, state: str = "", cell: tuple[int, int] | None = None, is_residual: bool = False
) -> QuerySet[Risk]:
    """Of one state, or all that are not closed; of one cell of the heat map."""
    found = risks.filter(state=state) if state else risks.filter(state__in=ALIVE)
    if cell is None:
        return found
    names = ("residual_likelihood", "residual_impact") if is_residual else ("likelihood", "impact")
    return found.filter(**dict(zip(names, cell, strict=True)))


def heat_of(project: Project, *, is_residual: bool = False) -> Mapping[tuple[int, int], int]:
    """How many risks that are not closed lie at each (likelihood, impact)."""
    names = ("residual_likelihood", "residual_impact") if is_residual else ("likelihood", "impact")
    found = Risk.objects.filter(project=project, state__in=ALIVE, **{f"{names[0]}__isnull": False})
    counted = found.values_list(*names).annotate(n=Count("pk")).order_by(*names)
    return {(likelihood, impact): n for likelihood, impact, n in counted}


def state_counts_of(project: Project) -> dict[str, int]:
    counted = Risk.objects.filter(project=project).values_list("state").annotate(n=Count("pk")).order_by()
    return dict.fromkeys(RiskState.values, 0) | dict(counted)


def n_overdue(project: Project, today: date) -> int:
    """Risks that are not closed and should have been looked at before today."""
    return Risk.objects.filter(project=project, state__in=ALIVE, review_due_on__lt=today).count()


def has_starters_left(project: Project) -> bool:
    """Whether the segment has starter risks that are not in the register yet."""
    known = set(Risk.objects.filter(project=project).values_list("starter", flat=True))
    return any(each.key not in known for each in starters_for(project.segment))


def risk_for(user: User, uid: UUID) -> Risk:
    """The risk, if its project is in scope (else NotFound) and its risks may be seen (else Refused)."""
    found = Risk.objects.select_related("project", "owner", "created_by")
    risk = found.filter(uid=uid, project__in=visible_projects(user)).first()
    if risk is None:
        raise NotFound
    require(user, risk.project, SEES)
    return risk


def issue_for(user: User, uid: UUID) -> RiskIssue:
    issue = RiskIssue.objects.filter(uid=uid).select_related("risk").first()
    if issue is None:
        raise NotFound
    issue.risk = risk_for(user, issue.risk.uid)
    return issue


def may_act_on(user: User, risk: Risk) -> bool:
    """Whoever manages the project, and the risk's own owner."""
    return user.pk == risk.owner_id or is_allowed(user, risk.project, Permission.MANAGE_PROJECT)


def events_of(risk: Risk) -> QuerySet[RiskEvent]:
    return RiskEvent.objects.filter(risk=risk).select_related("happened_by").order_by("-pk")


def issues_of(risk: Risk) -> QuerySet[RiskIssue]:
    """Unresolved first, then the newest."""
    found = RiskIssue.objects.filter(risk=risk).select_related("owner", "resolved_by")
    return found.order_by(F("resolved_at").desc(nulls_first=True), "-happened_at", "-pk")


def owners_of(project: Project) -> QuerySet[User]:
    """Who can be made responsible: everybody whose role in the project sees its risks."""
    people = {project.owner_id, *holders_of(OWNERS, project.pk)}
    return named(people)


def trigger_of(risk: Risk) -> Trigger | None:
    if not risk.trigger_metric or risk.trigger_value is None:
        return None
    return Trigger(Metric(risk.trigger_metric), Comparison(risk.trigger_comparison), risk.trigger_value)


def watched_in(project: Project) -> QuerySet[Risk]:
    """Open risks that are bound to a metric."""
    found = Risk.objects.filter(project=project, state=RiskState.OPEN).exclude(trigger_metric="")
    return found.select_related("project", "owner").order_by("pk")


def due_for_evaluation(before: datetime) -> Project | None:
    """The project whose watched risks have waited longest since they were looked at."""
    waiting = Risk.objects.filter(state=RiskState.OPEN).exclude(trigger_metric="")
    waiting = waiting.exclude(evaluated_at__gt=before).select_related("project")
    first = waiting.order_by(F("evaluated_at").asc(nulls_first=True), "pk").first()
    return first.project if first else None
