"""How a stage uses a labeler, in versions of terms, and what became of each prediction under them."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.labelers.enums import Fate, UseMode
from assay.labelers.models.registry import LabelerVersion, MachineLabeler, Prediction
from assay.people.models import User
from assay.projects.models import Stage


class LabelerUse(Identified):
    """The newest of a labeler and a stage is in force. One that was called back by its measurements has an alarm."""

    labeler = models.ForeignKey(MachineLabeler, models.PROTECT, related_name="uses", db_index=False)
    version = models.ForeignKey(LabelerVersion, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    mode = models.CharField(max_length=7, choices=UseMode)
    left_share = models.FloatField(help_text="Of tasks that people do as if there were no machine.")
    target = models.FloatField(help_text="Share of its answers that must be right.")
    floor = models.FloatField(help_text="So few are right that it is called back.")
    threshold = models.FloatField(null=True, help_text="Confidence from which it answers alone.")
    n_known = models.IntegerField(
        default=0,
        help_text="Known answers at or above the threshold; of one that rates content, labels it had not seen.",
    )
    n_right = models.IntegerField(
        default=0, help_text="Right ones; where content is rated, those whose content is no harder than told."
    )
    precision_low = models.FloatField(null=True, help_text="Lower bound of the share of them that is right.")
    reason = models.TextField(help_text="Why, in the words of who set it; or the alarm's.")
    is_alarm = models.BooleanField(default=False)
    n_checked = models.IntegerField(default=0, help_text="Of an alarm: answers that it rests on.")
    n_wrong = models.IntegerField(default=0)
    n_reopened = models.IntegerField(default=0, help_text="Of an alarm: tasks asked of people again.")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(mode=UseMode.ALONE) ^ models.Q(threshold=None),
                name="labelers_use_threshold",
            ),
            models.CheckConstraint(
                condition=models.Q(is_alarm=False) | models.Q(mode=UseMode.OFF), name="labelers_use_alarm"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="labelers_use_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stage", "labeler", "-id"], name="labelers_use_newest"),
            models.Index(fields=["labeler", "-id"], name="labelers_use_of"),
        ]


class UseProgress(models.Model):
    """How far a use has come, so that a minute costs what is new: through predictions, and through what is checked."""

    use = models.OneToOneField(LabelerUse, models.CASCADE, related_name="progress")
    prediction_id = models.BigIntegerField(default=0, help_text="The last prediction that was decided on.")
    fates = models.JSONField(default=dict, help_text="How many predictions met which fate.")
    task_id = models.BigIntegerField(default=0, help_text="Every task up to this one was rated, or never is.")
    run_id = models.BigIntegerField(default=0, help_text="The consensus run that was compared with last.")
    left_id = models.BigIntegerField(default=0, help_text="The last prediction that was compared with it.")
    checked_id = models.BigIntegerField(default=0, help_text="The last check that was looked at.")
    passed_id = models.BigIntegerField(default=0, help_text="The check by which it was last found good.")
    n_since = models.IntegerField(default=0, help_text="Checked answers since then.")
    n_wrong_since = models.IntegerField(default=0, help_text="Those of them that are wrong.")


class PredictionFate(models.Model):
    """What became of a prediction under a use. Append-only."""

    use = models.ForeignKey(LabelerUse, models.PROTECT, related_name="fates", db_index=False)
    prediction = models.ForeignKey(Prediction, models.PROTECT, related_name="fates", db_index=False)
    fate = models.CharField(max_length=9, choices=Fate)
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["use", "prediction"], name="labelers_fate_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["use", "prediction"],
                condition=models.Q(fate=Fate.LEFT),
                name="labelers_fate_left",
            ),
            models.Index(
                fields=["use", "prediction"],
                condition=models.Q(fate__in=[Fate.ANSWERED, Fate.VOTED]),
                name="labelers_fate_answered",
            ),
        ]
