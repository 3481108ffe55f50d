"""Making agreements, and publishing, translating and retiring them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.models import Vendor
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import opened_projects, project_for
from assay.training.actions import agreements as actions
from assay.training.enums import AgreementKind
from assay.training.models import Agreement
from assay.training.queries.agreements import agreement_for, may_keep, newest_versions, visible_agreements
from assay.training.rules.agreements import MOST_GRACE_DAYS, Wording
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new agreement with its first text."""
    person = user_of(request)
    visible_agreements(person)
    sees_all = may(person, Permission.MANAGE_PEOPLE)
    projects = Project.objects.all() if sees_all else opened_projects(person, [Permission.MANAGE_PROJECT])
    if not sees_all and not projects.exists():
        raise NotFound

    def make() -> HttpResponse:
        made = actions.make_agreement(
            person,
            name=request.POST.get("name", ""),
            kind=_kind(request),
            project=_project(request),
            vendor=_vendor(request),
            wordings=[_wording(request)],
            now=now(),
        )
        messages.success(request, _("The agreement is asked for from now on."))
        return redirect("agreement", agreement=made.uid)

    context = {
        "kinds": AgreementKind.choices,
        "projects": projects.order_by("name"),
        "vendors": Vendor.objects.filter(retired_at=None).order_by("name") if sees_all else [],
        "sees_all": sees_all,
    }
    return _form(request, "new_agreement", context, make)


@signed_in
@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, agreement: UUID) -> HttpResponse:
    """A new version begins with the text of the one before."""
    found = _kept(request, agreement)
    newest = newest_versions([found])[found.pk]

    def publish() -> HttpResponse:
        actions.publish_version(
            user_of(request),
            agreement=found,
            wordings=[_wording(request)],
            note=request.POST.get("note", ""),
            grace_days=_days(request),
            now=now(),
        )
        messages.success(request, _("The new version is asked for from now on."))
        return redirect("agreement", agreement=found.uid)

    text = next(each for each in newest.texts.all() if each.language == newest.language)
    context = {"agreement": found, "text": text, "number": newest.number + 1, "most_days": MOST_GRACE_DAYS}
    return _form(request, "agreement_version", context, publish)


@signed_in
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, agreement: UUID) -> HttpResponse:
    """The newest version in one more language, beside the text as it was written."""
    found = _kept(request, agreement)
    newest = newest_versions([found])[found.pk]

    def add() -> HttpResponse:
        actions.add_translation(user_of(request), version=newest, wording=_wording(request), now=now())
        messages.success(request, _("People who read this language sign this text from now on."))
        return redirect("agreement", agreement=found.uid)

    text = next(each for each in newest.texts.all() if each.language == newest.language)
    context = {"agreement": found, "original": text, "number": newest.number}
    return _form(request, "agreement_translate", context, add)


@signed_in
@require_POST
def retire(request: HttpRequest, agreement: UUID) -> HttpResponse:
    """Nobody is asked any more."""
    found, reason = agreement_for(user_of(request), agreement), request.POST.get("reason", "")
    return done(
        request,
        lambda: actions.retire_agreement(user_of(request), agreement=found, reason=reason, now=now()),
        _("Nobody is asked for it any more; what was signed stays."),
        found_address(found),
    )


def found_address(agreement: Agreement) -> str:
    return f"/people/agreements/{agreement.uid}/"


def _form(
    request: HttpRequest, page: str, context: dict[str, object], act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Do it when something is posted; a refusal is shown beside what was typed."""
    refused: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            return act()
        except Refused as refusal:
            refused = refusal.reasons
    context = {**context, "reasons": refused, "typed": request.POST}
    return render(request, f"web/training/{page}.html", context, status=422 if refused else 200)


def _kept(request: HttpRequest, uid: UUID) -> Agreement:
    """Who may not change it does not find the form."""
    person = user_of(request)
    found = agreement_for(person, uid)
    if not may_keep(person, found.project) or found.retired_at is not None:
        raise NotFound
    return found


def _wording(request: HttpRequest) -> Wording:
    typed = request.POST
    markdown = typed.get("markdown", "").replace("\r\n", "\n")
    return Wording(typed.get("language", "").strip(), typed.get("title", "").strip(), markdown)


def _kind(request: HttpRequest) -> AgreementKind:
    kind = request.POST.get("kind", "")
    if kind not in AgreementKind.values:
        raise NotFound
    return AgreementKind(kind)


def _project(request: HttpRequest) -> Project | None:
    uid = request.POST.get("project", "")
    found = parse_uid(uid)
    if not uid:
        return None
    if found is None:
        raise NotFound
    return project_for(user_of(request), found)


def _vendor(request: HttpRequest) -> Vendor | None:
    typed = request.POST.get("vendor", "")
    if not typed:
        return None
    uid = parse_uid(typed)
    found = Vendor.objects.filter(uid=uid, retired_at=None).first() if uid else None
    if found is None or not may(user_of(request), Permission.MANAGE_PEOPLE):
        raise NotFound
    return found


def _days(request: HttpRequest) -> int:
    typed = request.POST.get("grace_days", "").strip() or "0"
    return int(typed) if typed.isdecimal() and len(typed) < 5 else -1
