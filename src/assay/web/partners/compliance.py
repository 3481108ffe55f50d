"""Compliance: what sites have to prove, by which evidence and until when; handed in by who leads the site."""

from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.downloads import download_of
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.compliance import hand_in, make_item, retire_item, withdraw_evidence
from assay.partners.enums import Proof
from assay.partners.models import ComplianceItem
from assay.partners.queries.compliance import (
    Proven,
    SiteCompliance,
    compliance,
    compliance_of,
    evidence_for,
    item_asked,
    items,
)
from assay.partners.rules.compliance import EVIDENCE_KIND, MOST_DAYS, HandedIn
from assay.people.models import User, Vendor
from assay.people.queries.holders import holders_everywhere
from assay.people.queries.organisation import vendors_by_name
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.projects.uploads import chunks_of
from assay.web.requests import done, signed_in, user_of
from assay.web.timekeeping.reading import day_in

PROOFS: dict[Proof, tuple[str, str]] = {
    Proof.VALID: (gettext_noop("valid"), "good"),
    Proof.EXPIRING: (gettext_noop("ends soon"), "warn"),
    Proof.EXPIRED: (gettext_noop("expired"), "bad"),
    Proof.MISSING: (gettext_noop("missing"), "bad"),
}
WRONG_DAYS = MOST_DAYS + 1


@signed_in
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Sites beside each other; who has one site goes on to it."""
    person = user_of(request)
    found = compliance(person, the_time().date())
    may_keep = may(person, Permission.KEEP_CONTRACTS)
    if len(found) == 1 and not may_keep:
        return redirect("compliance-site", found[0].site.uid)
    # A line that is asked of others only is not there for who leads some sites: it would name their vendor.
    known = {each.item.pk for one_site in found for each in one_site.proven}
    asked = [each for each in items() if may_keep or each.pk in known]
    context = {
        "items": asked,
        "rows": [(each, _cells(each, asked)) for each in found],
        "may_keep": may_keep,
        "owners": _owners() if may_keep else [],
        "vendors": vendors_by_name().filter(retired_at=None) if may_keep else [],
        "me": person,
    }
    return render(request, "web/partners/compliance.html", context)


@signed_in
@require_GET
def one(request: HttpRequest, site: UUID) -> HttpResponse:
    person, today = user_of(request), the_time().date()
    found = compliance_of(person, site, today)
    context = {
        "found": found,
        "rows": [(each, *said_of(each.proof)) for each in found.proven],
        "n_open": found.n(Proof.MISSING) + found.n(Proof.EXPIRED),
        "n_soon": found.n(Proof.EXPIRING),
        "n_valid": found.n(Proof.VALID),
        "today": today,
    }
    return render(request, "web/partners/compliance_site.html", context)


@signed_in
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    person, posted = user_of(request), request.POST
    if not may(person, Permission.KEEP_CONTRACTS):
        raise NotFound
    return done(
        request,
        lambda: make_item(
            person,
            name=posted.get("name", ""),
            asks=posted.get("asks", ""),
            owner=_chosen(_owners(), posted.get("owner", "")) or person,
            every_days=_days(posted.get("every_days", "")),
            vendor=_vendor(posted.get("vendor", "")),
            now=the_time(),
        ),
        _("It is asked from now on."),
        reverse("compliance"),
    )


@signed_in
@require_POST
def retire(request: HttpRequest, item: UUID) -> HttpResponse:
    person = user_of(request)
    compliance(person, the_time().date())
    found = items().filter(uid=item).first()
    if found is None or not may(person, Permission.KEEP_CONTRACTS):
        raise NotFound
    return done(
        request,
        lambda: retire_item(person, item=found, now=the_time()),
        _("It is asked of nobody any more."),
        reverse("compliance"),
    )


@signed_in
@require_POST
def bring(request: HttpRequest, site: UUID, item: UUID) -> HttpResponse:
    """A file with the day it is from."""
    person, now = user_of(request), the_time()
    found = compliance_of(person, site, now.date())
    asked, file = item_asked(found, item), request.FILES.get("file")

    def put() -> None:
        if not isinstance(file, UploadedFile):
            raise Refused(EVIDENCE_KIND(field="file"))
        hand_in(
            person,
            at=found,
            item=asked,
            chunks=chunks_of(file),
            name=file.name or "",
            handed=_handed(request),
            now=now,
        )

    return done(request, put, _("Handed in."), reverse("compliance-site", args=[site]))


@signed_in
@require_POST
def withdraw(request: HttpRequest, evidence: UUID) -> HttpResponse:
    person = user_of(request)
    found, part = evidence_for(person, evidence)
    why = request.POST.get("why", "")
    return done(
        request,
        lambda: withdraw_evidence(person, evidence=found, part=part, why=why, now=the_time()),
        _("Withdrawn: it counts no more."),
        reverse("compliance-site", args=[part.site.uid]),
    )


@signed_in
@require_GET
def download(request: HttpRequest, evidence: UUID) -> HttpResponseBase:
    found, _part = evidence_for(user_of(request), evidence)
    return download_of(found.file)


def _handed(request: HttpRequest) -> HandedIn:
    ends: date | None = None
    if request.POST.get("expires_on", "").strip():
        ends = day_in(request.POST.get("expires_on", ""), field="expires_on")
    obtained = day_in(request.POST.get("obtained_on", ""), field="obtained_on")
    return HandedIn(obtained, ends, request.POST.get("note", ""))


def _cells(found: SiteCompliance, asked: list[ComplianceItem]) -> list[tuple[Proven, str, str] | None]:
    by_item = {each.item.pk: each for each in found.proven}
    proven = [by_item.get(each.pk) for each in asked]
    return [(each, *said_of(each.proof)) if each else None for each in proven]


def said_of(proof: Proof) -> tuple[str, str]:
    name, tone = PROOFS[proof]
    return _(name), tone


def _owners() -> QuerySet[User]:
    return holders_everywhere(Permission.KEEP_CONTRACTS)


def _chosen(people: QuerySet[User], text: str) -> User | None:
    uid = parse_uid(text)
    found = people.filter(uid=uid).first() if uid else None
    if text and found is None:
        raise NotFound
    return found


def _vendor(text: str) -> Vendor | None:
    uid = parse_uid(text)
    found = vendors_by_name().filter(uid=uid, retired_at=None).first() if uid else None
    if text and found is None:
        raise NotFound
    return found


def _days(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else WRONG_DAYS
