"""Applications are decided over the API, by people and by rules."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from assay.api.frame.callers import person_of
from assay.api.v1.recruiting import shapes
from assay.kit.clock import now
from assay.people.queries.scope import one_of, others_visible
from assay.recruiting.actions import deciding as actions
from assay.recruiting.actions.campaigns import set_screening
from assay.recruiting.queries.applications import application_for, chosen_of
from assay.recruiting.queries.campaigns import campaign_for, visible_campaigns, with_counts
from assay.recruiting.rules.screening import ScreeningRule

router = Router(tags=["recruiting"])
AT = "/campaigns/{uuid:campaign}"


@router.put(f"{AT}/screening", response=shapes.CampaignOut, operation_id="campaigns_screening")
def screening(request: HttpRequest, campaign: UUID, asked: shapes.ScreeningIn) -> shapes.CampaignOut:
    """What becomes of applications that are confirmed from now on: the first rule that fits decides."""
    user = person_of(request)
    rules = [ScreeningRule(**each.model_dump(mode="json")) for each in asked.rules]
    set_screening(user, campaign=campaign_for(user, campaign), rules=rules, otherwise=asked.otherwise)
    found = with_counts(visible_campaigns(user)).get(uid=campaign)
    return shapes.campaign_out(found, now().date())


@router.post(f"{AT}/applications/accept", response=shapes.DecidedOut, operation_id="campaigns_accept")
def accept(request: HttpRequest, campaign: UUID, asked: shapes.ChosenIn) -> shapes.DecidedOut:
    """They get an account and a letter in ten minutes, unless it is taken back."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    chosen = chosen_of(user, found, asked.applications)
    return _decided(actions.accept(user, campaign=found, applications=chosen, now=now()))


@router.post(f"{AT}/applications/refuse", response=shapes.DecidedOut, operation_id="campaigns_refuse")
def refuse(request: HttpRequest, campaign: UUID, asked: shapes.RefusalIn) -> shapes.DecidedOut:
    """With a reason that the applicants read."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    chosen = chosen_of(user, found, asked.applications)
    return _decided(actions.refuse(user, campaign=found, applications=chosen, why=asked.why, now=now()))


@router.post(f"{AT}/applications/take-back", response=shapes.DecidedOut, operation_id="campaigns_take_back")
def take_back(request: HttpRequest, campaign: UUID, asked: shapes.ChosenIn) -> shapes.DecidedOut:
    """What was decided and is not true yet waits again."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    chosen = chosen_of(user, found, asked.applications)
    return _decided(actions.take_back(user, campaign=found, applications=chosen))


@router.post(f"{AT}/applications/carry-out", response=shapes.DecidedOut, operation_id="campaigns_carry_out")
def carry_out(request: HttpRequest, campaign: UUID) -> shapes.DecidedOut:
    """What waits to be true is, at once."""
    user = person_of(request)
    return _decided(actions.carry_out(user, campaign=campaign_for(user, campaign), now=now()))


@router.post(
    f"{AT}/applications/{{uuid:application}}/recognise",
    response=shapes.ApplicationOut,
    operation_id="campaigns_recognise",
)
def recognise(
    request: HttpRequest, campaign: UUID, application: UUID, asked: shapes.RecognitionIn
) -> shapes.ApplicationOut:
    """The applicant is somebody who works here already."""
    user = person_of(request)
    found = application_for(user, campaign, application)
    contributor = one_of(others_visible(user), asked.contributor)
    actions.recognise(user, application=found, contributor=contributor, now=now())
    return shapes.application_out(application_for(user, campaign, application))


def _decided(found: actions.Decided) -> shapes.DecidedOut:
    refused = [
        shapes.NotDecidedOut(application=each.uid, code=reason.code, text=reason.text)
        for each, reason in found.refused
    ]
    return shapes.DecidedOut(n=found.n, refused=refused)
