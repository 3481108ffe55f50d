"""Exams on gold: kept in a project, and one's own."""

from datetime import datetime
from typing import Any  # Documents, contents and answers are JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Skill
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.training.actions import exams as actions
from assay.training.actions.exams import ExamTerms
from assay.training.actions.extra_attempts import give_attempt
from assay.training.actions.sitting import answer, begin
from assay.training.enums import AttemptState, ItemSign
from assay.training.models import Exam, ExamAttempt
from assay.training.queries.courses import learning_project
from assay.training.queries.exam_results import exam_in_sight, results_of, sitter
from assay.training.queries.exams import KeptItem, attempts_of, exam_for, exams_of, is_asked_for, kept_items
from assay.training.queries.own import contributor_of
from assay.training.queries.own_exams import OwnExam, next_answer, own_attempt, own_exam, own_exams
from assay.training.rules import exams as rules

router = Router(tags=["training"])


class ExamTermsIn(Strict):
    name: str = Field(min_length=1, max_length=rules.MOST_NAME, examples=["Search relevance"])
    note: str = Field("", max_length=rules.MOST_NOTE, examples=["Read sections 1 to 3 first."])
    pass_share: float = Field(0.8, gt=0, le=1, description="Of the questions, right.", examples=[0.8])
    n_questions: int = Field(10, ge=1, le=rules.MOST_QUESTIONS, description="Drawn for each attempt.")
    n_attempts: int = Field(3, ge=1, le=rules.MOST_ATTEMPTS)
    cool_hours: int = Field(24, ge=0, le=rules.MOST_HOURS, description="After an attempt that failed.")
    valid_days: int | None = Field(180, ge=1, le=rules.MOST_DAYS, description="Empty: held for good.")


class ExamIn(ExamTermsIn):
    skill: str = Field(description="Its code.", max_length=60, examples=["search-quality"])
    shares_gold: bool = Field(default=False, description="Its questions stay gold of production, too.")


class ExamItemsIn(Strict):
    external_ids: list[str] = Field(default_factory=list, max_length=200, examples=[["gold-17"]])
    n_least_shown: int = Field(
        0, ge=0, le=rules.MOST_QUESTIONS, description="Besides, so many that fewest people were shown."
    )


class ExamRetirementIn(Strict):
    reason: str = Field(min_length=1, max_length=2000, examples=["The guideline has changed."])


class ExtraAttemptIn(Strict):
    contributor: UUID
    reason: str = Field(min_length=1, max_length=rules.MOST_NOTE, examples=["The lamp went out."])


class ExamResultOut(Schema):
    exam: UUID
    name: str = Field(examples=["Search relevance"])
    contributor: UUID
    pseudonym: str = Field(examples=["heron-12"])
    number: int = Field(examples=[1])
    state: AttemptState
    n_right: int | None = Field(description="Once it is over.", examples=[9])
    n_questions: int = Field(examples=[10])
    started_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None


class ExamOut(Schema):
    uid: UUID
    project: UUID
    name: str = Field(examples=["Search relevance"])
    note: str
    skill: str = Field(examples=["search-quality"])
    is_asked_for: bool = Field(description="Whether a stage of the project asks for the skill.")
    pass_share: float = Field(examples=[0.8])
    n_questions: int = Field(examples=[10])
    n_attempts: int = Field(examples=[3])
    cool_hours: int = Field(examples=[24])
    valid_days: int | None = Field(examples=[180])
    shares_gold: bool
    retired_at: datetime | None


class ExamItemOut(Schema):
    """Figures over each person's first answer; correlations with the score in the other questions."""

    uid: UUID
    task: str = Field(description="External id.", examples=["gold-17"])
    n: int = Field(description="People who answered.", examples=[40])
    difficulty: float | None = Field(description="Share right.", examples=[0.71])
    difficulty_low: float | None
    difficulty_high: float | None
    discrimination: float | None = Field(description="Corrected point-biserial.", examples=[0.38])
    discrimination_low: float | None
    discrimination_high: float | None
    upper_lower: float | None = Field(description="D, of the upper and lower 27 %.", examples=[0.45])
    n_shown: int = Field(description="People ever shown the task, here or in production.", examples=[52])
    signs: list[ItemSign] = Field(description="What speaks against it.")


