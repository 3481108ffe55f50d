"""Coaching: what was talked about, on what evidence, towards which goals, and what was said since."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.partners.enums import CoachedAs, GoalMetric
from assay.people.models import Contributor, Site, Team, User
from assay.projects.models import Project
from assay.quality.models import Review
from assay.work.models import Judgment


class CoachingSession(Identified):
    """One talk of two people. What was noted never changes; what is said later is a remark."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Of an agent, at the time.",
    )
    coach = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    coached = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, null=True, related_name="+", db_index=False, help_text="Of an agent."
    )
    coached_as = models.CharField(max_length=9, choices=CoachedAs)
    topic = models.CharField(max_length=160)
    notes = models.TextField(blank=True)
    held_at = models.DateTimeField()
    written_at = models.DateTimeField()
    follow_up_on = models.DateField(null=True)
    followed_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(coach=models.F("coached")), name="partners_nobody_coaches_themselves"
            ),
            models.CheckConstraint(condition=~models.Q(topic=""), name="partners_coaching_topic"),
            models.CheckConstraint(
                condition=models.Q(coached_as=CoachedAs.AGENT) ^ models.Q(contributor=None),
                name="partners_coaching_of_agent",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "-held_at"], name="partners_coaching_of_site"),
            models.Index(fields=["coached", "-held_at"], name="partners_coaching_of_person"),
        ]


class CoachingEvidence(models.Model):
    """A review, a judgment or an error type that was looked at together; pinned when the session was written."""

    session = models.ForeignKey(CoachingSession, models.PROTECT, related_name="evidence")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    review = models.ForeignKey(Review, models.PROTECT, null=True, related_name="+", db_index=False)
    judgment = models.ForeignKey(Judgment, models.PROTECT, null=True, related_name="+", db_index=False)
    error_key = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=200, help_text="As it was called then.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "review", "judgment", "error_key", "project"],
                nulls_distinct=False,
                name="partners_evidence_once",
            ),
        ]


class CoachingGoal(Identified):
    """A metric of the coached person, the share it is to reach, and by when."""

    session = models.ForeignKey(CoachingSession, models.PROTECT, related_name="goals")
    metric = models.CharField(max_length=13, choices=GoalMetric)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    error_key = models.CharField(max_length=60, blank=True)
    target = models.FloatField()
    by_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(target__gt=0, target__lte=1), name="partners_goal_is_a_share"
            ),
            models.CheckConstraint(
                condition=models.Q(metric=GoalMetric.WITHOUT_ERROR) ^ models.Q(error_key=""),
                name="partners_goal_names_error",
            ),
        ]


class CoachingRemark(Identified):
    """What either of them wrote later."""

    session = models.ForeignKey(CoachingSession, models.PROTECT, related_name="remarks")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="partners_remark_says_something"),
        ]
