"""A campaign's short paid test: set, asked of whoever is accepted, and paid for once it was sat, passed or not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.money import text_of
from assay.kit.reasons import Refused
from assay.money.actions.manual import Wanted, propose
from assay.money.enums import AccountKind
from assay.money.models import ManualEntry
from assay.money.queries.accounts import Named
from assay.people.actions.inbox import tell
from assay.people.enums import WorkKind
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.planning.models import CampaignSitting, CampaignTest
from assay.planning.queries.campaign_tests import to_ask, to_pay
from assay.planning.rules.campaign_test import ExamSeen, problems
from assay.projects.actions.members import allot_members
from assay.projects.enums import ProjectState
from assay.projects.queries.permission import require
from assay.recruiting.actions.entries import enter_spending
from assay.recruiting.models import Application, Campaign
from assay.recruiting.queries.campaigns import require_recruiting
from assay.training.models import Exam
from assay.training.queries.exam_results import ended_attempts

MOST_AT_ONCE = 200


def set_test(
    by: User, *, campaign: Campaign, exam: Exam, pay_micro: int | None, currency: str, now: datetime
) -> CampaignTest:
    """Whoever is accepted from now on is asked to sit it; who sets it proposes the pay of each."""
    require_recruiting(by, campaign.market)
    require(by, exam.project, Permission.ALLOCATE_WORK)
    require_everywhere(by, Permission.POST_MANUAL)
    can_be_sat = exam.retired_at is None and exam.project.state == ProjectState.OPEN
    seen = ExamSeen(exam.skill.code, exam.n_questions, can_be_sat)
    is_closed = campaign.closed_at is not None
    if found := problems(
        seen, pay_micro=pay_micro, currency=currency, skills=campaign.skills, is_closed=is_closed
    ):
        raise Refused(*found)
    terms = {"exam": exam, "pay_micro": pay_micro, "currency": currency}
    with transaction.atomic():
        act_as(by)
        kept, _is_new = CampaignTest.objects.update_or_create(
            campaign=campaign, defaults={**terms, "set_at": now, "set_by": by, "ended_at": None}
        )
    return kept


def end_test(by: User, *, test: CampaignTest, now: datetime) -> None:
    """Nobody else is asked. Who was asked can sit it, and is paid."""
    require_recruiting(by, test.campaign.market)
    with transaction.atomic():
        act_as(by)
        locked = CampaignTest.objects.select_for_update(no_key=True).get(pk=test.pk)
        locked.ended_at = locked.ended_at or now
        locked.save(update_fields=["ended_at"])


def ask_accepted(*, now: datetime) -> int:
    """The job of every minute: who was accepted becomes a member of the exam's project and is told; how many."""
    n = 0
    tests = CampaignTest.objects.filter(ended_at=None, exam__retired_at=None)
    for test in tests.select_related("campaign", "exam__project").order_by("pk"):
        for application in to_ask(test)[:MOST_AT_ONCE]:
            with transaction.atomic():
                act_as(None)
                _ask(test, application, now)
            n += 1
    return n


def pay_sitters(*, now: datetime) -> int:
    """The job of every minute: what was sat is proposed to be paid, and is what the applicant cost; how many."""
    waiting = list(to_pay().values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_settle(pk, now) for pk in waiting)


def _ask(test: CampaignTest, application: Application, now: datetime) -> None:
    assert application.contributor is not None
    CampaignSitting.objects.create(
        campaign_test=test,
        application=application,
        exam=test.exam,
        pay_micro=test.pay_micro,
        currency=test.currency,
        asked_at=now,
    )
    allot_members(None, project=test.exam.project, contributor_ids=[application.contributor.pk], now=now)
    tell(
        [application.contributor.user_id],
        kind=WorkKind.EXAM.value,
        sentence=_("A short test waits for you: {exam}"),
        lines=[_("You are paid {amount} for it, passed or not.")],
        about={"exam": test.exam.name, "amount": f"{text_of(test.pay_micro)} {test.currency}"},
        address=f"/exams/{test.exam.uid}/",
        now=now,
    )


def _settle(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        act_as(None)
        rows = CampaignSitting.objects.select_for_update(no_key=True, of=("self",)).select_related(
            *("campaign_test__set_by", "application__contributor", "exam__project"),
            "application__link__campaign__market",
        )
        sitting = rows.get(pk=pk)
        sat = ended_attempts().filter(
            exam=sitting.exam,
            contributor=sitting.application.contributor,
            started_at__gte=sitting.asked_at,
        )
        first = sat.order_by("number").first()
        if sitting.attempt_id is not None or first is None:
            return False
        sitting.attempt = first
        try:
            with transaction.atomic():
                sitting.entry = _proposed(sitting, now)
        except Refused as why:
            sitting.problem = why.reasons[0].text[:300]
        act_as(None)
        sitting.save()
        enter_spending(
            None,
            link=sitting.application.link,
            amount_micro=sitting.pay_micro,
            currency=sitting.currency,
            spent_on=now.date(),
            note=f"Test: {sitting.exam.name}"[:300],
            now=now,
        )
    return True


def _proposed(sitting: CampaignSitting, now: datetime) -> ManualEntry:
    """In the name of who set the test; somebody else approves it, as with every entry by hand."""
    contributor = sitting.application.contributor
    assert contributor is not None
    wanted = Wanted(
        debit=Named(AccountKind.BONUS.value, sitting.exam.project.name),
        credit=Named(AccountKind.AVAILABLE.value, contributor.pseudonym),
        micro=sitting.pay_micro,
        currency=sitting.currency,
        booked_on=now.date(),
        reason=f"Sat the test of {sitting.application.campaign.name}: {sitting.exam.name}",
    )
    return propose(sitting.campaign_test.set_by, wanted=wanted, now=now)