class ExamItemsOut(Schema):
    items: list[ExamItemOut]


class ExamAttemptOut(Schema):
    uid: UUID
    contributor: UUID
    pseudonym: str = Field(examples=["heron-12"])
    number: int = Field(examples=[1])
    state: AttemptState
    n_right: int | None = Field(description="Once it is over.", examples=[9])
    n_questions: int = Field(examples=[10])
    started_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None


class OwnExamOut(Schema):
    uid: UUID
    project: UUID
    name: str = Field(examples=["Search relevance"])
    note: str
    skill: str = Field(examples=["search-quality"])
    n_questions: int = Field(examples=[10])
    n_needed: int = Field(examples=[8])
    n_left: int = Field(description="Attempts.", examples=[2])
    is_held: bool
    held_until: datetime | None
    open_attempt: UUID | None
    why_not: str = Field(description="Why it cannot be begun now.", examples=[""])


class OwnExamsOut(Schema):
    exams: list[OwnExamOut]


class ExamQuestionOut(Schema):
    uid: UUID
    position: int = Field(examples=[1])
    content: dict[str, Any]


class OwnAttemptOut(Schema):
    """While it is open the question that comes next; which answers were wrong is never told."""

    uid: UUID
    exam: UUID
    state: AttemptState
    n_questions: int = Field(examples=[10])
    n_needed: int = Field(examples=[8])
    n_right: int | None
    schema_version: UUID
    question: ExamQuestionOut | None


class ExamAnswerIn(Strict):
    question: UUID
    answers: dict[str, Any] = Field(examples=[{"match": "yes"}])


