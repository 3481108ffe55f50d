"""Budgets over the API: what may be spent, what is used of it, and what it comes to."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.intake.queries.scope import request_for
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.money.actions.budgets import change_budget, end_budget, set_budget
from assay.money.actions.rates import UNKNOWN_MARKET
from assay.money.models import Budget
from assay.money.queries import budgets as queries
from assay.money.queries.budget_use import Used, used_of
from assay.money.rules.budgets import ONE_SCOPE, BudgetTerms
from assay.people.models import Market
from assay.people.rules.roles import Permission
from assay.planning.actions.request_budgets import set_request_budget
from assay.projects.queries.permission import project_for

router = Router(tags=["money"])


class BudgetIn(Strict):
    """Empty conditions cover everything; work counts on the day on which it is done."""

    name: str = Field(max_length=200, examples=["Shop search, March"])
    micro: int = Field(description="Millionths of the currency.", examples=[5000000000])
    currency: str = Field(examples=["EUR"])
    reason: str = Field(max_length=2000, examples=["As agreed with the requester."])
    project: UUID | None = Field(None, description="Empty: all projects.")
    request: UUID | None = Field(None, description="Its project and its pilot, together; not with project.")
    market: str = Field("", max_length=20, examples=["BR-pt"])
    starts_on: date | None = None
    ends_on: date | None = None
    warn_at: list[int] = Field([80, 95], description="Percent at which its owners are told.")
    stops_work: bool = Field(default=True, description="No new task is given out once it is used up.")


class BudgetChangeIn(Strict):
    micro: int = Field(examples=[6000000000])
    reason: str = Field(max_length=2000, examples=["Two more markets."])


class AheadOut(Schema):
    micro: int = Field(description="What is used, and the open tasks at the cost per finished task.")
    low: int = Field(description="95 % interval.")
    high: int
    n_days: int = Field(description="Days that this rests on.", examples=[14])
    n_tasks: int = Field(description="Open tasks.", examples=[320])


class BudgetOut(Schema):
    uid: UUID
    name: str
    project: UUID | None
    request: UUID | None
    market: str
    starts_on: date | None
    ends_on: date | None
    currency: str
    version: int = Field(examples=[1])
    stops_work: bool
    warn_at: list[int]
    stopped_at: datetime | None = Field(description="Since then no new task is given out.")
    ended_at: datetime | None
    amount_micro: int
    accrued_micro: int = Field(description="Earned for work.")
    spent_micro: int = Field(description="Of it what is final.")
    under_way_micro: int = Field(description="Answered and not earned yet, or in people's hands.")
    committed_micro: int | None = Field(description="What open tasks will cost; empty: nothing prices them.")
    ahead: AheadOut | None = Field(description="At completion; empty: not enough was done yet.")


@router.get("/budgets", response=Page[BudgetOut], operation_id="budgets_list")
def budgets(request: HttpRequest, paging: Query[Paging]) -> Page[BudgetOut]:
    """Every budget in your sight that was not ended."""
    moment = now()
    found = page(queries.budgets_for(person_of(request)), paging, _itself)
    items = [_out(each) for each in used_of(found.items, moment)]
    return Page(items=items, next=found.next)


@router.post("/budgets", response={201: BudgetOut}, operation_id="budgets_set")
@creates
def new_budget(request: HttpRequest, asked: BudgetIn) -> BudgetOut:
    """Set a budget; its limit holds from now on."""
    person = person_of(request)
    if asked.project and asked.request:
        raise Refused(ONE_SCOPE(field="request"))
    project = project_for(person, asked.project, Permission.EDIT_BUDGETS) if asked.project else None
    terms = BudgetTerms(
        name=asked.name,
        micro=asked.micro,
        currency=asked.currency,
        reason=asked.reason,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        warn_at=tuple(asked.warn_at),
        stops_work=asked.stops_work,
    )
    market = _market(asked.market)
    if asked.request:
        of = request_for(person, asked.request)
        return _one(set_request_budget(person, request=of, market=market, terms=terms, now=now()))
    return _one(set_budget(person, project=project, market=market, terms=terms, now=now()))


@router.get("/budgets/{uuid:budget}", response=BudgetOut, operation_id="budgets_read")
def budget(request: HttpRequest, budget: UUID) -> BudgetOut:
    """One budget, also when it was ended."""
    return _one(queries.budget_for(person_of(request), budget))


@router.post("/budgets/{uuid:budget}/amount", response=BudgetOut, operation_id="budgets_change")
def change(request: HttpRequest, budget: UUID, asked: BudgetChangeIn) -> BudgetOut:
    """Another amount; work that it had stopped goes on where it is enough."""
    person = person_of(request)
    found = queries.budget_for(person, budget)
    return _one(change_budget(person, budget=found, micro=asked.micro, reason=asked.reason, now=now()))


@router.post("/budgets/{uuid:budget}/end", response=BudgetOut, operation_id="budgets_end")
def end(request: HttpRequest, budget: UUID) -> BudgetOut:
    """It limits and warns no more."""
    person = person_of(request)
    end_budget(person, budget=queries.budget_for(person, budget), now=now())
    return _one(queries.budget_for(person, budget))


def _itself(found: Budget) -> Budget:
    return found


def _one(found: Budget) -> BudgetOut:
    [used] = used_of([found], now())
    return _out(used)


def _out(each: Used) -> BudgetOut:
    budget, use = each.budget, each.use
    return BudgetOut(
        uid=budget.uid,
        name=budget.name,
        project=budget.project.uid if budget.project else None,
        request=budget.request_uid,
        market=budget.market.code if budget.market else "",
        starts_on=budget.starts_on,
        ends_on=budget.ends_on,
        currency=budget.currency,
        version=budget.version,
        stops_work=budget.stops_work,
        warn_at=budget.warn_at,
        stopped_at=budget.stopped_at,
        ended_at=budget.retired_at,
        amount_micro=use.amount,
        accrued_micro=use.accrued,
        spent_micro=use.spent,
        under_way_micro=use.under_way,
        committed_micro=use.committed,
        ahead=AheadOut.from_orm(each.ahead) if each.ahead else None,
    )


def _market(code: str) -> Market | None:
    if not code:
        return None
    found = Market.objects.filter(code=code).first()
    if found is None:
        raise Refused(UNKNOWN_MARKET(field="market", code=code))
    return found
