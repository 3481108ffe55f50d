"""Bonus rules over the API."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.money.actions.bonuses import end_bonus, set_bonus
from assay.money.models import BonusRule
from assay.money.queries.bonuses import rule_for, rules_of
from assay.money.rules.bonuses import BonusTerms
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for

router = Router(tags=["money"])
MOST = 200


class BonusIn(Strict):
    name: str = Field(max_length=120, examples=["Careful work"])
    least_share: float = Field(description="Of reviewed answers that are right.", examples=[0.95])
    least_n: int = Field(description="Reviewed answers of the month.", examples=[50])
    percent: int | None = Field(
        None, description="Of what the month has earned; or an amount.", examples=[10]
    )
    fixed_micro: int | None = Field(None, description="Millionths; or percent.")
    cap_micro: int = Field(description="The most for one person and month.", examples=[50000000])
    currency: str = Field(examples=["EUR"])
    reason: str = Field(max_length=2000, examples=["Rework costs more."])


class BonusOut(Schema):
    uid: UUID
    project: UUID
    name: str
    least_share: float
    least_n: int
    percent: int | None
    fixed_micro: int | None
    cap_micro: int
    currency: str
    reason: str
    set_at: datetime
    ended_at: datetime | None


class BonusesOut(Schema):
    rules: list[BonusOut]


@router.get("/projects/{uuid:project}/bonuses", response=BonusesOut, operation_id="bonuses")
def listed(request: HttpRequest, project: UUID) -> BonusesOut:
    """Rules of a project; those that hold first."""
    found = project_for(person_of(request), project, Permission.VIEW_RATES)
    return BonusesOut(rules=[_rule(each) for each in rules_of(found)[:MOST]])


@router.post("/projects/{uuid:project}/bonuses", response={201: BonusOut}, operation_id="bonuses_set")
@creates
def new(request: HttpRequest, project: UUID, asked: BonusIn) -> BonusOut:
    """Set a rule; it holds from this month on, and proposes what it gives once the month's windows are over."""
    person = person_of(request)
    found = project_for(person, project, Permission.VIEW_RATES)
    return _rule(set_bonus(person, project=found, terms=BonusTerms(**asked.model_dump()), now=now()))


@router.post("/bonuses/{uuid:bonus}/end", response=BonusOut, operation_id="bonuses_end")
def end(request: HttpRequest, bonus: UUID) -> BonusOut:
    """It gives nothing more for this month; months that are over are kept to."""
    person = person_of(request)
    end_bonus(person, rule=rule_for(person, bonus), now=now())
    return _rule(rule_for(person, bonus))


def _rule(each: BonusRule) -> BonusOut:
    return BonusOut(
        uid=each.uid,
        project=each.project.uid,
        name=each.name,
        least_share=each.least_share,
        least_n=each.least_n,
        percent=each.percent,
        fixed_micro=each.fixed_micro,
        cap_micro=each.cap_micro,
        currency=each.currency,
        reason=each.reason,
        set_at=each.set_at,
        ended_at=each.ended_at,
    )
