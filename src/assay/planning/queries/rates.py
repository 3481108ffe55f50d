"""What a plan reckons a judgment to cost: its budget over the judgments it plans, gold among them."""

from dataclasses import dataclass

from assay.planning.models import PlanVersion
from assay.planning.queries.plans import assumptions_of, plan_in_force, volumes_of
from assay.planning.rules.staffing import need_of
from assay.projects.models import Project


@dataclass(frozen=True, slots=True)
class Rate:
    """In micro-units of the currency; `number` is the plan's."""

    micros: float
    currency: str
    number: int

    def of(self, n_judgments: int) -> int:
        """What so many judgments cost by this rate."""
        return round(self.micros * n_judgments)


def assumed_rate(project: Project) -> Rate | None:
    """By the plan in force; None without a plan, a budget, or a judgment planned."""
    plan = plan_in_force(project)
    return rate_of(plan) if plan else None


def rate_of(plan: PlanVersion) -> Rate | None:
    if plan.budget_micros is None:
        return None
    given = assumptions_of(plan)
    needs = [need_of(volume, given) for volume in volumes_of(plan)]
    n_judgments = sum(need.n_judgments + need.n_gold_judgments for need in needs)
    return Rate(plan.budget_micros / n_judgments, plan.currency, plan.number) if n_judgments else None
