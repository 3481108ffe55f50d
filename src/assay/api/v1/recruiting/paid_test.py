"""The short paid test of a campaign, over the API."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.planning.actions.campaign_tests import end_test, set_test
from assay.planning.models import CampaignTest
from assay.planning.queries.campaign_tests import campaign_test_of, short_exams, sittings_of
from assay.planning.rules.campaign_test import NO_EXAM
from assay.recruiting.models import Campaign
from assay.recruiting.queries.campaigns import campaign_for, may_recruit

router = Router(tags=["recruiting"])
AT = "/campaigns/{uuid:campaign}/test"


class CampaignTestIn(Strict):
    exam: UUID = Field(description="Of a project that you staff; 20 questions at most.")
    pay_micro: int = Field(description="For one sitting, passed or not, in millionths.", examples=[2_500_000])
    currency: str = Field(max_length=3, examples=["EUR"])


class CampaignTestOut(Schema):
    """No exam: the campaign never had a test."""

    exam: UUID | None
    pay_micro: int | None = Field(examples=[2_500_000])
    currency: str | None = Field(examples=["EUR"])
    ended_at: datetime | None
    n_asked: int = Field(examples=[40])
    n_sat: int = Field(examples=[31])
    n_passed: int = Field(examples=[22])
    low: float | None = Field(description="Of who passed, of who sat it: 95 %.", examples=[0.53])
    high: float | None = Field(examples=[0.83])
    n_unpaid: int = Field(description="Sat it, and no pay could be proposed.", examples=[0])


@router.get(AT, response=CampaignTestOut, operation_id="campaigns_test")
def paid_test(request: HttpRequest, campaign: UUID) -> CampaignTestOut:
    """Which it is, and how the applicants did."""
    _user, found = _campaign(request, campaign)
    return _out(campaign_test_of(found))


@router.put(AT, response=CampaignTestOut, operation_id="campaigns_test_set")
def change_test(request: HttpRequest, campaign: UUID, asked: CampaignTestIn) -> CampaignTestOut:
    """Whoever is accepted from now on is asked to sit it; their pay is proposed in your name."""
    user, found = _campaign(request, campaign)
    exam = short_exams(user).filter(uid=asked.exam).first()
    if exam is None:
        raise Refused(NO_EXAM(field="exam"))
    return _out(
        set_test(
            user, campaign=found, exam=exam, pay_micro=asked.pay_micro, currency=asked.currency, now=now()
        )
    )


@router.post(f"{AT}/end", response=CampaignTestOut, operation_id="campaigns_test_end")
def end(request: HttpRequest, campaign: UUID) -> CampaignTestOut:
    """Nobody else is asked; who was asked is still paid."""
    user, found = _campaign(request, campaign)
    if test := campaign_test_of(found):
        end_test(user, test=test, now=now())
    return _out(campaign_test_of(found))


def _campaign(request: HttpRequest, uid: UUID) -> tuple[User, Campaign]:
    user = person_of(request)
    found = campaign_for(user, uid)
    if not may_recruit(user, found.market):
        raise NotFound
    return user, found


def _out(test: CampaignTest | None) -> CampaignTestOut:
    found = sittings_of(test) if test else None
    passed = found.passed if found else None
    return CampaignTestOut(
        exam=test.exam.uid if test else None,
        pay_micro=test.pay_micro if test else None,
        currency=test.currency if test else None,
        ended_at=test.ended_at if test else None,
        n_asked=found.n_asked if found else 0,
        n_sat=passed.n if passed else 0,
        n_passed=passed.k if passed else 0,
        low=passed.low if passed else None,
        high=passed.high if passed else None,
        n_unpaid=found.n_unpaid if found else 0,
    )
