"""What waits for somebody to look at it: skipped tasks, questions of contributors, urgent reports."""

from datetime import datetime
from typing import Any  # Content is JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.projects.tasks import TaskOut, task_for, task_out
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.queries.clarification import answering_for
from assay.work.actions import asking, reporting, triaging
from assay.work.enums import ReportOutcome, SkipReason
from assay.work.models import TaskQuestion, UrgentReport
from assay.work.queries.triage import SkippedTask, questions_of, reports_of, skipped_tasks

router = Router(tags=["projects"])
MOST = 1_000


class SkippedOut(Schema):
    uid: UUID
    external_id: str = Field(examples=["query-17/result-3"])
    batch: UUID
    market: str | None = Field(examples=["DE-de"])
    is_parked: bool = Field(description="Nobody gets it until somebody has looked at it.")
    n_judgments: int
    n_skips: int
    last_at: datetime
    reasons: list[str] = Field(examples=[["content_broken"]])
    comments: list[str] = Field(description="The newest three.", examples=[["The picture is missing."]])


class ChosenTasksIn(Strict):
    tasks: list[UUID] = Field(min_length=1, max_length=MOST)


class ChosenMarketIn(ChosenTasksIn):
    market: str = Field(max_length=20, examples=["BR-pt"])


class Changed(Schema):
    n_changed: int


class ContentIn(Strict):
    content: dict[str, Any] = Field(examples=[{"query": "red shoes"}])


class QuestionOut(Schema):
    uid: UUID
    task: UUID
    external_id: str = Field(examples=["query-17/result-3"])
    contributor: str = Field(examples=["ana"])
    text: str = Field(examples=["Is a guide book a match?"])
    asked_at: datetime
    answer: str = Field(examples=["No: the query asks for shoes."])
    answered_at: datetime | None


class QuestionAnswerIn(Strict):
    answer: str = Field(min_length=1, max_length=2000, examples=["No: the query asks for shoes."])


class ReportOut(Schema):
    uid: UUID
    task: UUID
    external_id: str = Field(examples=["post-17"])
    contributor: str = Field(examples=["ana"])
    kind: str = Field(examples=["illegal"])
    text: str = Field(examples=["This shows a crime."])
    reported_at: datetime
    due_at: datetime = Field(description="Until then somebody must have taken it in hand.")
    taken_at: datetime | None
    taken_by: str | None = Field(examples=["Omar"])
    outcome: str = Field(examples=["confirmed"])
    note: str = Field(examples=["Handed to the authorities."])
    closed_at: datetime | None


class CloseIn(Strict):
    outcome: ReportOutcome
    note: str = Field(min_length=1, max_length=2000, examples=["Handed to the authorities."])


@router.get("/projects/{uuid:project}/triage", response=list[SkippedOut], operation_id="triage_list")
def list_skipped(request: HttpRequest, project: UUID, reason: SkipReason | None = None) -> list[SkippedOut]:
    """Tasks that people skipped: parked ones first, then those most skipped; at most 200."""
    found = project_for(person_of(request), project, Permission.MANAGE_TASKS)
    return [skipped_out(task) for task in skipped_tasks(found, reason=reason or "")]


@router.post("/projects/{uuid:project}/triage/requeue", response=Changed, operation_id="triage_requeue")
def requeue(request: HttpRequest, project: UUID, asked: ChosenTasksIn) -> Changed:
    """They are fine: parked ones come back into the queue, and all leave the list."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_TASKS)
    return Changed(n_changed=triaging.requeue_tasks(user, project=found, tasks=asked.tasks, now=now()))


@router.post("/projects/{uuid:project}/triage/market", response=Changed, operation_id="triage_market")
def to_market(request: HttpRequest, project: UUID, asked: ChosenMarketIn) -> Changed:
    """Send tasks to another market of the project; those in somebody's hands stay where they are."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_TASKS)
    n = triaging.send_to_market(user, project=found, tasks=asked.tasks, market=asked.market, now=now())
    return Changed(n_changed=n)


