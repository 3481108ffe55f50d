"""Exams for who keeps them: questions with their figures, and who has sat them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project, StageSkill
from assay.projects.queries.permission import project_for, require, visible_projects
from assay.quality.models import Gold
from assay.quality.queries.gold import gold_of
from assay.stats.testing import ItemStatistics, item_statistics
from assay.training.enums import AttemptState, ItemSign
from assay.training.models import Exam, ExamAnswer, ExamAttempt, ExamItem
from assay.training.queries.reserved import is_practised
from assay.training.rules.exams import signs_of
from assay.work.models import Claim


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A question: how it was answered, what that says, and how many people were ever shown its task."""

    item: ExamItem
    figures: ItemStatistics
    signs: tuple[ItemSign, ...]
    n_shown: int


def exams_of(user: User, project: Project) -> QuerySet[Exam]:
    """The exams of a project with counts of attempts, in use first."""
    require(user, project, Permission.MANAGE_GOLD)
    found = Exam.objects.filter(project=project).select_related("project", "skill")
    return found.annotate(
        is_asked=_is_asked(),
        n_items=Count("items", filter=Q(items__retired_at=None), distinct=True),
        n_sat=Count("attempts", filter=~Q(attempts__state=AttemptState.OPEN), distinct=True),
        n_passed=Count("attempts", filter=Q(attempts__state=AttemptState.PASSED), distinct=True),
    ).order_by(F("retired_at").desc(nulls_first=True), "-pk")


def exam_for(user: User, uid: UUID) -> Exam:
    """An exam of a project that the person keeps gold of; NotFound out of sight, else Refused."""
    exams = Exam.objects.filter(uid=uid, project__in=visible_projects(user)).select_related(
        "project", "skill"
    )
    found = exams.annotate(is_asked=_is_asked()).first()
    if found is None:
        raise NotFound
    project_for(user, found.project.uid, Permission.MANAGE_GOLD)
    return found


def is_asked_for(exam: Exam) -> bool:
    """Whether routing of the project asks for the skill that the exam gives; of exams as these queries give them."""
    return bool(vars(exam)["is_asked"])


def usable_gold(exam: Exam) -> QuerySet[Gold]:
    """Gold in use that the exam does not ask yet and no course gives away, what fewest people were shown first."""
    taken = ExamItem.objects.filter(exam=exam, gold=OuterRef("pk"), retired_at=None)
    found = gold_of(exam.project_id).filter(~Exists(taken), retired_at=None, task__withdrawn_at=None)
    found = found.filter(~is_practised())
    return found.order_by("n_shown", "pk")


def kept_items(exam: Exam) -> list[KeptItem]:
    """Every question in use with its figures over finished first answers: who had it before does not count twice."""
    items = list(
        ExamItem.objects.filter(exam=exam, retired_at=None)
        .select_related("gold__task__market")
        .annotate(n_claimed=_n_claimed(), n_given=Count("given__attempt__contributor", distinct=True))
        .order_by("pk")
    )
    figures = figures_of(exam, items)
    return [
        KeptItem(each, found, signs_of(found), vars(each)["n_claimed"] + vars(each)["n_given"])
        for each, found in zip(items, figures, strict=True)
    ]


def figures_of(exam: Exam, items: Sequence[ExamItem]) -> list[ItemStatistics]:
    """Each person once per question, as they answered it first."""
    if not items:
        return []
    place = {each.pk: nth for nth, each in enumerate(items)}
    given = (
        ExamAnswer.objects.filter(item__in=place, is_right__isnull=False)
        .exclude(attempt__state=AttemptState.OPEN)
        .order_by("attempt__started_at", "pk")
        .values_list("attempt__contributor_id", "item_id", "is_right")
    )
    rows: dict[int, int] = {}
    first: dict[tuple[int, int], bool] = {}
    for person, item, is_right in given:
        first.setdefault((rows.setdefault(person, len(rows)), place[item]), bool(is_right))
    table = np.full((len(rows), len(items)), np.nan)
    for (row, column), is_right in first.items():
        table[row, column] = is_right
    return item_statistics(table)


def attempts_of(exam: Exam) -> QuerySet[ExamAttempt]:
    """Every attempt, newest first."""
    found = ExamAttempt.objects.filter(exam=exam).select_related("contributor__vendor", "contributor__site")
    return found.order_by("-pk")


def _is_asked() -> Exists:
    return Exists(StageSkill.objects.filter(stage__project=OuterRef("project"), skill=OuterRef("skill")))


def _n_claimed() -> Coalesce:
    claims = Claim.objects.filter(task=OuterRef("gold__task")).values("task")
    return Coalesce(Subquery(claims.annotate(n=Count("contributor", distinct=True)).values("n")), 0)
