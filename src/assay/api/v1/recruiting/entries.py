"""What was spent on links and how many were invited to them, over the API."""

from typing import Any  # The fields of a body, as checked.
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.recruiting import shapes
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.recruiting.actions import entries as actions
from assay.recruiting.models import Campaign, TrackedLink
from assay.recruiting.queries.campaigns import campaign_for
from assay.recruiting.queries.entries import entry_of
from assay.recruiting.rules import reasons

router = Router(tags=["recruiting"])
AT = "/campaigns/{uuid:campaign}"


@router.get(f"{AT}/entries", response=shapes.CampaignEntriesOut, operation_id="campaigns_entries")
def entries(request: HttpRequest, campaign: UUID) -> shapes.CampaignEntriesOut:
    """What was spent and how many were invited, and how far the budget is used."""
    return shapes.entries_out(campaign_for(person_of(request), campaign), now().date())


@router.post(
    f"{AT}/spendings", response={201: shapes.CampaignEntriesOut}, operation_id="campaigns_enter_spending"
)
@creates
def spend(request: HttpRequest, campaign: UUID, asked: shapes.SpendingIn) -> shapes.CampaignEntriesOut:
    """Money that was spent on a link; an entry is never changed, only taken back."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    said: dict[str, Any] = asked.model_dump(exclude={"link"})
    actions.enter_spending(user, link=_link(found, asked.link), now=now(), **said)
    return shapes.entries_out(found, now().date())


@router.post(
    f"{AT}/invitation-rounds", response={201: shapes.CampaignEntriesOut}, operation_id="campaigns_enter_round"
)
@creates
def invite(
    request: HttpRequest, campaign: UUID, asked: shapes.InvitationRoundIn
) -> shapes.CampaignEntriesOut:
    """So many people were invited to a link on a day."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    said: dict[str, Any] = asked.model_dump(exclude={"link"})
    actions.enter_round(user, link=_link(found, asked.link), now=now(), **said)
    return shapes.entries_out(found, now().date())


@router.post(
    f"{AT}/entries/{{uuid:entry}}/take-back",
    response=shapes.CampaignEntriesOut,
    operation_id="campaigns_take_entry_back",
)
def take_back(request: HttpRequest, campaign: UUID, entry: UUID) -> shapes.CampaignEntriesOut:
    """It stays, and counts no more."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    actions.take_entry_back(user, entry=entry_of(found, entry), now=now())
    return shapes.entries_out(found, now().date())


def _link(campaign: Campaign, uid: UUID) -> TrackedLink:
    found = campaign.links.select_related("campaign__market").filter(uid=uid).first()
    if found is None:
        raise Refused(reasons.LINK_UNKNOWN(field="link"))
    return found
