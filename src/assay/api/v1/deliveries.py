"""What the requester says of a release: accepted, rejected, labels flagged; and the correction that follows."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import job_out
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.projects.tasks import Reasoned
from assay.api.v1.releases import ReleaseStarted, release_out
from assay.delivery.actions import acceptance as actions
from assay.delivery.actions.correcting import build_correction
from assay.delivery.actions.flagging import flag_labels
from assay.delivery.actions.paper import paper_of
from assay.delivery.models import Acceptance, Flag
from assay.delivery.queries.acceptance import acceptance_hours, acceptance_of, deliveries_for
from assay.delivery.queries.flags import Escapes, escapes_of, escapes_of_project, flags_of
from assay.delivery.queries.releases import ready_release_for, release_for
from assay.delivery.rules.flags import MOST_FLAGS, FlagRow
from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for

router = Router(tags=["delivery"])


class AcceptanceOut(Schema):
    """`state` is awaited, accepted, lapsed (by silence), rejected or superseded; `said` stays when superseded."""

    release: UUID
    project: UUID
    number: int = Field(examples=[3])
    state: str = Field(examples=["awaited"])
    said: str = Field(examples=[""])
    reason: str = Field(examples=[""])
    due_at: datetime | None
    decided_at: datetime | None
    superseded_by: UUID | None


class Terms(Strict):
    acceptance_hours: int = Field(description="Hours of the project's working time.", examples=[40])


class FlagIn(Strict):
    external_id: str = Field(examples=["item-17"])
    question: str = Field("", description="Empty: the only one that fits.", examples=["match"])
    subject: str = Field("", description="Of a list the id of the result.", examples=[""])
    reason: str = Field(examples=["The query names another brand."])
    answer: str = Field("", description="What would be right, if known.", examples=["no"])


class FlagsIn(Strict):
    flags: list[FlagIn] = Field(description=f"Up to {MOST_FLAGS:,}.")


class FlagProblem(Schema):
    row: int = Field(description="Counted from 1.")
    external_id: str = Field(examples=["item-18"])
    code: str = Field(examples=["delivery.not_in_release"])
    text: str = Field(examples=["The release holds no label of item-18 that fits."])


class FlagsOut(Schema):
    """`n_again` were flagged before and count no second time."""

    n_rows: int = Field(examples=[2])
    n_new: int = Field(examples=[1])
    n_again: int = Field(examples=[0])
    problems: list[FlagProblem]


class FlagOut(Schema):
    uid: UUID
    external_id: str = Field(examples=["item-17"])
    question: str = Field(examples=["match"])
    subject: str = Field(examples=[""])
    reason: str = Field(examples=["The query names another brand."])
    is_upheld: bool | None = Field(description="Empty until a reviewer has decided.")
    verdict: str = Field(description="The reviewer's reason.", examples=[""])
    created_at: datetime


class EscapesOut(Schema):
    """A flagged label counts as an error that escaped until a reviewer has found it right."""

    share: float | None = Field(examples=[0.002])
    low: float | None = Field(examples=[0.001])
    high: float | None = Field(examples=[0.004])
    n: int = Field(description="Labels delivered.", examples=[8315])
    n_flagged: int = Field(examples=[19])
    n_upheld: int = Field(examples=[12])
    n_waiting: int = Field(examples=[5])


@router.get("/deliveries", response=Page[AcceptanceOut], operation_id="deliveries_list")
def deliveries(request: HttpRequest, paging: Query[Paging]) -> Page[AcceptanceOut]:
    """Ready releases of the caller's projects, newest first."""
    return page(deliveries_for(person_of(request)), paging, _acceptance)


@router.get("/releases/{uuid:release}/acceptance", response=AcceptanceOut, operation_id="releases_acceptance")
def acceptance(request: HttpRequest, release: UUID) -> AcceptanceOut:
    """What the requester said of a ready release, or until when there is time."""
    found = acceptance_of(ready_release_for(person_of(request), release))
    if found is None:
        raise NotFound
    return _acceptance(found)


@router.post("/releases/{uuid:release}/accept", response=AcceptanceOut, operation_id="releases_accept")
def accept(request: HttpRequest, release: UUID) -> AcceptanceOut:
    """Take the release."""
    user = person_of(request)
    return _acceptance(actions.accept(user, release=release_for(user, release), now=now()))


@router.post("/releases/{uuid:release}/reject", response=AcceptanceOut, operation_id="releases_reject")
def reject(request: HttpRequest, release: UUID, asked: Reasoned) -> AcceptanceOut:
    """Do not take the release, and say why."""
    user = person_of(request)
    found = release_for(user, release)
    return _acceptance(actions.reject(user, release=found, reason=asked.reason, now=now()))


