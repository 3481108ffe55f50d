"""Budgets are set, changed and ended; they warn their owners, and stop work when they are used up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.money import text_of
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.money.models import Budget, BudgetAlert, BudgetProject, BudgetVersion
from assay.money.queries.budget_use import Used, is_running, used_of
from assay.money.queries.budgets import owners_of
from assay.money.rules import budgets as rules
from assay.money.rules.budgets import BudgetTerms, is_used_up, passed, refuse_amount, refuse_budget
from assay.people.actions.inbox import tell
from assay.people.models import Market, User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.actions.stopping import Place, keep_stops
from assay.work.rules.reasons import BUDGET_STOP

TOLD = "money.budget"
WHOLE = 100
# Budgets are looked at one after the other: by the minute, and whenever somebody changes one.
LOCK = "SELECT pg_advisory_xact_lock(4242, 1)"


@dataclass(frozen=True, slots=True)
class OfRequest:
    """What money knows of a request: its name, and the projects that work for it."""

    uid: UUID
    title: str
    projects: Sequence[Project]


def set_budget(
    by: User | None,
    *,
    project: Project | None,
    terms: BudgetTerms,
    now: datetime,
    market: Market | None = None,
    request: OfRequest | None = None,
) -> Budget:
    """For a project (None: all of them, or those of a request), a market of it, a period; it holds from now on."""
    _require(by, project, request.projects if request else ())
    if problems := refuse_budget(terms):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        budget = Budget(project=project, market=market)
        if request is not None:
            budget.request_uid, budget.request_title = request.uid, request.title
        budget = _made(by, budget, terms, now)
        if request is not None:
            _cover(budget, [each.pk for each in request.projects])
        _keep_version(budget, terms.reason)
        _look(now)
        budget.refresh_from_db()
        return budget


def change_budget(
    by: User | None, *, budget: Budget, micro: int | None, reason: str, now: datetime
) -> Budget:
    """Another amount, with its reason; work that was stopped goes on where it is enough."""
    _require(by, budget.project, _covered(budget))
    if problems := refuse_amount(micro, reason):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        locked = _locked(budget)
        locked.amount_micro, locked.version = micro or 0, locked.version + 1
        locked.set_at, locked.set_by = now, by
        locked.save(update_fields=["amount_micro", "version", "set_at", "set_by"])
        _keep_version(locked, reason)
        _look(now)
        locked.refresh_from_db()
        return locked


def end_budget(by: User | None, *, budget: Budget, now: datetime) -> None:
    """It limits and warns no more; what it was stays to be read."""
    _require(by, budget.project, _covered(budget))
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        locked = _locked(budget)
        locked.retired_at, locked.retired_by, locked.stopped_at = now, by, None
        locked.save(update_fields=["retired_at", "retired_by", "stopped_at"])
        _look(now)


def cover_projects(*, budget: Budget, projects: Collection[int]) -> None:
    """The projects of its request are these by now; what they cost counts from their beginning."""
    with transaction.atomic():
        act_as(None)
        rows(LOCK, {})
        _cover(budget, projects)


def look_at_budgets(*, now: datetime) -> None:
    """Every minute: warn at thresholds, stop where nothing is left, go on where there is something again."""
    with transaction.atomic():
        act_as(None)
        rows(LOCK, {})
        _look(now)


def _look(now: datetime) -> None:
    budgets = Budget.objects.select_related("project", "market").filter(retired_at=None).order_by("pk")
    budgets = budgets.prefetch_related("alerts")
    found = used_of(list(budgets), now)
    for each in found:
        _settle(each, now)
    stopped = [each.budget for each in found if each.budget.stopped_at is not None]
    keep_stops(stop=BUDGET_STOP, places=_places(stopped), now=now)


def _places(stopped: Sequence[Budget]) -> dict[int, Place]:
    """By the row of the budget; of a request's budget each project by the row that covers it, below zero."""
    places = {each.pk: Place(each.project_id, each.market_id) for each in stopped if each.request_uid is None}
    covered = BudgetProject.objects.filter(
        budget__in=[each.pk for each in stopped if each.request_uid is not None]
    )
    for pk, project, market in covered.values_list("pk", "project", "budget__market"):
        places[-pk] = Place(project, market)
    return places


