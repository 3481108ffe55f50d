"""A contributor asks about a task; the project owner answers once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.inbox import send_message, tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require, visible_projects
from assay.work.facts import Worker
from assay.work.models import Claim, TaskQuestion
from assay.work.rules import reasons

MOST_TEXT = 2000
MOST_OPEN = 20


def ask_question(worker: Worker, *, claim: UUID, text: str, now: datetime) -> TaskQuestion:
    """Ask about a task the person has or had in hand; the project owner is told."""
    text = _text(text)
    held = Claim.objects.select_related("project__owner", "task").filter(
        uid=claim, contributor_id=worker.contributor_id
    )
    with transaction.atomic():
        found = held.first()
        if found is None:
            raise NotFound
        waiting = TaskQuestion.objects.filter(contributor_id=worker.contributor_id, answered_at=None)
        if waiting.filter(task=found.task, text=text).exists():
            return waiting.get(task=found.task, text=text)
        if waiting.filter(project=found.project).count() >= MOST_OPEN:
            raise Refused(reasons.QUESTIONS_WAIT(n=MOST_OPEN))
        question = TaskQuestion.objects.create(
            project=found.project,
            stage_id=found.stage_id,
            task=found.task,
            contributor_id=worker.contributor_id,
            text=text,
            asked_at=now,
        )
        emit("work.question_asked", question=question, now=now)
        send_message(
            [found.project.owner_id],
            kind="work.question",
            title=f"A question about a task of {found.project.name}",
            body=text,
            address=f"/projects/{found.project.uid}/triage/#question-{question.uid}",
            now=now,
        )
        return question


def answer_question(by: User, *, question: UUID, answer: str, now: datetime) -> TaskQuestion:
    """Answer it; whoever asked is told. A second answer is refused."""
    answer = _text(answer)
    with transaction.atomic():
        found = (
            TaskQuestion.objects.select_for_update(no_key=True, of=["self"])
            .select_related("project", "contributor")
            .filter(uid=question, project__in=visible_projects(by))
            .first()
        )
        if found is None:
            raise NotFound
        require(by, found.project, Permission.MANAGE_TASKS)
        if found.answered_at is not None:
            raise Refused(reasons.ANSWERED_ALREADY())
        act_as(by)
        _answer(by, found, answer, now)
        return found


def answer_all(by: User, *, questions: Sequence[TaskQuestion], answer: str, now: datetime) -> None:
    """One answer to several questions that the caller has locked, and whose owner was asked for; askers are told."""
    answer = _text(answer)
    for each in questions:
        _answer(by, each, answer, now)


def _answer(by: User, found: TaskQuestion, answer: str, now: datetime) -> None:
    found.answer, found.answered_at, found.answered_by = answer, now, by
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    emit("work.question_answered", question=found, now=now)
    tell(
        [found.contributor.user_id],
        kind="work.answer",
        sentence=_("Your question about {project} was answered"),
        lines=["{question}", "", "{answer}"],
        about={"project": found.project.name, "question": found.text, "answer": answer},
        now=now,
    )


def _text(text: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= MOST_TEXT:
        raise Refused(reasons.TEXT_LENGTH(field="text", n=f"{MOST_TEXT:,}"))
    return text
