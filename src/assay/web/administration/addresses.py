"""Where imports may read from: prefixes of addresses, allowed and retired by administrators."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.web.administration.entrance import administrator
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in
from assay.work.actions.fetching import allow_address, retire_address
from assay.work.queries.addresses import address_for, addresses_for

FIELDS = ("prefix", "note")


@signed_in
@require_http_methods(["GET", "POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    """Every prefix, and the form that allows another."""
    person, form = administrator(request), Filled({})
    if request.method == "POST":
        values = texts_of(request.POST, FIELDS)
        try:
            allow_address(person, **values, now=now())
        except Refused as why:
            form = refused(values, why, FIELDS)
        else:
            return redirect("import-addresses")
    context = {"tab": "addresses", "page": page_of(request, addresses_for(person)), "form": form}
    return render(request, "web/administration/addresses.html", context, status=form.status)


@signed_in
@require_POST
def retire(request: HttpRequest, address: UUID) -> HttpResponse:
    """Imports no longer read from there."""
    person = administrator(request)
    found, reason = address_for(person, address), request.POST.get("reason", "").strip()
    return done(
        request,
        lambda: retire_address(person, address=found, reason=reason, now=now()),
        _("Imports no longer read from there."),
        reverse("import-addresses"),
    )
