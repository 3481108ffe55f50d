"""Somebody says how content that is hard to look at is shown to them."""

from datetime import datetime
from uuid import UUID

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.wellbeing.models import Look, ViewingChoice
from assay.wellbeing.rules.viewing import Viewing, problems
from assay.work.models import Task


def choose_viewing(by: User, *, viewing: Viewing) -> None:
    """From the next task on. The person's own: nobody else reads it, and it changes no limit."""
    if found := [*problems(viewing)]:
        raise Refused(*found)
    ViewingChoice.objects.update_or_create(
        user=by,
        defaults={
            "blur": viewing.blur,
            "grey": viewing.grey,
            "mute": viewing.mute,
            "small": viewing.small,
        },
    )


def note_look(by: User, *, task_uid: UUID, now: datetime) -> None:
    """Somebody uncovered a task's content on a page. A task that is not there is not noted, and not said."""
    task = Task.objects.filter(uid=task_uid).only("pk").first()
    if task is not None:
        Look.objects.create(user=by, task=task, looked_at=now)