@router.post("/releases/{uuid:release}/flags", response={201: FlagsOut}, operation_id="releases_flag")
@creates
def flag(request: HttpRequest, release: UUID, asked: FlagsIn) -> FlagsOut:
    """Call labels wrong; each goes to a reviewer who had none of it. Rows that fit no label are named."""
    user = person_of(request)
    rows = [
        FlagRow(nth, each.external_id, each.question, each.subject, each.reason, each.answer)
        for nth, each in enumerate(asked.flags, start=1)
    ]
    said = flag_labels(user, release=release_for(user, release), rows=rows, now=now())
    problems = [
        FlagProblem(row=each.line, external_id=each.external_id, code=each.reason.code, text=each.reason.said)
        for each in said.problems
    ]
    return FlagsOut(n_rows=said.n_rows, n_new=said.n_new, n_again=said.n_again, problems=problems)


@router.get("/releases/{uuid:release}/flags", response=Page[FlagOut], operation_id="releases_flags")
def flags(request: HttpRequest, release: UUID, paging: Query[Paging]) -> Page[FlagOut]:
    """What was said against labels of the release, newest first, with verdicts."""
    return page(flags_of(ready_release_for(person_of(request), release)), paging, _flag)


@router.get("/releases/{uuid:release}/escapes", response=EscapesOut, operation_id="releases_escapes")
def escapes(request: HttpRequest, release: UUID) -> EscapesOut:
    """Share of the release's labels that were wrong as far as anybody has said, with its 95 % interval."""
    found = escapes_of(ready_release_for(person_of(request), release))
    return _escapes(found)


@router.get("/projects/{uuid:project}/escapes", response=EscapesOut, operation_id="projects_escapes")
def project_escapes(request: HttpRequest, project: UUID) -> EscapesOut:
    """The same of all labels the project has delivered, each counted once."""
    found = escapes_of_project(project_for(person_of(request), project, Permission.VIEW_DELIVERIES).pk)
    return _escapes(found)


@router.post(
    "/releases/{uuid:release}/corrections", response={202: ReleaseStarted}, operation_id="releases_correct"
)
@starts
def correct(request: HttpRequest, release: UUID) -> ReleaseStarted:
    """Build a release of only the labels that flags have corrected; it supersedes the first, which stays as it is."""
    user = person_of(request)
    made, job = build_correction(user, release=release_for(user, release), now=now())
    return ReleaseStarted(release=release_out(made), job=job_out(job))


@router.get("/releases/{uuid:release}/certificate.pdf", operation_id="releases_paper")
def paper(request: HttpRequest, release: UUID) -> StreamingHttpResponse:
    """The certificate as PDF: the same bytes whenever it is asked for."""
    return download_of(paper_of(ready_release_for(person_of(request), release), now=now()).file)


@router.get("/projects/{uuid:project}/delivery-terms", response=Terms, operation_id="delivery_terms_get")
def terms(request: HttpRequest, project: UUID) -> Terms:
    """How long the requester has to answer."""
    found = project_for(person_of(request), project, Permission.VIEW_DELIVERIES)
    return Terms(acceptance_hours=acceptance_hours(found))


@router.put("/projects/{uuid:project}/delivery-terms", response=Terms, operation_id="delivery_terms_set")
def set_terms(request: HttpRequest, project: UUID, asked: Terms) -> Terms:
    """Change it for releases that become ready from now on."""
    user = person_of(request)
    found = project_for(user, project, Permission.DELIVER)
    kept = actions.set_terms(user, project=found, acceptance_hours=asked.acceptance_hours, now=now())
    return Terms(acceptance_hours=kept.acceptance_hours)


def _acceptance(found: Acceptance) -> AcceptanceOut:
    return AcceptanceOut(
        release=found.release.uid,
        project=found.release.project.uid,
        number=found.release.number,
        state=found.state,
        said=found.said,
        reason=found.reason,
        due_at=found.due_at,
        decided_at=found.decided_at,
        superseded_by=found.superseded_by.uid if found.superseded_by else None,
    )


def _flag(found: Flag) -> FlagOut:
    escape = found.escape
    is_decided = escape.is_upheld is not None
    return FlagOut(
        uid=found.uid,
        external_id=escape.label.task.external_id,
        question=escape.label.question,
        subject=escape.label.subject,
        reason=found.reason,
        is_upheld=escape.is_upheld,
        verdict=escape.adjudication.reason if escape.adjudication and is_decided else "",
        created_at=found.created_at,
    )


def _escapes(found: Escapes) -> EscapesOut:
    share = found.share
    value, low, high = (share.value, share.low, share.high) if share.is_defined else (None, None, None)
    return EscapesOut(
        share=value,
        low=low,
        high=high,
        n=share.n,
        n_flagged=found.n_flagged,
        n_upheld=found.n_upheld,
        n_waiting=found.n_waiting,
    )
