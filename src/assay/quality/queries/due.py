"""When something is due: in the working time of the project's calendar, around the clock where it has none."""

from datetime import datetime, timedelta

from assay.kit.calendars import add_working_time
from assay.projects.models import Project


def due_after(project: Project, since: datetime, hours: float | None) -> datetime | None:
    """None where there is no clock, or five years do not hold that much working time."""
    if hours is None:
        return None
    if project.calendar is None:
        return since + timedelta(hours=hours)
    return add_working_time(project.calendar.calendar(), since, hours * 3600)
