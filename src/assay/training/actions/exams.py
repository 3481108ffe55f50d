"""Exams as they are kept: made, changed, filled with gold, retired."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.models import Skill, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.models import Gold
from assay.training.models import Exam, ExamItem
from assay.training.queries.exams import usable_gold
from assay.training.queries.reserved import kept_elsewhere
from assay.training.rules import exams as rules
from assay.work.actions.setting_aside import put_back, set_aside


@dataclass(frozen=True, slots=True)
class ExamTerms:
    """How an exam is passed: a share of the questions, so many attempts with a pause between, held so long."""

    pass_share: float = 0.8
    n_questions: int = 10
    n_attempts: int = 3
    cool_hours: int = 24
    valid_days: int | None = 180


def make_exam(
    by: User,
    *,
    project: Project,
    name: str,
    skill: Skill,
    terms: ExamTerms,
    now: datetime,
    note: str = "",
    shares_gold: bool = False,
) -> Exam:
    """An exam without questions yet. Unless it shares them, its questions leave production."""
    require(by, project, Permission.MANAGE_GOLD)
    problems = [*_refuse_words(name, note), *_refuse_terms(terms)]
    if project.schema_version_id is None:
        problems.append(rules.NO_SCHEMA())
    _refuse(problems)
    with transaction.atomic():
        act_as(by)
        return Exam.objects.create(
            project=project,
            name=name.strip(),
            note=note.strip(),
            skill=skill,
            shares_gold=shares_gold,
            created_at=now,
            created_by=by,
            **_fields(terms),
        )


def change_exam(by: User, *, exam: Exam, name: str, note: str, terms: ExamTerms, now: datetime) -> Exam:
    """New terms, for attempts that begin from now on; more attempts open it again to who has used all."""
    require(by, exam.project, Permission.MANAGE_GOLD)
    _refuse([*_refuse_words(name, note), *_refuse_terms(terms)])
    with transaction.atomic():
        act_as(by)
        locked = _in_use(exam)
        for field, value in {"name": name.strip(), "note": note.strip(), **_fields(terms)}.items():
            setattr(locked, field, value)
        locked.save()
        return locked


def add_items(by: User, *, exam: Exam, external_ids: Sequence[str], now: datetime) -> int:
    """Ask these gold tasks, too; how many are new. Who is given one in production meets it in no exam."""
    require(by, exam.project, Permission.MANAGE_GOLD)
    names = list(dict.fromkeys(name.strip() for name in external_ids if name.strip()))
    with transaction.atomic():
        act_as(by)
        locked = _in_use(exam)
        found = {
            each.task.external_id: each for each in usable_gold(locked).filter(task__external_id__in=names)
        }
        there = locked.items.filter(retired_at=None, gold__task__external_id__in=names)
        known = {*found, *there.values_list("gold__task__external_id", flat=True)}
        _refuse(
            [rules.NO_GOLD(field="external_ids", id=name[:60]) for name in names if name not in known][:10]
        )
        return _add(by, locked, [found[name] for name in names if name in found], now)


def add_least_shown(by: User, *, exam: Exam, n: int, now: datetime) -> int:
    """Ask the `n` gold tasks that fewest people were shown; how many there were."""
    require(by, exam.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        locked = _in_use(exam)
        return _add(by, locked, list(usable_gold(locked)[: max(0, min(n, rules.MOST_QUESTIONS))]), now)


def retire_item(by: User, *, item: ExamItem, now: datetime) -> None:
    """The question is drawn no more; what was answered stays. People who had it keep meeting it nowhere else."""
    require(by, item.exam.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        if ExamItem.objects.filter(pk=item.pk, retired_at=None).update(retired_at=now):
            _give_back(item.exam, [item.gold], now)


def retire_exam(by: User, *, exam: Exam, reason: str, now: datetime) -> None:
    """Nobody begins it any more; who has begun may end it, and who has passed keeps what they hold."""
    require(by, exam.project, Permission.MANAGE_GOLD)
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        locked = _in_use(exam)
        locked.retired_at, locked.retired_reason = now, reason.strip()[: rules.MOST_NOTE]
        locked.save(update_fields=["retired_at", "retired_reason"])
        items = locked.items.filter(retired_at=None).select_related("gold")
        _give_back(locked, [each.gold for each in items], now)


def _add(by: User, exam: Exam, golds: Sequence[Gold], now: datetime) -> int:
    if not exam.shares_gold:
        left = set_aside([each.task_id for each in golds])
        _refuse([rules.IN_HANDS(id=each.task.external_id) for each in golds if each.task_id in left][:10])
    for gold in golds:
        ExamItem.objects.update_or_create(
            exam=exam,
            gold=gold,
            defaults={"retired_at": None},
            create_defaults={"added_at": now, "added_by": by},
        )
    return len(golds)


def _give_back(exam: Exam, golds: Sequence[Gold], now: datetime) -> None:
    """To production, unless another exam or a course keeps it for itself."""
    if exam.shares_gold:
        return
    kept = kept_elsewhere(golds, exam=exam)
    put_back([each.task_id for each in golds if each.pk not in kept and each.retired_at is None], now=now)


def _fields(terms: ExamTerms) -> dict[str, float | int | None]:
    return {
        "pass_share": terms.pass_share,
        "n_questions": terms.n_questions,
        "n_attempts": terms.n_attempts,
        "cool_hours": terms.cool_hours,
        "valid_days": terms.valid_days,
    }


def _refuse_words(name: str, note: str) -> list[Reason]:
    problems = []
    if not 0 < len(name.strip()) <= rules.MOST_NAME:
        problems.append(rules.NO_NAME(field="name", most=rules.MOST_NAME))
    if len(note) > rules.MOST_NOTE:
        problems.append(rules.OUT_OF_RANGE(field="note", name="note", least=0, most=rules.MOST_NOTE))
    return problems


def _refuse_terms(terms: ExamTerms) -> list[Reason]:
    ranges: Mapping[str, tuple[float | None, float, float]] = {
        "pass_share": (terms.pass_share, 0.01, 1.0),
        "n_questions": (terms.n_questions, 1, rules.MOST_QUESTIONS),
        "n_attempts": (terms.n_attempts, 1, rules.MOST_ATTEMPTS),
        "cool_hours": (terms.cool_hours, 0, rules.MOST_HOURS),
        "valid_days": (terms.valid_days, 1, rules.MOST_DAYS),
    }
    return [
        rules.OUT_OF_RANGE(field=name, name=name, least=least, most=most)
        for name, (value, least, most) in ranges.items()
        if value is not None and not least <= value <= most
    ]


def _in_use(exam: Exam) -> Exam:
    locked = (
        Exam.objects.select_for_update(no_key=True, of=["self"]).select_related("project").get(pk=exam.pk)
    )
    if locked.retired_at is not None:
        raise Refused(rules.RETIRED())
    return locked


def _refuse(problems: Sequence[Reason]) -> None:
    if problems:
        raise Refused(*problems)
