"""A contributor's question gets an owner and a clock, and one answer for everybody whom it concerns."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Membership, Project
from assay.quality.models import Clarification, HeldTask, QuestionCase
from assay.quality.queries.clarification import may_answer
from assay.quality.rules import clarification as rules
from assay.work.actions.asking import answer_all
from assay.work.actions.holding import release_held
from assay.work.models import TaskQuestion


def open_case(question: TaskQuestion, *, now: datetime) -> QuestionCase:
    """The project owner answers, within the time that the project allows, unless it is handed over."""
    case, _new = QuestionCase.objects.get_or_create(
        question=question,
        defaults={
            "owner": question.project.owner,
            "due_at": now + timedelta(hours=question.project.answer_hours),
        },
    )
    return case


def hand_over(by: User, *, question: TaskQuestion, to: User, now: datetime) -> QuestionCase:
    """Somebody else answers it; the clock runs on."""
    _require(by, question.project)
    if not may_answer(to, question.project):
        raise Refused(rules.CANNOT_ANSWER(field="to", name=to.name))
    with transaction.atomic():
        act_as(by)
        case = open_case(question, now=question.asked_at)
        case.owner = to
        case.save(update_fields=["owner"])
        if to.pk != by.pk:
            tell(
                [to.pk],
                kind="quality.question",
                sentence=_("Please answer a question about {project}"),
                lines=["{question}"],
                about={"project": question.project.name, "question": question.text},
                address=f"/questions/{question.uid}/",
                now=now,
            )
        return case


def clarify(
    by: User,
    *,
    project: Project,
    questions: Sequence[UUID],
    asked: str,
    answer: str,
    now: datetime,
    section: str = "",
    is_provisional: bool = False,
) -> Clarification:
    """Answer questions that ask the same, once: whoever asked and everybody who works on the project is told.

    Tasks that were held for one of them come back.
    """
    _require(by, project)
    _refuse(_problems(project, asked, answer, section))
    with transaction.atomic():
        act_as(by)
        waiting = TaskQuestion.objects.filter(project=project, uid__in=questions, answered_at=None)
        found = list(waiting.order_by("pk").select_for_update(no_key=True, of=["self"]))
        if questions and not found:
            raise Refused(rules.NO_QUESTION(field="questions"))
        made = Clarification.objects.create(
            project=project,
            section=section,
            question=asked.strip(),
            answer=answer.strip(),
            is_provisional=is_provisional,
            published_at=now,
            published_by=by,
        )
        answer_all(by, questions=found, answer=answer.strip(), now=now)
        for each in found:
            open_case(each, now=now)
        QuestionCase.objects.filter(question__in=found).update(clarification=made)
        _broadcast(made, without=[each.contributor_id for each in found], now=now)
        return made


def settle(by: User, *, clarification: Clarification, answer: str, now: datetime) -> Clarification:
    """A provisional answer becomes final, as it is or put right; everybody is told where it changed."""
    _require(by, clarification.project)
    _refuse(_problems(clarification.project, clarification.question, answer, ""))
    with transaction.atomic():
        act_as(by)
        locked = _in_use(clarification)
        if not locked.is_provisional:
            raise Refused(rules.NOT_PROVISIONAL())
        is_changed = locked.answer != answer.strip()
        locked.answer, locked.is_provisional = answer.strip(), False
        locked.settled_at, locked.settled_by = now, by
        locked.save()
        if is_changed:
            _broadcast(locked, without=(), now=now)
        return locked


def retire_clarification(by: User, *, clarification: Clarification, reason: str, now: datetime) -> None:
    """It does not hold any more: nobody finds it, and it stays as a record."""
    _require(by, clarification.project)
    if not reason.strip():
        raise Refused(rules.NO_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        locked = _in_use(clarification)
        locked.retired_at, locked.retired_reason = now, reason.strip()[: rules.MOST_TEXT]
        locked.save()


def release_tasks(by: User, *, question: TaskQuestion, now: datetime) -> int:
    """What was held comes back before the answer; how many."""
    _require(by, question.project)
    with transaction.atomic():
        act_as(by)
        return _release([question], now)


def remind_late(*, now: datetime) -> int:
    """Whoever has not answered in time is told, once, and the project owner with them; how many questions."""
    with transaction.atomic():
        act_as(None)
        late = QuestionCase.objects.filter(
            due_at__lte=now, reminded_at=None, clarification=None, question__answered_at=None
        )
        locked = late.select_for_update(no_key=True, skip_locked=True, of=["self"])
        found = list(locked.select_related("question__project")[:200])
        for case in found:
            project = case.question.project
            tell(
                sorted({case.owner_id, project.owner_id}),
                kind="quality.question",
                sentence=_("A question about {project} waits longer than a day"),
                lines=["{question}"],
                about={"project": project.name, "question": case.question.text},
                address=f"/questions/{case.question.uid}/",
                now=now,
            )
        QuestionCase.objects.filter(pk__in=[case.pk for case in found]).update(reminded_at=now)
        return len(found)


def release_answered(question: TaskQuestion, *, now: datetime) -> None:
    """It was answered by itself, without a word for everybody: what waited for it comes back."""
    _release([question], now)


def _release(questions: Sequence[TaskQuestion], now: datetime) -> int:
    held = HeldTask.objects.filter(question__in=questions, released_at=None)
    n = release_held(list(held.values_list("item_id", flat=True)), now=now)
    held.update(released_at=now)
    return n


def _broadcast(made: Clarification, *, without: Sequence[int], now: datetime) -> None:
    members = Membership.objects.filter(project=made.project, retired_at=None).exclude(
        contributor__in=without
    )
    tell(
        list(members.order_by("pk").values_list("contributor__user_id", flat=True)),
        kind="quality.clarification",
        sentence=_("For now in {project}: {question}")
        if made.is_provisional
        else _("In {project}: {question}"),
        lines=["{answer}"],
        about={"project": made.project.name, "question": made.question[:120], "answer": made.answer},
        address=f"/work/{made.project.uid}/questions/",
        now=now,
    )


def _problems(project: Project, asked: str, answer: str, section: str) -> list[Reason]:
    texts = (("question", asked), ("answer", answer))
    problems = [
        rules.NO_TEXT(field=name, what=f"the {name}", most=rules.MOST_TEXT)
        for name, text in texts
        if not 0 < len(text.strip()) <= rules.MOST_TEXT
    ]
    version = project.guideline_version
    if section and section not in {each["id"] for each in (version.sections if version else ())}:
        problems.append(rules.UNKNOWN_SECTION(field="section", id=section[:60]))
    return problems


def _in_use(clarification: Clarification) -> Clarification:
    locked = Clarification.objects.select_for_update(no_key=True, of=["self"]).get(pk=clarification.pk)
    if locked.retired_at is not None:
        raise Refused(rules.RETIRED(reason=locked.retired_reason))
    return locked


def _require(user: User, project: Project) -> None:
    if not may_answer(user, project):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_QUALITY]))


def _refuse(problems: Sequence[Reason]) -> None:
    if problems:
        raise Refused(*problems)