@router.get("/projects/{uuid:project}/exams", response=Page[ExamOut], operation_id="exams_list")
def list_exams(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[ExamOut]:
    """The exams of a project, newest first."""
    user = person_of(request)
    return page(exams_of(user, project_for(user, project, Permission.MANAGE_GOLD)), paging, _exam)


@router.post("/projects/{uuid:project}/exams", response={201: ExamOut}, operation_id="exams_create")
@creates
def create(request: HttpRequest, project: UUID, asked: ExamIn) -> ExamOut:
    """An exam without questions yet; who passes gets the skill."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_GOLD)
    skill = Skill.objects.filter(code=asked.skill, retired_at=None).first()
    if skill is None:
        raise Refused(rules.NO_SKILL(field="skill", code=asked.skill))
    made = actions.make_exam(
        user,
        project=found,
        name=asked.name,
        note=asked.note,
        skill=skill,
        terms=_terms(asked),
        shares_gold=asked.shares_gold,
        now=now(),
    )
    return _exam(exam_for(user, made.uid))


@router.get("/exams/{uuid:exam}", response=ExamOut, operation_id="exams_get")
def get(request: HttpRequest, exam: UUID) -> ExamOut:
    """One exam with its terms."""
    return _exam(exam_for(person_of(request), exam))


@router.put("/exams/{uuid:exam}", response=ExamOut, operation_id="exams_change")
def change(request: HttpRequest, exam: UUID, asked: ExamTermsIn) -> ExamOut:
    """New terms, for attempts that begin from now on."""
    user = person_of(request)
    found = exam_for(user, exam)
    actions.change_exam(user, exam=found, name=asked.name, note=asked.note, terms=_terms(asked), now=now())
    return _exam(exam_for(user, exam))


@router.post("/exams/{uuid:exam}/items", response={201: ExamItemsOut}, operation_id="exams_add_items")
@creates
def add(request: HttpRequest, exam: UUID, asked: ExamItemsIn) -> ExamItemsOut:
    """Ask more gold tasks; unless the exam shares them, they leave production."""
    user = person_of(request)
    found = exam_for(user, exam)
    moment = now()
    actions.add_items(user, exam=found, external_ids=asked.external_ids, now=moment)
    if asked.n_least_shown:
        actions.add_least_shown(user, exam=found, n=asked.n_least_shown, now=moment)
    return _items(found)


@router.get("/exams/{uuid:exam}/items", response=ExamItemsOut, operation_id="exams_items")
def items(request: HttpRequest, exam: UUID) -> ExamItemsOut:
    """The questions in use, how hard each is, and whether it tells who knows."""
    return _items(exam_for(person_of(request), exam))


@router.post(
    "/exams/{uuid:exam}/items/{uuid:item}/retire", response=ExamItemsOut, operation_id="exams_retire_item"
)
def retire_item(request: HttpRequest, exam: UUID, item: UUID) -> ExamItemsOut:
    """The question is drawn no more."""
    user = person_of(request)
    found = exam_for(user, exam)
    row = found.items.filter(uid=item).select_related("gold", "exam__project").first()
    if row is None:
        raise NotFound
    actions.retire_item(user, item=row, now=now())
    return _items(found)


@router.get("/exams/{uuid:exam}/attempts", response=Page[ExamAttemptOut], operation_id="exams_attempts")
def attempts(request: HttpRequest, exam: UUID, paging: Query[Paging]) -> Page[ExamAttemptOut]:
    """Who has sat it and how it went, newest first."""
    return page(attempts_of(exam_for(person_of(request), exam)), paging, _attempt)


@router.get(
    "/projects/{uuid:project}/exam-results", response=Page[ExamResultOut], operation_id="exams_results"
)
def results(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[ExamResultOut]:
    """Every attempt of the people in sight, newest first; a site lead sees the own people's."""
    user = person_of(request)
    return page(results_of(user, learning_project(user, project)), paging, _result)


@router.post(
    "/exams/{uuid:exam}/extra-attempts", response={201: OwnExamOut}, operation_id="exams_give_attempt"
)
@creates
def give(request: HttpRequest, exam: UUID, asked: ExtraAttemptIn) -> OwnExamOut:
    """One attempt more, at once, for somebody of the project whom you look after; they are told."""
    user = person_of(request)
    found = exam_in_sight(user, exam)
    who = sitter(user, found, asked.contributor)
    give_attempt(user, exam=found, contributor=who, reason=asked.reason, now=now())
    return _own(own_exam(who, exam, now=now()))


@router.post("/exams/{uuid:exam}/retire", response=ExamOut, operation_id="exams_retire")
def retire(request: HttpRequest, exam: UUID, asked: ExamRetirementIn) -> ExamOut:
    """Nobody begins it any more; who has passed keeps what they hold."""
    user = person_of(request)
    actions.retire_exam(user, exam=exam_for(user, exam), reason=asked.reason, now=now())
    return _exam(exam_for(user, exam))


@router.get("/me/exams", response=OwnExamsOut, operation_id="me_exams")
def mine(request: HttpRequest) -> OwnExamsOut:
    """The exams of your projects, and what you are qualified for."""
    own = own_exams(contributor_of(person_of(request)), now=now())
    return OwnExamsOut(exams=[_own(each) for each in own])


@router.post("/me/exams/{uuid:exam}/attempts", response={201: OwnAttemptOut}, operation_id="me_exams_begin")
@creates
def begin_own(request: HttpRequest, exam: UUID) -> OwnAttemptOut:
    """Begin an attempt, or go on with the one you have begun."""
    user = person_of(request)
    found = own_exam(contributor_of(user), exam, now=now())
    return _own_attempt(begin(user, exam=found.exam, now=now()))


@router.get("/me/exam-attempts/{uuid:attempt}", response=OwnAttemptOut, operation_id="me_exam_attempt")
def attempt_own(request: HttpRequest, attempt: UUID) -> OwnAttemptOut:
    """How your attempt stands, and the question that comes next."""
    return _own_attempt(own_attempt(contributor_of(person_of(request)), attempt))


@router.post(
    "/me/exam-attempts/{uuid:attempt}/answers", response={201: OwnAttemptOut}, operation_id="me_exam_answer"
)
@creates
def answer_own(request: HttpRequest, attempt: UUID, asked: ExamAnswerIn) -> OwnAttemptOut:
    """Answer the question that comes next, once."""
    user = person_of(request)
    found = own_attempt(contributor_of(user), attempt)
    given = found.answers.filter(uid=asked.question).first()
    if given is None:
        raise NotFound
    answer(user, given=given, answers=asked.answers, now=now())
    return _own_attempt(own_attempt(contributor_of(user), attempt))


def _terms(asked: ExamTermsIn) -> ExamTerms:
    return ExamTerms(
        asked.pass_share,
        asked.n_questions,
        asked.n_attempts,
        cool_hours=asked.cool_hours,
        valid_days=asked.valid_days,
    )


def _exam(exam: Exam) -> ExamOut:
    return ExamOut(
        uid=exam.uid,
        project=exam.project.uid,
        name=exam.name,
        note=exam.note,
        skill=exam.skill.code,
        is_asked_for=is_asked_for(exam),
        pass_share=exam.pass_share,
        n_questions=exam.n_questions,
        n_attempts=exam.n_attempts,
        cool_hours=exam.cool_hours,
        valid_days=exam.valid_days,
        shares_gold=exam.shares_gold,
        retired_at=exam.retired_at,
    )


def _items(exam: Exam) -> ExamItemsOut:
    return ExamItemsOut(items=[_item(each) for each in kept_items(exam)])


def _item(kept: KeptItem) -> ExamItemOut:
    found = kept.figures
    return ExamItemOut(
        uid=kept.item.uid,
        task=kept.item.gold.task.external_id,
        n=found.difficulty.n,
        difficulty=found.difficulty.value,
        difficulty_low=found.difficulty.low,
        difficulty_high=found.difficulty.high,
        discrimination=found.discrimination,
        discrimination_low=found.discrimination_low,
        discrimination_high=found.discrimination_high,
        upper_lower=found.upper_lower,
        n_shown=kept.n_shown,
        signs=list(kept.signs),
    )


def _attempt(attempt: ExamAttempt) -> ExamAttemptOut:
    return ExamAttemptOut(
        uid=attempt.uid,
        contributor=attempt.contributor.uid,
        pseudonym=attempt.contributor.pseudonym,
        number=attempt.number,
        state=AttemptState(attempt.state),
        n_right=attempt.n_right,
        n_questions=attempt.n_questions,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        expires_at=attempt.expires_at,
    )


def _result(attempt: ExamAttempt) -> ExamResultOut:
    shown = _attempt(attempt).dict(exclude={"uid"})
    return ExamResultOut(exam=attempt.exam.uid, name=attempt.exam.name, **shown)


def _own(own: OwnExam) -> OwnExamOut:
    begun = own.open_attempt
    return OwnExamOut(
        uid=own.exam.uid,
        project=own.exam.project.uid,
        name=own.exam.name,
        note=own.exam.note,
        skill=own.exam.skill.code,
        n_questions=own.exam.n_questions,
        n_needed=own.n_needed,
        n_left=own.n_left,
        is_held=own.is_held,
        held_until=own.held_until,
        open_attempt=begun.uid if begun else None,
        why_not=own.refused.said if own.refused and not begun else "",
    )


def _own_attempt(attempt: ExamAttempt) -> OwnAttemptOut:
    waiting = next_answer(attempt) if attempt.state == AttemptState.OPEN else None
    return OwnAttemptOut(
        uid=attempt.uid,
        exam=attempt.exam.uid,
        state=AttemptState(attempt.state),
        n_questions=attempt.n_questions,
        n_needed=rules.n_needed(attempt.pass_share, attempt.n_questions),
        n_right=attempt.n_right,
        schema_version=attempt.schema_version.uid,
        question=None
        if waiting is None
        else ExamQuestionOut(
            uid=waiting.uid, position=waiting.position, content=waiting.item.gold.task.content
        ),
    )
