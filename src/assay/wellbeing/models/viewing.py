"""How somebody wants content that is hard to look at shown."""

from typing import ClassVar

from django.db import models

from assay.people.models import User
from assay.wellbeing.rules.viewing import MOST_BLUR
from assay.work.models import Task


class ViewingChoice(models.Model):
    """One's own, and as with opt-outs without a trail. Who has none is shown everything covered."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    blur = models.SmallIntegerField(help_text="In percent; 0: none.")
    grey = models.BooleanField()
    mute = models.BooleanField()
    small = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(blur__gte=0, blur__lte=MOST_BLUR), name="wellbeing_viewing_blur"
            )
        ]


class Look(models.Model):
    """Somebody uncovered a task on a page that only shows it. What agents uncover counts with their answer."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="+", db_index=False)
    looked_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "looked_at"], name="wellbeing_looks_of_person"),
            models.Index(fields=["looked_at"], name="wellbeing_looks_lately"),
            models.Index(fields=["task"], name="wellbeing_looks_at_task"),
        ]
