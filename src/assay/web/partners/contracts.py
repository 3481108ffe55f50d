"""Contracts with vendors: what holds, how it is attained, every version, and the form of the next one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now as the_time
from assay.kit.reasons import NotFound, Refused
from assay.money.queries.rates import newest_cards
from assay.partners.actions.contracts import publish_contract
from assay.partners.queries.contracts import contracts, contracts_of
from assay.partners.queries.scorecards import scorecards
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.partners.contract_form import fields_of, new_contract, rows_of, values_of
from assay.web.partners.contract_shown import card_name, shown_agreed, shown_levels
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Vendors with what holds today; who leads one goes on to its own."""
    person = user_of(request)
    names_projects = may(person, Permission.VIEW_RATES)
    found = contracts(person, the_time().date())
    if len(found) == 1 and not may(person, Permission.VIEW_CONTRACTS):
        return redirect("contract", found[0].vendor.uid)
    rows = [
        (each, shown_agreed(each.current, names_projects=names_projects) if each.current else None)
        for each in found
    ]
    context = {"rows": rows, "may_keep": may(person, Permission.KEEP_CONTRACTS)}
    return render(request, "web/partners/contracts.html", context)


@signed_in
@require_GET
def one(request: HttpRequest, vendor: UUID) -> HttpResponse:
    person = user_of(request)
    names_projects = may(person, Permission.VIEW_RATES)
    found = contracts_of(person, vendor, the_time().date())
    cards = [each.card for each in scorecards(person) if each.card.vendor_id == found.vendor.pk]
    cards.sort(key=lambda each: each.site_id is not None)
    context = {
        "found": found,
        "current": shown_agreed(found.current, names_projects=names_projects) if found.current else None,
        "cards": cards,
        "levels": shown_levels(found.current, cards) if found.current else [],
        "versions": [shown_agreed(each, names_projects=names_projects) for each in found.versions],
        "may_keep": may(person, Permission.KEEP_CONTRACTS) and found.vendor.retired_at is None,
    }
    return render(request, "web/partners/contract.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, vendor: UUID) -> HttpResponse:
    """Filled in with what holds, to be changed."""
    person, now = user_of(request), the_time()
    found = contracts_of(person, vendor, now.date())
    if not may(person, Permission.KEEP_CONTRACTS):
        raise NotFound
    newest = found.current or next(iter(found.versions), None)
    form = Filled(values_of(newest, now.date()))
    if request.method == "POST":
        texts = texts_of(request.POST, fields_of())
        try:
            publish_contract(person, vendor=found.vendor, wanted=new_contract(texts), now=now)
        except Refused as why:
            form = refused(texts, why, texts)
        else:
            messages.success(request, _("Published. The version before stays to be read."))
            return redirect("contract", vendor)
    cards = [
        (str(each.uid), f"{card_name(each, names_projects=True)} · {each.currency}")
        for each in newest_cards()
    ]
    context = {"found": found, "form": form, "rows": rows_of(form.values), "cards": cards}
    return render(request, "web/partners/contract_new.html", context, status=form.status)
