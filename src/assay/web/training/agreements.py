"""Agreements as those see them who answer for people: the board, and who has signed one."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.projects.rules.markdown import to_html
from assay.training.models import Agreement, AgreementVersion
from assay.training.queries.agreements import (
    Signing,
    agreement_for,
    may_keep,
    newest_versions,
    people_asked,
    signing_of,
    visible_agreements,
)
from assay.training.queries.own import text_in
from assay.web.requests import page_of, signed_in, user_of

_HAS_SIGNED = {"signed": True, "unsigned": False}


@dataclass(frozen=True, slots=True)
class Row:
    agreement: Agreement
    version: AgreementVersion
    signing: Signing


@signed_in
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Every agreement in sight with who has signed: those in use first, newest first."""
    person = user_of(request)
    page = page_of(request, visible_agreements(person).order_by("retired_at", "-pk"))
    found = list(page)
    versions, signing = newest_versions(found), signing_of(person, found, now=now())
    rows = [Row(each, versions[each.pk], signing[each.pk]) for each in found]
    context = {"page": page, "rows": rows, "may_manage": may(person, Permission.MANAGE_PEOPLE)}
    return render(request, "web/training/agreements.html", context)


@signed_in
@require_GET
def agreement(request: HttpRequest, agreement: UUID) -> HttpResponse:
    """One agreement: its newest text, its versions, and who of the people in sight has signed which."""
    person, moment = user_of(request), now()
    found = agreement_for(person, agreement)
    version = newest_versions([found])[found.pk]
    wanted = request.GET.get("state", "")
    people = people_asked(person, found, has_signed=_HAS_SIGNED.get(wanted))
    text, _is_fallback = text_in(version, get_language() or "en")
    page = page_of(request, people.order_by("pseudonym"))
    context = {
        "agreement": found,
        "version": version,
        "versions": found.versions.order_by("-number"),
        "text": text,
        "html": to_html(text.markdown),
        "signing": signing_of(person, [found], now=moment)[found.pk],
        "page": page,
        "states": [("", _("Everybody")), ("unsigned", _("Not signed")), ("signed", _("Signed"))],
        "wanted": wanted,
        "kept": f"state={wanted}" if wanted in _HAS_SIGNED else "",
        "may_keep": may_keep(person, found.project) and found.retired_at is None,
        "shows_names": may(person, Permission.MANAGE_PEOPLE),
    }
    return render(request, "web/training/agreement.html", context)
