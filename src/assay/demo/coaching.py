"""Coaching in Lisbon: Ravi talks to Elster about pairs that are not the same, and to Nuno about his reviews."""

from datetime import datetime, timedelta
from functools import partial

from assay.demo.agenda import Agenda
from assay.demo.handover import SITE
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.partners.actions.coaching import write_remark, write_session
from assay.partners.enums import CoachedAs, GoalMetric
from assay.partners.models import CoachingSession
from assay.partners.queries.coaching import coaching_part, coaching_parts
from assay.partners.rules.coaching import Aim, Said
from assay.people.models import User
from assay.people.queries.site_parts import SitePart

AGENT = "Elster"
PAIRS = "Pairs that differ in size or colour"
PAIRS_NOTES = (
    "We went through six pairs of the gold set. Size and colour make another product, the wording does not. "
    "For the next week: read both titles to the end before answering."
)
ANSWER = "I had stopped reading after the brand. I do it differently now."
REVIEWS = "Too kind to missing wishes"
REVIEWS_NOTES = (
    "Three audits found errors that you let pass. Look at the table of grades first, then at the answer."
)
AHEAD = timedelta(days=20)


def coach(organisation: Organisation, agenda: Agenda, search: Story, matching: Story) -> None:
    """One is followed up soon, the other's day has come."""
    agenda.put(agenda.ago(days=9), partial(talk_to_agent, organisation, matching))
    agenda.put(agenda.ago(days=8, hours=20), partial(answer, organisation))
    agenda.put(agenda.ago(days=2), partial(talk_to_qa, organisation, search))


def talk_to_agent(organisation: Organisation, matching: Story, at: datetime) -> None:
    ravi = organisation.users["ravi"]
    write_session(
        ravi,
        part=lisbon(ravi),
        coached=organisation.people[AGENT].user,
        coached_as=CoachedAs.AGENT,
        said=Said(PAIRS, PAIRS_NOTES, at - timedelta(minutes=30), (at + timedelta(days=8)).date()),
        aims=[Aim(GoalMetric.GOLD, matching.project.pk, 0.9, (at + AHEAD).date())],
        now=at,
    )


def answer(organisation: Organisation, at: datetime) -> None:
    session = CoachingSession.objects.get(topic=PAIRS)
    write_remark(organisation.people[AGENT].user, session=session, text=ANSWER, now=at)


def talk_to_qa(organisation: Organisation, search: Story, at: datetime) -> None:
    ravi = organisation.users["ravi"]
    write_session(
        ravi,
        part=lisbon(ravi),
        coached=organisation.users["nuno"],
        coached_as=CoachedAs.QA,
        said=Said(REVIEWS, REVIEWS_NOTES, at - timedelta(minutes=30), (at + timedelta(days=12)).date()),
        aims=[Aim(GoalMetric.UPHELD, search.project.pk, 0.9, (at + AHEAD).date())],
        now=at,
    )


def lisbon(by: User) -> SitePart:
    """As its coach sees it."""
    return coaching_part(by, next(each.site.uid for each in coaching_parts(by) if each.site.name == SITE))
