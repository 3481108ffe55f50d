"""A campaign with a short paid test: five came by it; three sat it, two of whom passed; one pay is approved.

All of them work here already and are recognised: whoever is not simulated would stand on the page of sign-ins.
"""

from datetime import datetime, timedelta

from assay.demo.people import Organisation
from assay.demo.recruits import EURO, send_application
from assay.money.actions.manual import decide
from assay.people.enums import Standing
from assay.people.models import Contributor
from assay.planning.actions.campaign_tests import ask_accepted, pay_sitters, set_test
from assay.planning.models import CampaignSitting
from assay.projects.enums import Segment
from assay.recruiting.actions.campaigns import make_campaign
from assay.recruiting.actions.deciding import recognise
from assay.recruiting.actions.own import confirm
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Campaign
from assay.recruiting.rules.campaigns import Terms, Wording
from assay.training.actions.sitting import answer, begin
from assay.training.models import Exam
from assay.training.queries.own_exams import next_answer

SKILL = "market-rules"
WORDING = Wording(
    "en",
    "Check what shops offer",
    "Read listings and say what is not allowed. We begin with a **paid test**.",
)
# Right of four questions, of those who have sat it; the others have not yet.
SITS, N_ASKED = (4, 3, 1), 5


def tell_paid_test(organisation: Organisation, now: datetime) -> None:
    """Within a day, so that all of it is in the month that is open."""
    exam = Exam.objects.select_related("skill", "project").get(skill__code=SKILL)
    mia, campaign = organisation.users["mia"], _campaign(organisation, now - timedelta(days=5))
    set_test(
        mia, campaign=campaign, exam=exam, pay_micro=2 * EURO, currency="EUR", now=now - timedelta(hours=23)
    )
    people = _recognised(organisation, campaign, now - timedelta(hours=22))
    ask_accepted(now=now - timedelta(hours=21))
    for nth, (person, n_right) in enumerate(zip(people, SITS, strict=False)):
        _sit(person, exam, n_right, now - timedelta(hours=9 - nth))
    pay_sitters(now=now - timedelta(hours=6))
    first = CampaignSitting.objects.exclude(entry=None).select_related("entry").order_by("pk")[0]
    assert first.entry
    at = now - timedelta(hours=2)
    decide(organisation.users["omar"], entry=first.entry, is_approved=True, ruling="", now=at)


def _campaign(organisation: Organisation, since: datetime) -> Campaign:
    return make_campaign(
        organisation.users["mia"],
        market=organisation.markets["en-GB"],
        segment=Segment.ECOMMERCE_GOVERNANCE,
        channel=RecruitingChannel.JOB_BOARD,
        terms=Terms(
            name="Rules of shops, with a test",
            opens_on=since.date(),
            closes_on=since.date() + timedelta(days=40),
            n_wanted=12,
            budget_micro=200 * EURO,
            currency="EUR",
            languages={"en-GB": 5},
            skills=(SKILL,),
        ),
        wording=WORDING,
        now=since,
    )


def _recognised(organisation: Organisation, campaign: Campaign, at: datetime) -> list[Contributor]:
    """Of those who wait for work in that market, in the order in which they applied."""
    mia, link = organisation.users["mia"], campaign.links.select_related("campaign__market").get()
    idle = Contributor.objects.filter(
        user__is_simulated=True,
        markets__market=campaign.market,
        memberships=None,
        vendor=None,
        standing=Standing.ACTIVE,
    )
    people = list(idle.select_related("user").order_by("pk")[:N_ASKED])
    for nth, person in enumerate(people):
        sent_at = at - timedelta(hours=50 - nth)
        sent = send_application(link, person.pseudonym, at=sent_at, skills=(SKILL,)[: nth % 2])
        sent = confirm(sent, now=sent_at + timedelta(minutes=20))
        recognise(mia, application=sent, contributor=person, now=at + timedelta(minutes=nth))
    return people


def _sit(person: Contributor, exam: Exam, n_right: int, at: datetime) -> None:
    """The first so many are right; what is wrong is too strict, or too kind."""
    attempt = begin(person.user, exam=exam, now=at)
    while given := next_answer(attempt):
        right = {question: known[0] for question, known in given.item.gold.answers.items()}
        strict = {"verdict": "remove", "problems": ["fraud"]}
        wrong = strict if right["verdict"] == "allow" else {"verdict": "allow", "problems": ["none"]}
        answer(person.user, given=given, answers=right if given.position <= n_right else wrong, now=at)
