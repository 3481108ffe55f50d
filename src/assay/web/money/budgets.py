"""Budgets: those of a project, of a request, all in sight, and one with its versions."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.intake.queries.scope import request_for
from assay.kit.clock import now
from assay.kit.money import micro_of
from assay.kit.reasons import Refused
from assay.money.actions.budgets import change_budget, end_budget, set_budget
from assay.money.models import Budget
from assay.money.queries import budgets as queries
from assay.money.queries.budget_use import used_of
from assay.people.models import Market
from assay.people.rules.roles import Permission
from assay.planning.actions.request_budgets import set_request_budget
from assay.planning.queries.request_budgets import budgets_of_request, may_set_budget
from assay.projects.queries.permission import project_for
from assay.web.money import budget_shown as shown
from assay.web.money.budget_form import FIELDS, market_named, terms_from, usual_values
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def project_budgets(request: HttpRequest, project: UUID) -> HttpResponse:
    """What the project may cost, what it has cost, and what it comes to."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_BUDGETS)

    def put(texts: Mapping[str, str]) -> Budget:
        market = market_named(texts["market"])
        return set_budget(person, project=found, market=market, terms=terms_from(texts), now=now())

    extra = {"project": found, "tab": "budgets", "may_edit": queries.may_edit(person, found)}
    # The budget of a request only where all that it covers is in sight: its sum tells of the rest.
    seen = Q(request_uid=None) | Q(pk__in=queries.budgets_for(person).order_by().values("pk"))
    return _page(request, list(queries.budgets_of(found).filter(seen)), extra, put)


@signed_in
@require_http_methods(["GET", "POST"])
def request_budgets(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """What a request may cost: the project that it became and its pilot, together."""
    person = user_of(request)
    asked = request_for(person, request_uid)
    found = list(budgets_of_request(person, asked))

    def put(texts: Mapping[str, str]) -> Budget:
        market = market_named(texts["market"])
        return set_request_budget(person, request=asked, market=market, terms=terms_from(texts), now=now())

    extra = {"project": None, "asked": asked, "may_edit": may_set_budget(person, asked)}
    return _page(request, found, extra, put)


@signed_in
@require_http_methods(["GET", "POST"])
def budgets(request: HttpRequest) -> HttpResponse:
    """Every budget in sight."""
    person = user_of(request)
    page = page_of(request, queries.budgets_for(person))

    def put(texts: Mapping[str, str]) -> Budget:
        market = market_named(texts["market"])
        return set_budget(person, project=None, market=market, terms=terms_from(texts), now=now())

    extra = {"project": None, "page": page, "kept": "", "may_edit": queries.may_edit(person, None)}
    return _page(request, list(page), extra, put)


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
        "may_edit": found.retired_at is None and queries.may_edit_budget(person, found),
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
    request: HttpRequest,
    found: list[Budget],
    extra: Mapping[str, object],
    put: Callable[[Mapping[str, str]], Budget],
) -> HttpResponse:
    form = Filled(usual_values())
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            made = put(texts)
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Set. It is looked at every minute."))
            return redirect("budget", made.uid)
    context = {
        "rows": [shown.shown_budget(each) for each in used_of(found, now())],
        "form": form,
        "markets": Market.objects.filter(retired_at=None).order_by("code"),
        **extra,
    }
    return render(request, "web/money/budgets.html", context, status=form.status)
