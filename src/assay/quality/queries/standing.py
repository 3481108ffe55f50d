"""Standing in a project as people see it: rules, steps, appeals."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.enums import Standing
from assay.people.models import Contributor, User
from assay.people.queries.scope import others_visible, visible_contributors
from assay.people.rules.roles import Permission
from assay.projects.models import Membership, Project
from assay.projects.queries.permission import require, visible_projects
from assay.quality.enums import StepKind, StepState
from assay.quality.models import StandingRules, StandingStep
from assay.quality.rules.standing import Past, StandingRule, StepTaken, past_of
from assay.quality.rules.standing_reading import stored_rules

_ORDER = {step: nth for nth, step in enumerate(StepKind)}


def rules_in_force(project: Project) -> StandingRules | None:
    return StandingRules.objects.filter(
        project=project, switched_on_at__isnull=False, switched_off_at=None
    ).first()


def versions_of(project: Project) -> QuerySet[StandingRules]:
    """Newest first."""
    return StandingRules.objects.filter(project=project).select_related("created_by").order_by("-number")


def rules_for(user: User, uid: UUID) -> StandingRules:
    """A version of a project that the person sees (else NotFound) and may set rules in (else Refused)."""
    found = (
        StandingRules.objects.select_related("project", "created_by", "switched_on_by")
        .filter(uid=uid, project__in=visible_projects(user))
        .first()
    )
    if found is None:
        raise NotFound
    require(user, found.project, Permission.MANAGE_QUALITY)
    return found


def rules_of(version: StandingRules) -> list[StandingRule]:
    return stored_rules(version.rules)


def members_of(project: Project) -> list[int]:
    """Contributors who may work on the project, in a fixed order: of others nothing new can be measured."""
    found = Membership.objects.filter(project=project, retired_at=None, contributor__user__is_active=True)
    found = found.exclude(contributor__standing=Standing.OFF_BOARDED)
    return list(found.order_by("contributor_id").values_list("contributor_id", flat=True))


def measured_in(project: Project) -> list[int]:
    """Everybody who works or has worked on the project: for what rules would have done."""
    found = Membership.objects.filter(project=project).order_by("contributor_id")
    return list(found.values_list("contributor_id", flat=True).distinct())


def pasts_of(project: Project, people: Sequence[int], now: datetime) -> Mapping[tuple[str, int], Past]:
    """By rule and person: what each rule has done so far."""
    taken: dict[tuple[str, int], list[StepTaken]] = {}
    steps = StandingStep.objects.filter(project=project, contributor_id__in=people).exclude(rule="")
    for each in steps.order_by("pk"):
        kept = StepTaken(StepKind(each.step), StepState(each.state), each.taken_at, each.until, each.ended_at)
        taken.setdefault((each.rule, each.contributor_id), []).append(kept)
    return {place: past_of(steps_taken, now) for place, steps_taken in taken.items()}


def steps_seen_by(user: User, project: Project, *, is_open: bool) -> QuerySet[StandingStep]:
    """Of the people in sight: a site lead sees the own site's only. Open ones and ended ones apart, newest first."""
    people = others_visible(user).order_by().values("pk")
    steps = StandingStep.objects.filter(project=project, contributor__in=people)
    steps = steps.filter(state=StepState.OPEN) if is_open else steps.exclude(state=StepState.OPEN)
    return steps.select_related(
        "project", "contributor", "contributor__site", "taken_by", "ended_by"
    ).order_by("-pk")


def step_for(user: User, uid: UUID) -> StandingStep:
    """A step of a person in sight, the own ones too; NotFound otherwise."""
    seen = Q(contributor__in=visible_contributors(user).values("pk"), project__in=visible_projects(user))
    found = StandingStep.objects.select_related("project", "contributor", "contributor__user", "rules")
    step = found.filter(seen | Q(contributor__user=user), uid=uid).first()
    if step is None:
        raise NotFound
    return step


def own_steps(contributor: Contributor) -> QuerySet[StandingStep]:
    """What was decided about a contributor, for themselves: newest first."""
    found = StandingStep.objects.filter(contributor=contributor)
    found = found.select_related("project", "contributor", "contributor__site", "taken_by")
    return found.prefetch_related("appeals").order_by("-pk")


def standing_in(project: Project, people: Sequence[int]) -> dict[int, StepKind]:
    """The hardest step in force of each of these people; who has none is left out."""
    found: dict[int, StepKind] = {}
    steps = StandingStep.objects.filter(project=project, contributor_id__in=people, state=StepState.OPEN)
    for person, step in steps.values_list("contributor_id", "step"):
        kind = StepKind(step)
        if person not in found or _ORDER[kind] > _ORDER[found[person]]:
            found[person] = kind
    return found


def due_for_evaluation(before: datetime) -> StandingRules | None:
    """The rules in force that were looked at last before a moment, or never: those that have waited longest."""
    found = StandingRules.objects.filter(switched_on_at__isnull=False, switched_off_at=None)
    due = found.filter(Q(evaluated_at=None) | Q(evaluated_at__lte=before)).select_related("project")
    return due.order_by(F("evaluated_at").asc(nulls_first=True)).first()
