"""A contributor's own agreements: read, sign, keep a copy."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import Reason, Refused
from assay.people.models import Contributor
from assay.projects.rules.markdown import to_html
from assay.training.actions.signing import sign
from assay.training.models import AgreementVersion
from assay.training.queries.own import (
    asked_of,
    contributor_of,
    own_agreements,
    own_signature,
    own_version,
    signatures_of,
    text_in,
)
from assay.training.rules.copy import copy_of
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What is to sign, what counts now, and everything that was ever signed."""
    contributor = contributor_of(user_of(request))
    own = own_agreements(contributor, language=_language(request), now=now())
    current = {each.signature.pk for each in own if each.signature}
    earlier = [each for each in signatures_of(contributor) if each.pk not in current]
    context = {
        "to_sign": [each for each in own if each.signature is None],
        "signed": [each for each in own if each.signature],
        "earlier": earlier,
    }
    return render(request, "web/training/own_agreements.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, version: UUID) -> HttpResponse:
    """One version in one language; posting signs what is shown."""
    person = user_of(request)
    contributor = contributor_of(person)
    found = own_version(contributor, version)
    text, is_fallback = text_in(found, _language(request))
    refused: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            sign(person, version=found, text=text, name=request.POST.get("name", ""), now=now())
        except Refused as refusal:
            refused = refusal.reasons
        else:
            messages.success(request, _("Signed. Tasks that waited for this come to you now."))
            return redirect("own-agreements")
    newest = found.agreement.versions.order_by("-number").first()
    signature = own_signature(contributor, found)
    context = {
        "version": found,
        "text": text,
        "html": to_html(text.markdown),
        "is_fallback": is_fallback,
        "languages": sorted(each.language for each in found.texts.all()),
        "signature": signature,
        "newest": newest if newest != found else None,
        "can_sign": signature is None and newest == found and _is_asked(contributor, found),
        "name": request.POST.get("name", ""),
        "account_name": person.name,
        "reasons": refused,
    }
    return render(request, "web/training/own_agreement.html", context, status=422 if refused else 200)


@signed_in
@require_GET
def download(request: HttpRequest, version: UUID) -> HttpResponse:
    """The text as a file; of what was signed the very text that was signed, with name, time and digest."""
    contributor = contributor_of(user_of(request))
    found = own_version(contributor, version)
    signature = own_signature(contributor, found)
    text = signature.text if signature else text_in(found, _language(request))[0]
    response = HttpResponse(
        copy_of(text, signature, number=found.number), content_type="text/plain; charset=utf-8"
    )
    named = f"{found.agreement.name} {found.number} {text.language}.txt"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=_plain(named)) or ""
    )
    return response


def _is_asked(contributor: Contributor, version: AgreementVersion) -> bool:
    return asked_of(contributor).filter(pk=version.agreement_id).exists()


def _language(request: HttpRequest) -> str:
    return request.GET.get("language", "")[:20] or get_language() or "en"


def _plain(name: str) -> str:
    """What ends a line would end the header, too."""
    return "".join(each for each in name if each.isprintable() and each not in "/\\")
