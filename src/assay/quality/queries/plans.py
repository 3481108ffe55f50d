"""How far a plan has come: what its rules have seen and taken, and how much of it was reviewed."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.projects.enums import StageKind
from assay.projects.models import Project, Stage
from assay.quality.enums import ReviewItemState, ReviewPurpose
from assay.quality.models import ReviewItem, ReviewPlan, ReviewQuota
from assay.quality.rules.sampling import parse_rules


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """One rule: `share` is what it asks for."""

    key: str
    name: str
    share: float
    n_seen: int
    n_taken: int
    n_reviewed: int

    @property
    def taken_share(self) -> float | None:
        return self.n_taken / self.n_seen if self.n_seen else None


def progress_of(plan: ReviewPlan) -> list[PlanProgress]:
    """Every rule in order."""
    quotas = {each.rule: each for each in ReviewQuota.objects.filter(plan=plan, stratum="")}
    of_plan = ReviewItem.objects.filter(project=plan.project_id, plan=plan, purpose=ReviewPurpose.SAMPLE)
    is_done = Q(state=ReviewItemState.DONE)
    done = dict(of_plan.values_list("rule").annotate(n=Count("pk", filter=is_done)))
    return [
        PlanProgress(
            rule.key,
            rule.name,
            rule.share,
            quotas[rule.key].n_seen if rule.key in quotas else 0,
            quotas[rule.key].n_taken if rule.key in quotas else 0,
            done.get(rule.key, 0),
        )
        for rule in parse_rules(plan.rules)
    ]


def plans_of(project: Project) -> QuerySet[ReviewPlan]:
    """Every version of every stage and tier, newest first."""
    return ReviewPlan.objects.filter(project=project).select_related("stage").order_by("-pk")


def stage_in(project: Project, uid: UUID | None) -> Stage:
    """A labeling stage of the project by its id; without one, the first."""
    stages = Stage.objects.filter(project=project, kind=StageKind.LABEL).select_related("project")
    found = (stages.filter(uid=uid) if uid else stages).order_by("position").first()
    if found is None:
        raise NotFound
    return found