@router.put("/tasks/{uuid:task}/content", response=TaskOut, operation_id="tasks_correct")
def correct(request: HttpRequest, task: UUID, asked: ContentIn) -> TaskOut:
    """Replace the content of a task that nobody has answered; it goes back into the queue."""
    user = person_of(request)
    found = task_for(user, task, Permission.MANAGE_TASKS)
    triaging.correct_content(user, project=found.project, task=task, content=asked.content, now=now())
    return task_out(task_for(user, task, Permission.MANAGE_TASKS))


@router.get("/projects/{uuid:project}/questions", response=Page[QuestionOut], operation_id="questions_list")
def list_questions(
    request: HttpRequest, project: UUID, paging: Query[Paging], *, is_open: bool | None = None
) -> Page[QuestionOut]:
    """What contributors asked about tasks, the newest first."""
    found = answering_for(person_of(request), project)
    return page(questions_of(found, is_open=is_open), paging, question_out)


@router.post("/questions/{uuid:question}/answer", response=QuestionOut, operation_id="questions_answer")
def answer(request: HttpRequest, question: UUID, asked: QuestionAnswerIn) -> QuestionOut:
    """Answer once; it goes to the inbox of whoever asked."""
    answered = asking.answer_question(person_of(request), question=question, answer=asked.answer, now=now())
    return question_out(answered)


@router.get("/projects/{uuid:project}/reports", response=Page[ReportOut], operation_id="reports_list")
def list_reports(
    request: HttpRequest, project: UUID, paging: Query[Paging], *, is_open: bool | None = None
) -> Page[ReportOut]:
    """Reports that could not wait, the newest first."""
    found = project_for(person_of(request), project, Permission.MANAGE_TASKS)
    return page(reports_of(found, is_open=is_open), paging, report_out)


@router.post("/reports/{uuid:report}/take", response=ReportOut, operation_id="reports_take")
def take(request: HttpRequest, report: UUID) -> ReportOut:
    """Take it in hand: nobody else is called any more."""
    return report_out(reporting.take_report(person_of(request), report=report, now=now()))


@router.post("/reports/{uuid:report}/close", response=ReportOut, operation_id="reports_close")
def close(request: HttpRequest, report: UUID, asked: CloseIn) -> ReportOut:
    """Confirmed: the task stays out of the work. Unfounded: it comes back."""
    user = person_of(request)
    closed = reporting.close_report(user, report=report, outcome=asked.outcome, note=asked.note, now=now())
    return report_out(closed)


def skipped_out(task: SkippedTask) -> SkippedOut:
    return SkippedOut(
        uid=task.uid,
        external_id=task.external_id,
        batch=task.batch_uid,
        market=task.market,
        is_parked=task.is_parked,
        n_judgments=task.n_judgments,
        n_skips=task.n_skips,
        last_at=task.last_at,
        reasons=task.skip_reasons,
        comments=task.comments,
    )


def question_out(question: TaskQuestion) -> QuestionOut:
    return QuestionOut(
        uid=question.uid,
        task=question.task.uid,
        external_id=question.task.external_id,
        contributor=question.contributor.pseudonym,
        text=question.text,
        asked_at=question.asked_at,
        answer=question.answer,
        answered_at=question.answered_at,
    )


def report_out(report: UrgentReport) -> ReportOut:
    return ReportOut(
        uid=report.uid,
        task=report.task.uid,
        external_id=report.task.external_id,
        contributor=report.contributor.pseudonym,
        kind=report.kind,
        text=report.text,
        reported_at=report.reported_at,
        due_at=report.due_at,
        taken_at=report.taken_at,
        taken_by=report.taken_by.name if report.taken_by else None,
        outcome=report.outcome,
        note=report.note,
        closed_at=report.closed_at,
    )
