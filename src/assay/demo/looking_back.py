"""What people decide when they look back: at a quarter of a project whose labels paid off, and at a vendor's week."""

from datetime import datetime, timedelta

from assay.demo.contracts import LINGUA
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.insight.actions.quarter_reviews import decide, sign_review
from assay.insight.queries.quarter_reviews import is_over
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


def look_back(organisation: Organisation, search: Story, now: datetime) -> None:
    """Told at the end, each at its own moment, so that nothing else happens differently."""
    _quarters(search, now)
    _weeks(organisation, now)


def _quarters(search: Story, now: datetime) -> None:
    """In the last quarter's review, which is signed, Lea wants to know first what labels are worth; by now she does."""
    lea, project, quarter = search.organisation.users["lea"], search.project, quarter_of(now.date())
    before, then = quarter.before, now - timedelta(days=13)
    if not is_over(project, before, now):
        # In its first days the weeks of the one before still go on.
        before = before.before
    wanted = NewDecision(FIRST, "Nobody knows yet what a point takes.", then.date() + timedelta(days=7))
    first = decide(lea, project=project, quarter=before, owner=lea, given=wanted, now=then)
    end_decision(lea, decision=first, state="done", outcome=WORTH, now=now - timedelta(days=10))
    summary = "The project was set up. What a label is worth comes before more of them."
    sign_review(lea, project=project, quarter=before, summary=summary, now=now)
    ben, wanted = search.organisation.users["ben"], NewDecision(MORE, WORTH, now.date() + timedelta(days=21))
    decide(lea, project=project, quarter=quarter, owner=ben, given=wanted, now=now)


def _weeks(organisation: Organisation, now: datetime) -> None:
    """Mia and Ravi agree on two things: one is done, the other is late."""
    retrain = _agree(organisation, RETRAIN, now - timedelta(days=9))
    _agree(organisation, COUNT, now - timedelta(days=8))
    outcome, ravi = "Everybody was there; errors are followed for two weeks.", organisation.users["ravi"]
    end_decision(ravi, decision=retrain, state="done", outcome=outcome, now=now - timedelta(days=4))


def _agree(organisation: Organisation, what: str, at: datetime) -> Decision:
    return agree_on_action(
        organisation.users["mia"],
        vendor=Vendor.objects.get(name=LINGUA),
        week_on=monday_of(at.date()),
        owner=organisation.users["ravi"],
        given=NewDecision(what, "It came up in two reviews in a row.", at.date() + timedelta(days=5)),
        now=at,
    )
