"""Rates: what work pays, what an hour comes to and whether that is enough; of a project, and of the organisation."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.money import micro_of
from assay.kit.reasons import Refused
from assay.money.actions.rates import publish_card, set_floor
from assay.money.enums import RateUnit
from assay.money.queries import rates as queries
from assay.people.models import Market, Skill
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.money import rates_shown as shown
from assay.web.money.rate_form import fields_of, new_card, row_numbers, values_of
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, signed_in, user_of
from assay.work.enums import ContentSeverity

MOST_VERSIONS = 20
LONGEST_SECONDS = 36_000


@signed_in
@require_http_methods(["GET", "POST"])
def project_rates(request: HttpRequest, project: UUID) -> HttpResponse:
    """The card that pays the project's work, and the form of the next one."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_RATES)
    given = permissions_in(person, found)
    extra = {"project": found, "tab": "rates"}
    return _page(request, found, extra, may_edit=Permission.EDIT_RATES in given)


@signed_in
@require_http_methods(["GET", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    """The organisation's card, which pays where a project has none; and the floors of markets."""
    person = user_of(request)
    queries.require_rates(person)
    extra = {
        "floors": [shown.shown_floor(each) for each in queries.floors_by_market().values()],
        "project": None,
    }
    return _page(request, None, extra, may_edit=may(person, Permission.EDIT_RATES))


@signed_in
@require_POST
def floor(request: HttpRequest) -> HttpResponse:
    """What an hour must come to in a market."""
    person = user_of(request)
    queries.require_rates(person)
    given = texts_of(request.POST, ("market", "hourly", "currency", "source"))
    return done(
        request,
        lambda: set_floor(
            person,
            market=given["market"],
            currency=given["currency"].upper(),
            hourly_micro=micro_of(given["hourly"]) or 0,
            source=given["source"],
            now=now(),
        ),
        _("Saved. Rates below it stand out from now on."),
        reverse("rates"),
    )


def _page(
    request: HttpRequest, project: Project | None, extra: Mapping[str, object], *, may_edit: bool
) -> HttpResponse:
    moment = now()
    current = queries.card_at(project, moment)
    lines = list(current.lines) if current else []
    form = Filled(values_of(current, moment.date()))
    if request.method == "POST":
        texts = texts_of(request.POST, fields_of(request.POST))
        try:
            publish_card(user_of(request), project=project, card=new_card(texts, moment.date()), now=moment)
        except Refused as why:
            form = refused(texts, why, texts)
        else:
            messages.success(request, _("Published. What was done before keeps what it was promised."))
            return redirect(request.path)
    pace = queries.pace_of(project, moment) if project else queries.Pace(None, 0)
    typed = _seconds(request.GET.get("seconds", ""))
    seconds = typed or pace.seconds
    hours = queries.hours_of(lines, seconds, project)
    currency = current.card.currency if current else ""
    context = {
        "card": current,
        "lines": [shown.shown_line(each, currency) for each in lines],
        "hours": [shown.shown_hour(each, currency) for each in hours] if seconds else [],
        "n_below": len(
            {each.market for each in hours if each.is_below and shown.same_currency(each, currency)}
        ),
        "pace": pace,
        "seconds": seconds,
        "is_typed": bool(typed),
        "versions": [shown.shown_card(each) for each in queries.cards_of(project)[:MOST_VERSIONS]],
        "form": form,
        "form_rows": [shown.form_row(form.values, nth) for nth in row_numbers(form.values)],
        "markets": Market.objects.filter(retired_at=None).order_by("code"),
        "skills": Skill.objects.filter(retired_at=None).order_by("name"),
        "severities": [(value, _(str(label))) for value, label in ContentSeverity.choices],
        "units": [(value, _(str(label))) for value, label in RateUnit.choices],
        "today": moment.date(),
        "may_edit": may_edit,
        **extra,
    }
    return render(request, "web/money/rates.html", context, status=form.status)


def _seconds(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 < found <= LONGEST_SECONDS else None
