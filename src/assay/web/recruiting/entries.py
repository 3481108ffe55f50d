"""What was spent on a link and how many were invited to it, as its campaign's page enters it."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.money import micro_of
from assay.kit.reasons import Refused
from assay.recruiting.actions.entries import enter_round, enter_spending, take_entry_back
from assay.recruiting.models import Campaign, InvitationRound, Spending, TrackedLink
from assay.recruiting.queries.campaigns import campaign_for
from assay.recruiting.queries.entries import entry_of
from assay.recruiting.rules import reasons
from assay.web.projects.forms import texts_of
from assay.web.recruiting.form import whole_number
from assay.web.requests import done, signed_in, user_of

FIELDS = ("link", "on", "amount", "currency", "n", "note")


@signed_in
@require_POST
def spending(request: HttpRequest, campaign: UUID) -> HttpResponse:
    found = campaign_for(user_of(request), campaign)
    return done(request, lambda: _spend(request, found), _("The spending is entered."), _at(found))


@signed_in
@require_POST
def invited(request: HttpRequest, campaign: UUID) -> HttpResponse:
    found = campaign_for(user_of(request), campaign)
    return done(request, lambda: _invite(request, found), _("The invitations are entered."), _at(found))


@signed_in
@require_POST
def take_back(request: HttpRequest, campaign: UUID, entry: UUID) -> HttpResponse:
    """It stays in the list, and counts no more."""
    person, found = user_of(request), campaign_for(user_of(request), campaign)
    row = entry_of(found, entry)
    return done(
        request,
        lambda: take_entry_back(person, entry=row, now=the_time()),
        _("The entry is taken back."),
        _at(found),
    )


def _spend(request: HttpRequest, campaign: Campaign) -> Spending:
    typed = texts_of(request.POST, FIELDS)
    return enter_spending(
        user_of(request),
        link=_link(campaign, typed["link"]),
        amount_micro=micro_of(typed["amount"]),
        currency=typed["currency"].upper(),
        spent_on=_day(typed["on"]),
        note=typed["note"],
        now=the_time(),
    )


def _invite(request: HttpRequest, campaign: Campaign) -> InvitationRound:
    typed = texts_of(request.POST, FIELDS)
    return enter_round(
        user_of(request),
        link=_link(campaign, typed["link"]),
        n=whole_number(typed["n"]),
        invited_on=_day(typed["on"]),
        note=typed["note"],
        now=the_time(),
    )


def _link(campaign: Campaign, text: str) -> TrackedLink:
    uid = parse_uid(text)
    found = campaign.links.select_related("campaign__market").filter(uid=uid).first() if uid else None
    if found is None:
        raise Refused(reasons.LINK_UNKNOWN(field="link"))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _at(campaign: Campaign) -> str:
    return reverse("campaign", args=[campaign.uid]) + "#entries"
