"""A contributor's own invitations to projects, and their answer."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.projects.rules.markdown import to_html
from assay.recruiting.actions.inviting import answer_invitation
from assay.recruiting.enums import InvitationAnswer
from assay.recruiting.models import Invitation
from assay.recruiting.queries.invitations import own_invitation, own_invitations
from assay.recruiting.queries.links import text_in
from assay.web.requests import done, page_of, signed_in, user_of


@dataclass(frozen=True, slots=True)
class ShownInvitation:
    """To a project by its name; to a campaign by what its page says, for whom it also is work in `place`."""

    row: Invitation
    title: str
    html: str = ""
    place: str = ""


@signed_in
@require_GET
def invitations(request: HttpRequest) -> HttpResponse:
    page = page_of(request, own_invitations(user_of(request)))
    context = {"page": page, "rows": [_shown(each) for each in page]}
    return render(request, "web/recruiting/invitations.html", context)


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


def _shown(row: Invitation) -> ShownInvitation:
    if row.link is None:
        return ShownInvitation(row, row.project.name if row.project else "")
    campaign = row.link.campaign
    text = text_in(campaign, get_language() or "en")
    return ShownInvitation(row, text.title, to_html(text.markdown), campaign.market.name)
