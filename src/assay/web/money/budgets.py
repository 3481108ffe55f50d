"""Budgets: those of a project, all in sight, and one with its versions."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.money import micro_of
from assay.kit.reasons import Refused
from assay.money.actions.budgets import change_budget, end_budget, set_budget
from assay.money.models import Budget
from assay.money.queries import budgets as queries
from assay.money.queries.budget_use import used_of
from assay.people.models import Market, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.web.money import budget_shown as shown
from assay.web.money.budget_form import FIELDS, market_named, terms_from, usual_values
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def project_budgets(request: HttpRequest, project: UUID) -> HttpResponse:
    """What the project may cost, what it has cost, and what it comes to."""
    found = project_for(user_of(request), project, Permission.VIEW_BUDGETS)
    return _page(request, found, {"project": found, "tab": "budgets"}, list(queries.budgets_of(found)))


@signed_in
@require_http_methods(["GET", "POST"])
def budgets(request: HttpRequest) -> HttpResponse:
    """Every budget in sight."""
    page = page_of(request, queries.budgets_for(user_of(request)))
    return _page(request, None, {"project": None, "page": page, "kept": ""}, list(page))


@signed_in
@require_GET
def budget(request: HttpRequest, budget: UUID) -> HttpResponse:
    """One budget, with what it was set to and why."""
    person = user_of(request)
    found = queries.budget_for(person, budget)
    [used] = used_of([found], now())
    context = {
        "row": shown.shown_budget(used),
        "versions": [shown.shown_version(each, found.currency) for each in queries.versions_of(found)],
        "alerts": found.alerts.order_by("-told_at", "-percent"),
        "may_edit": found.retired_at is None and queries.may_edit(person, found.project),
    }
    return render(request, "web/money/budget.html", context)


@signed_in
@require_POST
def change(request: HttpRequest, budget: UUID) -> HttpResponse:
    """Another amount."""
    person = user_of(request)
    found = queries.budget_for(person, budget)
    given = texts_of(request.POST, ("amount", "reason"))
    return done(
        request,
        lambda: change_budget(
            person, budget=found, micro=micro_of(given["amount"]), reason=given["reason"], now=now()
        ),
        _("Saved. Work that the budget had stopped goes on where it is enough now."),
        reverse("budget", args=[found.uid]),
    )


@signed_in
@require_POST
def end(request: HttpRequest, budget: UUID) -> HttpResponse:
    """It limits no more."""
    person = user_of(request)
    found = queries.budget_for(person, budget)
    return done(
        request,
        lambda: end_budget(person, budget=found, now=now()),
        _("Ended. It limits and warns no more."),
        reverse("budget", args=[found.uid]),
    )


def _page(
    request: HttpRequest, project: Project | None, extra: Mapping[str, object], found: list[Budget]
) -> HttpResponse:
    person, moment = user_of(request), now()
    form = Filled(usual_values())
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            made = _set(person, project, texts)
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Set. It is looked at every minute."))
            return redirect("budget", made.uid)
    context = {
        "rows": [shown.shown_budget(each) for each in used_of(found, moment)],
        "form": form,
        "markets": Market.objects.filter(retired_at=None).order_by("code"),
        "may_edit": queries.may_edit(person, project),
        **extra,
    }
    return render(request, "web/money/budgets.html", context, status=form.status)


def _set(person: User, project: Project | None, texts: Mapping[str, str]) -> Budget:
    market = market_named(texts["market"])
    return set_budget(person, project=project, market=market, terms=terms_from(texts), now=now())
