"""Gold that training keeps for itself: asked in exams that do not share it, or practised in courses."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from assay.quality.models import Gold
from assay.training.models import Course, CourseStep, Exam, ExamItem


def kept_elsewhere(
    golds: Sequence[Gold], *, exam: Exam | None = None, course: Course | None = None
) -> set[int]:
    """Which of these another exam or course than the one given keeps, by inner id."""
    asked = ExamItem.objects.filter(
        gold__in=golds, retired_at=None, exam__shares_gold=False, exam__retired_at=None
    )
    practised = CourseStep.objects.filter(gold__in=golds, retired_at=None, course__retired_at=None)
    asked = asked.exclude(exam=exam) if exam else asked
    practised = practised.exclude(course=course) if course else practised
    return {*asked.values_list("gold_id", flat=True), *practised.values_list("gold__pk", flat=True)}


def is_asked() -> Exists:
    """Gold that an exam in use asks."""
    return Exists(ExamItem.objects.filter(gold=OuterRef("pk"), retired_at=None, exam__retired_at=None))


def is_practised() -> Exists:
    """Gold whose right answer a course in use shows."""
    return Exists(CourseStep.objects.filter(gold=OuterRef("pk"), retired_at=None, course__retired_at=None))
