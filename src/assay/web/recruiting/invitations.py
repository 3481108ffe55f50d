"""A contributor's own invitations to projects, and their answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.recruiting.actions.inviting import answer_invitation
from assay.recruiting.enums import InvitationAnswer
from assay.recruiting.queries.invitations import own_invitation, own_invitations
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def invitations(request: HttpRequest) -> HttpResponse:
    page = page_of(request, own_invitations(user_of(request)))
    return render(request, "web/recruiting/invitations.html", {"page": page})


@signed_in
@require_POST
def answer(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Whatever is not yes is no."""
    person = user_of(request)
    found = own_invitation(person, invitation)
    says = InvitationAnswer.YES if request.POST.get("answer") == "yes" else InvitationAnswer.NO
    return done(
        request,
        lambda: answer_invitation(person, invitation=found, answer=says, now=the_time()),
        _("Saved."),
        reverse("invitations"),
    )
