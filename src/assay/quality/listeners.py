"""What quality does when something below it changes."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.hooks import subscribe
from assay.people.models import User
from assay.quality.actions.adjudication import close_for_tasks


@subscribe("work.tasks_withdrawn")
def tasks_withdrawn(task_ids: Sequence[int], by: User | None, now: datetime) -> None:
    """What is withdrawn needs no answer any more."""
    close_for_tasks(by, task_ids=task_ids, now=now)
