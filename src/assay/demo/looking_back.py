"""What people decide when they look back: at a quarter of a project whose labels paid off, and at a vendor's week."""

from datetime import datetime, timedelta

from assay.demo.agenda import Agenda
from assay.demo.contracts import LINGUA
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.insight.actions.quarter_reviews import decide, sign_review
from assay.insight.rules.quarters import quarter_of
from assay.partners.actions.weeks import agree_on_action
from assay.partners.rules.weeks import monday_of
from assay.people.models import Vendor
from assay.planning.actions.decisions import end_decision
from assay.planning.models import Decision
from assay.planning.rules.decisions import NewDecision

FIRST = "Train the ranker on one week of queries before a second is ordered."
WORTH = "A point fewer wrong first results sold 0.2 % more, and the next 1,000 labels still pay."
MORE = "Order another week of queries, those of Egypt first."
RETRAIN = "Go through near-duplicates again with everybody in Lisbon."
COUNT = "Count rejected answers no more in the monthly invoice."


def tell_quarters(search: Story) -> None:
    """In the last quarter's review Lea wants to know first what labels are worth; by now she does."""
    agenda, lea = search.agenda, search.organisation.users["lea"]
    quarter = quarter_of(agenda.now.date()).before

    def begin(at: datetime) -> None:
        wanted = NewDecision(FIRST, "Nobody knows yet what a point takes.", at.date() + timedelta(days=7))
        decide(lea, project=search.project, quarter=quarter, owner=lea, given=wanted, now=at)

    def finish(at: datetime) -> None:
        found = Decision.objects.get(project=search.project, what=FIRST)
        end_decision(lea, decision=found, state="done", outcome=WORTH, now=at)

    agenda.put(agenda.ago(days=13), begin)
    agenda.put(agenda.ago(days=10), finish)


def review_quarters(search: Story, at: datetime) -> None:
    """The last quarter is signed; this one's draft carries on what was decided."""
    users, quarter = search.organisation.users, quarter_of(at.date())
    summary = "The project was set up. What a label is worth comes before more of them."
    sign_review(users["lea"], project=search.project, quarter=quarter.before, summary=summary, now=at)
    wanted = NewDecision(MORE, WORTH, at.date() + timedelta(days=21))
    decide(users["lea"], project=search.project, quarter=quarter, owner=users["ben"], given=wanted, now=at)


def tell_weeks(organisation: Organisation, agenda: Agenda) -> None:
    """Mia and Ravi agree on two things: one is done, the other is late."""
    agenda.put(agenda.ago(days=9, hours=1), lambda at: _agree(organisation, RETRAIN, at))
    agenda.put(agenda.ago(days=8, hours=1), lambda at: _agree(organisation, COUNT, at))
    agenda.put(agenda.ago(days=4), lambda at: _done(organisation, at))


def _agree(organisation: Organisation, what: str, at: datetime) -> None:
    agree_on_action(
        organisation.users["mia"],
        vendor=Vendor.objects.get(name=LINGUA),
        week_on=monday_of(at.date()),
        owner=organisation.users["ravi"],
        given=NewDecision(what, "It came up in two reviews in a row.", at.date() + timedelta(days=5)),
        now=at,
    )


def _done(organisation: Organisation, at: datetime) -> None:
    found = Decision.objects.get(vendor__name=LINGUA, what=RETRAIN)
    outcome = "Everybody was there; errors are followed for two weeks."
    end_decision(organisation.users["ravi"], decision=found, state="done", outcome=outcome, now=at)