def _settle(each: Used, now: datetime) -> None:
    budget = each.budget
    stops = budget.stops_work and is_running(budget, now.date()) and is_used_up(each.use)
    if stops != (budget.stopped_at is not None):
        budget.stopped_at = now if stops else None
        budget.save(update_fields=["stopped_at"])
    _warn(each, [*passed(each.use, budget.warn_at), *([WHOLE] if stops else [])], now)


def _warn(each: Used, percents: Sequence[int], now: datetime) -> None:
    """Once for each threshold of a version; only the highest new one is told."""
    version = each.budget.version
    known = {alert.percent for alert in each.budget.alerts.all() if alert.version == version}
    new = sorted(set(percents) - known)
    if not new:
        return
    BudgetAlert.objects.bulk_create(
        BudgetAlert(
            budget=each.budget,
            version=each.budget.version,
            percent=percent,
            used_micro=each.use.used,
            told_at=now,
        )
        for percent in new
    )
    tell(
        owners_of(each.budget),
        kind=TOLD,
        sentence=_("{budget}: {percent} % of the budget are used"),
        lines=[_("{used} of {amount} {currency} are used.")]
        + ([_("No new tasks are given out until it is raised.")] if each.budget.stopped_at else []),
        about={
            "budget": each.budget.name,
            "percent": new[-1],
            "used": text_of(each.use.used),
            "amount": text_of(each.use.amount),
            "currency": each.budget.currency,
        },
        address=f"/budgets/{each.budget.uid}/",
        now=now,
    )


def _made(by: User | None, budget: Budget, terms: BudgetTerms, now: datetime) -> Budget:
    budget.name, budget.currency = terms.name.strip().replace("\0", ""), terms.currency
    budget.amount_micro, budget.stops_work = terms.micro or 0, terms.stops_work
    budget.starts_on, budget.ends_on = terms.starts_on, terms.ends_on
    budget.warn_at = sorted(set(terms.warn_at))
    budget.set_at, budget.set_by = now, by
    try:
        with transaction.atomic():
            budget.save()
    except IntegrityError as error:
        same = Budget.objects.filter(
            project=budget.project,
            request_uid=budget.request_uid,
            market=budget.market,
            starts_on=budget.starts_on,
            ends_on=budget.ends_on,
            currency=budget.currency,
            retired_at=None,
        ).first()
        raise Refused(rules.SAME_BUDGET(name=same.name if same else budget.name)) from error
    return budget


def _keep_version(budget: Budget, reason: str) -> None:
    BudgetVersion.objects.create(
        budget=budget,
        number=budget.version,
        amount_micro=budget.amount_micro,
        reason=reason.strip().replace("\0", "")[:2000],
        set_at=budget.set_at,
        set_by=budget.set_by,
    )


def _locked(budget: Budget) -> Budget:
    locked = Budget.objects.select_for_update(no_key=True, of=["self"]).get(pk=budget.pk)
    if locked.retired_at is not None:
        raise Refused(rules.RETIRED())
    return locked


def _cover(budget: Budget, projects: Collection[int]) -> None:
    BudgetProject.objects.filter(budget=budget).exclude(project__in=projects).delete()
    BudgetProject.objects.bulk_create(
        (BudgetProject(budget=budget, project_id=project) for project in sorted(projects)),
        ignore_conflicts=True,
    )


def _covered(budget: Budget) -> list[Project]:
    return list(Project.objects.filter(pk__in=BudgetProject.objects.filter(budget=budget).values("project")))


def _require(by: User | None, project: Project | None, covered: Sequence[Project]) -> None:
    """Of a request in every project of it; where there is none yet, as of all projects."""
    places = covered if project is None else [project]
    if not places:
        require_everywhere(by, Permission.EDIT_BUDGETS)
    for each in places:
        require(by, each, Permission.EDIT_BUDGETS)
