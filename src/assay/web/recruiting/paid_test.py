"""The short paid test of a campaign: which exam, what it pays, and how its applicants did."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.money import micro_of, text_of
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.planning.actions.campaign_tests import end_test, set_test
from assay.planning.models import CampaignTest
from assay.planning.queries.campaign_tests import Sittings, campaign_test_of, short_exams, sittings_of
from assay.planning.rules.campaign_test import MOST_QUESTIONS, NO_EXAM
from assay.recruiting.models import Campaign
from assay.recruiting.queries.campaigns import campaign_for, may_recruit
from assay.training.models import Exam
from assay.web.requests import done, signed_in, user_of

MOST_EXAMS = 200


@dataclass(frozen=True, slots=True)
class ShownTest:
    """No `row`: there was never one."""

    row: CampaignTest | None
    pay: str
    sittings: Sittings | None
    exams: Sequence[Exam]
    most: int = MOST_QUESTIONS


def shown_test(user: User, campaign: Campaign) -> ShownTest:
    row = campaign_test_of(campaign)
    exams = list(short_exams(user)[:MOST_EXAMS])
    if row is None:
        return ShownTest(None, "", None, exams)
    return ShownTest(row, f"{text_of(row.pay_micro)} {row.currency}", sittings_of(row), exams)


@signed_in
@require_POST
def paid_test(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Set or changed for whoever is accepted from now on; `end` asks nobody else."""
    person = user_of(request)
    found = campaign_for(person, campaign)
    if not may_recruit(person, found.market):
        raise NotFound
    said = _("Saved. Whoever is accepted from now on is asked.")
    if request.POST.get("end"):
        said = _("Ended: nobody else is asked.")
    return done(
        request,
        lambda: _change(request, person, found),
        said,
        f"{reverse('campaign', args=[found.uid])}#test",
    )


def _change(request: HttpRequest, person: User, campaign: Campaign) -> None:
    old = campaign_test_of(campaign)
    if request.POST.get("end"):
        if old is not None:
            end_test(person, test=old, now=now())
        return
    uid = parse_uid(request.POST.get("exam", ""))
    exam = short_exams(person).filter(uid=uid).first() if uid else None
    if exam is None:
        raise Refused(NO_EXAM(field="exam"))
    pay, currency = micro_of(request.POST.get("pay", "")), request.POST.get("currency", "").strip().upper()
    set_test(person, campaign=campaign, exam=exam, pay_micro=pay, currency=currency, now=now())
