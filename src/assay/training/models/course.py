"""Courses: lessons of the guideline and practice on reserved gold, who is given them, and what was done of them."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import GuidelineVersion, LabelSchemaVersion, Project
from assay.quality.models import Gold
from assay.training.enums import AssignedThrough, CourseStepKind
from assay.training.models.exam import Exam

IN_USE = models.Q(retired_at=None)


class Course(Identified):
    """Finishing it is a step to the exam, where it names one."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="courses")
    name = models.CharField(max_length=160)
    note = models.TextField(blank=True, help_text="What people are told before they begin.")
    exam = models.ForeignKey(Exam, models.PROTECT, null=True, related_name="courses")
    gates_exam = models.BooleanField(default=False, help_text="The exam waits until the course is finished.")
    is_open = models.BooleanField(default=True, help_text="Everybody on the project may begin it.")
    is_retraining = models.BooleanField(
        default=False, help_text="Given to who is asked to read again, or to learn again after a calibration."
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(gates_exam=False) | models.Q(exam__isnull=False),
                name="training_course_gate_has_exam",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(is_retraining=True) & IN_USE,
                name="training_one_retraining",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CourseStep(Identified):
    """A lesson is a section of the guideline, linked to the version it was chosen from; practice is a gold task."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="steps", db_index=False)
    kind = models.CharField(max_length=8, choices=CourseStepKind)
    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=60, blank=True)
    guideline_version = models.ForeignKey(GuidelineVersion, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the section and its variants.")
    gold = models.ForeignKey(Gold, models.PROTECT, null=True, related_name="+")
    note = models.TextField(
        blank=True, help_text="Of a lesson what to look at; of practice the explanation after the answer."
    )
    hint = models.TextField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)
    flagged_at = models.DateTimeField(
        null=True, help_text="When its keepers were told that figures speak against it."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind=CourseStepKind.LESSON, gold=None, guideline_version__isnull=False)
                | models.Q(
                    kind=CourseStepKind.PRACTICE, gold__isnull=False, guideline_version=None, section=""
                ),
                name="training_course_step_of_one_kind",
            ),
            models.UniqueConstraint(
                fields=["course", "gold"], condition=IN_USE, name="training_course_practice_once"
            ),
            models.UniqueConstraint(
                fields=["course", "section"],
                condition=IN_USE & ~models.Q(section=""),
                name="training_course_lesson_once",
            ),
        ]


class CourseAssignment(Identified):
    """One way of one person through a course; whoever is to learn again is assigned it again."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="assignments", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    through = models.CharField(max_length=11, choices=AssignedThrough)
    reason = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "contributor"],
                condition=models.Q(finished_at=None, withdrawn_at=None),
                name="training_one_open_assignment",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(finished_at=None),
                name="training_assignment_ends_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(finished_at=None, withdrawn_at=None, reminded_at=None),
                name="training_assignment_due",
            ),
        ]


class StepAnswer(Identified):
    """A lesson that was read, under which version, or a try at a practice task; never changed, and no Judgment."""

    assignment = models.ForeignKey(CourseAssignment, models.PROTECT, related_name="given", db_index=False)
    step = models.ForeignKey(CourseStep, models.PROTECT, related_name="given")
    number = models.PositiveSmallIntegerField()
    guideline_version = models.ForeignKey(
        GuidelineVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    schema_version = models.ForeignKey(
        LabelSchemaVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answers = models.JSONField(null=True)
    is_right = models.BooleanField(null=True)
    wrong = models.JSONField(default=list)
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "step", "number"], name="training_step_answer_number"
            ),
            models.CheckConstraint(
                condition=models.Q(answers=None, is_right=None, guideline_version__isnull=False)
                | models.Q(answers__isnull=False, is_right__isnull=False, schema_version__isnull=False),
                name="training_step_answer_whole",
            ),
        ]
