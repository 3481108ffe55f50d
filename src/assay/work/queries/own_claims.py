"""What a contributor holds at this moment."""

from assay.projects.models import Project
from assay.work.enums import ClaimState
from assay.work.models import Claim, Task


def task_in_work(contributor_id: int, project: Project | None) -> Task | None:
    """The task in the person's hands: of what they hold, perhaps of one project, what they took first."""
    held = Claim.objects.filter(contributor=contributor_id, state=ClaimState.OPEN)
    if project is not None:
        held = held.filter(project=project)
    first = held.select_related("task__project__guideline_version").order_by("claimed_at", "pk").first()
    return first.task if first else None
