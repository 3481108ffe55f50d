"""The risk register over the API."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.actions import risks as actions
from assay.planning.actions.risks import CHANGEABLE, RiskWords
from assay.planning.enums import Comparison, Metric, RiskBand, RiskCategory, RiskState, RiskStep
from assay.planning.models import Risk, RiskEvent, RiskIssue
from assay.planning.queries import risks as queries
from assay.planning.rules.risks import band, score
from assay.projects.models import Project
from assay.projects.queries.permission import project_for

router = Router(tags=["planning"])


class RiskIn(Strict):
    """A trigger is a metric, a direction and a number in the metric's unit (shares from 0 to 1), or none of them."""

    title: str = Field(max_length=160, examples=["Too few people in Egypt"])
    category: RiskCategory = Field(examples=["people"])
    cause: str = Field("", max_length=4000)
    effect: str = Field("", max_length=4000)
    likelihood: int = Field(ge=1, le=5, examples=[3])
    impact: int = Field(ge=1, le=5, examples=[4])
    mitigation: str = Field("", max_length=4000)
    contingency: str = Field("", max_length=4000)
    residual_likelihood: int | None = Field(None, ge=1, le=5)
    residual_impact: int | None = Field(None, ge=1, le=5)
    trigger_metric: Metric | None = None
    trigger_comparison: Comparison | None = None
    trigger_value: float | None = None
    review_every_days: int = Field(30, ge=1, le=366, examples=[30])
    owner: UUID | None = Field(None, description="A user who sees the project's risks; empty: no change.")


class RiskEventOut(Schema):
    step: RiskStep
    state: RiskState = Field(description="After it.")
    note: str = Field(examples=["The second vendor is qualified."])
    measured: dict[str, float | None] | None
    happened_at: datetime


class RiskIssueOut(Schema):
    uid: UUID
    what: str = Field(examples=["Two people of the late shift left."])
    happened_at: datetime
    owner: UUID
    resolved_at: datetime | None
    resolution: str = Field(examples=[""])


class RiskOut(Schema):
    uid: UUID
    number: int = Field(examples=[4])
    title: str = Field(examples=["Too few people in Egypt"])
    category: RiskCategory
    cause: str
    effect: str
    likelihood: int = Field(examples=[3])
    impact: int = Field(examples=[4])
    score: int = Field(description="Likelihood times impact.", examples=[12])
    band: RiskBand
    mitigation: str
    contingency: str
    residual_likelihood: int | None
    residual_impact: int | None
    trigger_metric: str = Field(examples=["accuracy_major"])
    trigger_comparison: str = Field(examples=["below"])
    trigger_value: float | None = Field(examples=[0.92])
    owner: UUID
    state: RiskState
    fired_at: datetime | None
    fired: dict[str, float | None] | None = Field(description="value, low, high and n when it fired.")
    review_every_days: int = Field(examples=[30])
    review_due_on: date
    reviewed_at: datetime | None


class RiskDetailOut(RiskOut):
    events: list[RiskEventOut] = Field(description="The newest fifty, newest first.")
    issues: list[RiskIssueOut] = Field(description="Fifty at most, unresolved first.")


class AddedOut(Schema):
    risks: list[RiskOut]


class RiskMoveIn(Strict):
    state: RiskState = Field(examples=["mitigated"])
    note: str = Field(max_length=4000, examples=["A second vendor is qualified."])


class RiskReviewIn(Strict):
    note: str = Field(max_length=4000, examples=["As likely as before."])


class RiskIssueIn(Strict):
    what: str = Field(max_length=4000, examples=["Two people of the late shift left."])
    happened_at: datetime | None = Field(None, description="Empty: now.")
    owner: UUID | None = Field(None, description="Empty: the risk's owner.")


class ResolutionIn(Strict):
    resolution: str = Field(max_length=4000, examples=["Both places are filled."])


@router.get("/projects/{uuid:project}/risks", response=Page[RiskOut], operation_id="risks_list")
def list_risks(
    request: HttpRequest, project: UUID, paging: Query[Paging], state: RiskState | None = None
) -> Page[RiskOut]:
    """The register: all that are not closed, or those of one state; newest first."""
    found = project_for(person_of(request), project, queries.SEES)
    return page(queries.narrowed(queries.risks_of(found), state=state or ""), paging, _risk)


