"""A campaign's short paid test: asked of who is accepted, paid once whether passed or not, and qualifying."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import Refused
from assay.money.actions.manual import decide
from assay.money.models import LedgerEntry, ManualEntry
from assay.people.enums import Role
from assay.people.models import Contributor, Grant, InboxMessage, Skill, User
from assay.planning.actions.campaign_tests import ask_accepted, end_test, pay_sitters, set_test
from assay.planning.models import CampaignSitting
from assay.planning.queries.campaign_tests import (
    Sittings,
    campaign_test_of,
    short_exams,
    sittings_of,
)
from assay.planning.rules.campaign_test import MOST_QUESTIONS, ExamSeen, problems
from assay.projects.models import Membership
from assay.recruiting.actions.deciding import accept, carry_out
from assay.recruiting.actions.own import confirm
from assay.recruiting.enums import ApplicationState
from assay.recruiting.models import Campaign, Spending
from assay.recruiting.queries.funnel import funnel_of
from assay.recruiting.rules.funnel import FunnelStep
from assay.stats.sampling import wilson
from assay.training.models import Exam
from tests.recruiting.cast import TERMS, applied, campaign, mia
from tests.training.exams import exam_in, sit
from tests.web.quality_cast import somebody
from tests.work.world import NOW, make_world

SEEN = ExamSeen("colours", 4, True)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"skills": ["colours", "maths"]}, []),
        ({"skills": ["maths"]}, ["recruit_test.other_skill"]),
        ({"is_closed": True}, ["recruit_test.campaign_closed"]),
        ({"pay_micro": 0}, ["recruit_test.pay_invalid"]),
        ({"pay_micro": None}, ["recruit_test.pay_invalid"]),
        ({"currency": "euro"}, ["recruit_test.pay_invalid"]),
        ({"exam": replace(SEEN, n_questions=MOST_QUESTIONS + 1)}, ["recruit_test.not_short"]),
        ({"exam": replace(SEEN, can_be_sat=False)}, ["recruit_test.not_open"]),
    ],
)
def test_what_keeps_an_exam_from_being_the_test(changes: dict[str, object], codes: list[str]) -> None:
    asked: dict[str, object] = {"pay_micro": 5, "currency": "EUR", "skills": [], "is_closed": False}
    exam = changes.pop("exam", SEEN)

    found = problems(exam, **(asked | changes))  # type: ignore[arg-type]  # Of the table above.

    assert [each.code for each in found] == codes


def made() -> tuple[User, Campaign, Exam]:
    world = make_world(n_people=0, n_tasks=0)
    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW
    )
    exam = exam_in(world)
    Skill.objects.get_or_create(code="colours", defaults={"name": "Colours"})
    lead = mia()
    return lead, campaign(lead, terms=replace(TERMS, skills=("colours",))), exam


def accepted(lead: User, found: Campaign, *emails: str) -> list[Contributor]:
    link = found.links.get()
    for email in emails:
        confirm(applied(link, email=email), now=NOW)
    waiting = list(found.applications.filter(state=ApplicationState.VERIFIED))
    accept(lead, campaign=found, applications=waiting, now=NOW)
    carry_out(lead, campaign=found, now=NOW)
    return [Contributor.objects.get(user__email=email) for email in emails]


@pytest.mark.django_db
def test_who_is_accepted_sits_it_qualifies_by_passing_and_is_paid_once_either_way() -> None:
    lead, found, exam = made()
    test = set_test(lead, campaign=found, exam=exam, pay_micro=2_500_000, currency="EUR", now=NOW)
    ana, ade, noa = accepted(lead, found, "ana@x.org", "ade@x.org", "noa@x.org")

    assert (ask_accepted(now=NOW), ask_accepted(now=NOW), pay_sitters(now=NOW)) == (3, 0, 0)
    sit(ana, exam, n_right=4)
    sit(ade, exam, n_right=0)
    assert (pay_sitters(now=NOW), pay_sitters(now=NOW)) == (2, 0)

    assert set(Membership.objects.values_list("contributor", flat=True)) == {ana.pk, ade.pk, noa.pk}
    [told] = InboxMessage.objects.filter(user=noa.user, address=f"/exams/{exam.uid}/")
    assert (told.title, told.body) == (
        "A short test waits for you: Colours",
        "You are paid 2.50 EUR for it, passed or not.",
    )
    entries = ManualEntry.objects.order_by("pk")
    assert {(each.credit.contributor_id, each.amount_micro, each.proposed_by_id) for each in entries} == {
        (person.pk, 2_500_000, lead.pk) for person in (ana, ade)
    }
    assert [each.amount_micro for each in Spending.objects.all()] == [2_500_000] * 2
    assert sittings_of(test) == Sittings(3, wilson(1, 2), 0, "")
    [steps] = funnel_of(Campaign.objects.all(), by="campaign", now=NOW)
    assert (steps.n_of(FunnelStep.ACCEPTED), steps.n_of(FunnelStep.QUALIFIED)) == (3, 1)
    decide(
        somebody("Omar", NOW, role=Role.OPERATIONS_LEAD),
        entry=entries[0],
        is_approved=True,
        ruling="",
        now=NOW,
    )
    assert sorted(LedgerEntry.objects.values_list("amount_micro", flat=True)) == [-2_500_000, 2_500_000]


@pytest.mark.django_db
def test_a_test_that_ended_asks_nobody_and_pays_who_was_asked_by_the_terms_of_then() -> None:
    lead, found, exam = made()
    before = accepted(lead, found, "old@x.org")
    later = NOW.replace(hour=NOW.hour + 1)
    test = set_test(lead, campaign=found, exam=exam, pay_micro=1, currency="EUR", now=later)
    assert ask_accepted(now=later) == 0
    test = set_test(lead, campaign=found, exam=exam, pay_micro=1_000_000, currency="EUR", now=NOW)
    assert ask_accepted(now=NOW) == 1
    set_test(lead, campaign=found, exam=exam, pay_micro=9_000_000, currency="EUR", now=NOW)
    end_test(lead, test=test, now=NOW)
    accepted(lead, found, "new@x.org")

    assert ask_accepted(now=NOW) == 0
    sit(before[0], exam, n_right=0)
    pay_sitters(now=NOW)

    assert [each.amount_micro for each in ManualEntry.objects.all()] == [1_000_000]
    kept = campaign_test_of(found)
    assert kept is not None
    assert kept.ended_at == NOW
    for wrong in (
        lambda: CampaignSitting.objects.update(pay_micro=5),
        lambda: CampaignSitting.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


@pytest.mark.django_db
def test_pay_that_cannot_be_proposed_is_said_and_counted_as_spent() -> None:
    lead, found, exam = made()
    test = set_test(lead, campaign=found, exam=exam, pay_micro=3, currency="EUR", now=NOW)
    [ana] = accepted(lead, found, "ana@x.org")
    ask_accepted(now=NOW)
    sit(ana, exam, n_right=4)
    lead.grants.all().delete()

    assert pay_sitters(now=NOW) == 1

    counted = sittings_of(test)
    assert (counted.passed, counted.n_unpaid, bool(counted.problem)) == (wilson(1, 1), 1, True)
    assert (ManualEntry.objects.count(), Spending.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_only_who_recruits_staffs_and_proposes_pay_sets_it() -> None:
    lead, found, exam = made()
    elsewhere = somebody("Bia", NOW, role=Role.CROWD_MANAGER, markets=["NG-en"])
    for stranger in (elsewhere, somebody("Lena", NOW, role=Role.PROJECT_OWNER), somebody("Zoe", NOW)):
        with pytest.raises(Refused):
            set_test(stranger, campaign=found, exam=exam, pay_micro=3, currency="EUR", now=NOW)

    assert [each.pk for each in short_exams(lead)] == [exam.pk]
    assert [each.pk for each in short_exams(elsewhere)] == []
