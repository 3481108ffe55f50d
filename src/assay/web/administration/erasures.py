"""Who asked to be erased, and by when; done on the page of the person, or declined here with a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.actions.erasing import decline_erasure
from assay.people.queries.erasure import open_requests
from assay.people.rules.erasure import due_at
from assay.web.administration.entrance import administrator
from assay.web.requests import done, page_of, signed_in


@signed_in
@require_GET
def erasures(request: HttpRequest) -> HttpResponse:
    administrator(request)
    page = page_of(request, open_requests())
    rows = [
        {"asked": each, "due_at": due_at(each.asked_at), "is_late": due_at(each.asked_at) < now()}
        for each in page
    ]
    return render(request, "web/administration/erasures.html", {"page": page, "rows": rows})


@signed_in
@require_POST
def decline(request: HttpRequest, account: UUID) -> HttpResponse:
    person = administrator(request)
    found = open_requests().filter(user__uid=account).first()
    if found is None:
        raise NotFound
    reason = request.POST.get("reason", "").replace("\0", "")
    return done(
        request,
        lambda: decline_erasure(person, user=found.user, reason=reason, now=now()),
        _("Declined, and told to who asked."),
        "erasures",
    )