@router.post("/projects/{uuid:project}/risks", response={201: RiskOut}, operation_id="risks_add")
@creates
def add(request: HttpRequest, project: UUID, asked: RiskIn) -> RiskOut:
    """A risk of one's own."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    return _risk(actions.add_risk(person, project=found, words=_words(found, asked), now=now()))


@router.post(
    "/projects/{uuid:project}/risks/starters", response={201: AddedOut}, operation_id="risks_starters"
)
@creates
def starters(request: HttpRequest, project: UUID) -> AddedOut:
    """Add the risks that projects of the segment usually have, and that are not in the register yet."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    made = actions.add_starters(person, project=found, now=now())
    return AddedOut(risks=[_risk(each) for each in made])


@router.get("/risks/{uuid:risk}", response=RiskDetailOut, operation_id="risks_get")
def get(request: HttpRequest, risk: UUID) -> RiskDetailOut:
    """One risk with its history and the issues that arose from it."""
    return _detail(queries.risk_for(person_of(request), risk))


@router.put("/risks/{uuid:risk}", response=RiskOut, operation_id="risks_change")
def change(request: HttpRequest, risk: UUID, asked: RiskIn) -> RiskOut:
    """Change what the register says of it; what it was before stands in the audit trail."""
    person = person_of(request)
    found = queries.risk_for(person, risk)
    return _risk(actions.change_risk(person, risk=found, words=_words(found.project, asked), now=now()))


@router.post("/risks/{uuid:risk}/state", response=RiskOut, operation_id="risks_move")
def move(request: HttpRequest, risk: UUID, asked: RiskMoveIn) -> RiskOut:
    """Mitigated, accepted, closed or open again; a risk fires only by itself."""
    person = person_of(request)
    found = queries.risk_for(person, risk)
    return _risk(actions.move_risk(person, risk=found, state=asked.state, note=asked.note, now=now()))


@router.post("/risks/{uuid:risk}/review", response=RiskOut, operation_id="risks_review")
def review(request: HttpRequest, risk: UUID, asked: RiskReviewIn) -> RiskOut:
    """It was looked at; the next time is due after its cadence."""
    person = person_of(request)
    found = queries.risk_for(person, risk)
    return _risk(actions.review_risk(person, risk=found, note=asked.note, now=now()))


@router.post("/risks/{uuid:risk}/issues", response={201: RiskIssueOut}, operation_id="risks_issue")
@creates
def issue(request: HttpRequest, risk: UUID, asked: RiskIssueIn) -> RiskIssueOut:
    """Something has happened that the register foresaw."""
    person, moment = person_of(request), now()
    found = queries.risk_for(person, risk)
    made = actions.note_issue(
        person,
        risk=found,
        what=asked.what,
        happened_at=asked.happened_at or moment,
        owner=_owner(found.project, asked.owner),
        now=moment,
    )
    return _issue(made)


@router.post("/risk-issues/{uuid:issue}/resolve", response=RiskIssueOut, operation_id="risks_resolve_issue")
def resolve(request: HttpRequest, issue: UUID, asked: ResolutionIn) -> RiskIssueOut:
    """What became of it."""
    person = person_of(request)
    found = queries.issue_for(person, issue)
    return _issue(actions.resolve_issue(person, issue=found, resolution=asked.resolution, now=now()))


def _words(project: Project, asked: RiskIn) -> RiskWords:
    given = {name: getattr(asked, name) for name in CHANGEABLE if not name.startswith("trigger_")}
    return RiskWords(
        **given,
        trigger_metric=asked.trigger_metric or "",
        trigger_comparison=asked.trigger_comparison or "",
        trigger_value=asked.trigger_value,
        owner=_owner(project, asked.owner),
    )


def _owner(project: Project, uid: UUID | None) -> User | None:
    if uid is None:
        return None
    found = queries.owners_of(project).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def _risk(risk: Risk) -> RiskOut:
    given = {name: getattr(risk, name) for name in RiskOut.model_fields if hasattr(risk, name)}
    given |= {"score": score(risk.likelihood, risk.impact), "band": band(risk.likelihood, risk.impact)}
    return RiskOut(**given | {"owner": risk.owner.uid})


def _detail(risk: Risk) -> RiskDetailOut:
    events = [_event(each) for each in queries.events_of(risk)[:50]]
    issues = [_issue(each) for each in queries.issues_of(risk)[:50]]
    return RiskDetailOut(**_risk(risk).model_dump(), events=events, issues=issues)


def _event(event: RiskEvent) -> RiskEventOut:
    return RiskEventOut(
        step=RiskStep(event.step),
        state=RiskState(event.state),
        note=event.note,
        measured=event.measured,
        happened_at=event.happened_at,
    )


def _issue(issue: RiskIssue) -> RiskIssueOut:
    return RiskIssueOut(
        uid=issue.uid,
        what=issue.what,
        happened_at=issue.happened_at,
        owner=issue.owner.uid,
        resolved_at=issue.resolved_at,
        resolution=issue.resolution,
    )
