"""Reviews of quarters: of one project, of all in sight; decisions, and signing."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.insight.actions import quarter_reviews as actions
from assay.insight.queries import quarter_reviews as queries
from assay.insight.queries.quarter_reviews import OverviewRow, Review
from assay.insight.rules.quarter_review import MOST_SUMMARY, NO_QUARTER, Figures, ReviewFacts
from assay.insight.rules.quarters import Quarter, quarter_from
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.planning.actions.decisions import end_decision
from assay.planning.enums import DecisionState
from assay.planning.queries.decisions import decision_for, owner_for, taken
from assay.planning.rules.decisions import LONGEST_WHAT, LONGEST_WHY, NewDecision, Taken

router = Router(tags=["insight"])


class QuarterDecisionIn(Strict):
    what: str = Field(max_length=LONGEST_WHAT, examples=["Label 2,000 more queries in Egypt."])
    why: str = Field(max_length=LONGEST_WHY, examples=["The next label there still pays."])
    owner: UUID | None = Field(None, description="A user who works on it; empty: the caller.")
    due_on: date | None = Field(
        None, description="With a day it is carried forward until it is done or dropped."
    )


class SigningIn(Strict):
    summary: str = Field("", max_length=MOST_SUMMARY, description="What you have to say of the quarter.")


class DecisionEndIn(Strict):
    state: DecisionState = Field(description="done or dropped.", examples=["done"])
    outcome: str = Field(max_length=LONGEST_WHY, examples=["Ordered; the batch runs since Monday."])


class QuarterReviewOut(Schema):
    """What was not measured is null or says why; what the caller may not see is empty."""

    project: UUID
    quarter: str = Field(examples=["2026-Q3"])
    signed_at: datetime | None = Field(description="Null: a draft, reckoned now.")
    signed_by: str
    summary: str
    facts: ReviewFacts


class QuarterRowOut(Schema):
    project: UUID
    name: str
    owner: str
    is_signed: bool
    n_open: int = Field(description="Decisions that are still to be carried out.")
    figures: Figures


class QuarterRowsOut(Schema):
    quarter: str = Field(examples=["2026-Q3"])
    projects: list[QuarterRowOut]


class DecisionOut(Schema):
    decision: Taken


@router.get("/quarters/{quarter}", response=QuarterRowsOut, operation_id="quarters_overview")
def overview(request: HttpRequest, quarter: str) -> QuarterRowsOut:
    """Every project in sight, the dearest first."""
    person, asked = person_of(request), _quarter(quarter)
    found = queries.overview_of(person, asked, now())
    return QuarterRowsOut(quarter=str(asked), projects=[_row(each) for each in found])


@router.get(
    "/projects/{uuid:project}/quarters/{quarter}", response=QuarterReviewOut, operation_id="quarters_get"
)
def get(request: HttpRequest, project: UUID, quarter: str) -> QuarterReviewOut:
    """As it was signed, else as it stands."""
    person = person_of(request)
    found = queries.project_for_review(person, project)
    return _review(queries.review_for(person, found, _quarter(quarter), now()))


@router.post(
    "/projects/{uuid:project}/quarters/{quarter}/decisions",
    response={201: DecisionOut},
    operation_id="quarters_decide",
)
@creates
def decide(request: HttpRequest, project: UUID, quarter: str, asked: QuarterDecisionIn) -> DecisionOut:
    """Write down what was decided in this review."""
    person = person_of(request)
    found = queries.project_for_keeping(person, project)
    made = actions.decide(
        person,
        project=found,
        quarter=_quarter(quarter),
        owner=owner_for(person, found, asked.owner),
        given=NewDecision(asked.what, asked.why, asked.due_on),
        now=now(),
    )
    return DecisionOut(decision=taken(made))


@router.post(
    "/projects/{uuid:project}/quarters/{quarter}/sign",
    response={201: QuarterReviewOut},
    operation_id="quarters_sign",
)
@creates
def sign(request: HttpRequest, project: UUID, quarter: str, asked: SigningIn) -> QuarterReviewOut:
    """Keep it as it is; what comes later belongs to the next review."""
    person, moment = person_of(request), now()
    found, of = queries.project_for_keeping(person, project), _quarter(quarter)
    actions.sign_review(person, project=found, quarter=of, summary=asked.summary, now=moment)
    return _review(queries.review_for(person, found, of, moment))


@router.post("/decisions/{uuid:decision}/end", response={201: DecisionOut}, operation_id="decisions_end")
@creates
def end(request: HttpRequest, decision: UUID, asked: DecisionEndIn) -> DecisionOut:
    """Say that it is done, or why it is dropped: its owner, or who keeps the review."""
    person = person_of(request)
    found = decision_for(person, decision)
    end_decision(person, decision=found, state=asked.state, outcome=asked.outcome, now=now())
    return DecisionOut(decision=taken(decision_for(person, decision)))


def _quarter(text: str) -> Quarter:
    found = quarter_from(text, now().date())
    if found is None:
        raise Refused(NO_QUARTER(field="quarter"))
    return found


def _review(found: Review) -> QuarterReviewOut:
    signed = found.signed
    return QuarterReviewOut(
        project=found.project.uid,
        quarter=str(found.quarter),
        signed_at=signed.signed_at if signed else None,
        signed_by=signed.signed_by.name if signed and signed.signed_by else "",
        summary=signed.summary if signed else "",
        facts=found.facts,
    )


def _row(found: OverviewRow) -> QuarterRowOut:
    return QuarterRowOut(
        project=found.project.uid,
        name=found.project.name,
        owner=found.project.owner.name,
        is_signed=found.is_signed,
        n_open=found.n_open,
        figures=found.figures,
    )
