"""Projects as their rows and heads show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.projects.models import Project
from assay.web.projects.words import SEGMENTS, STATES
from assay.work.queries.progress import TaskCounts


@dataclass(frozen=True, slots=True)
class ShownProject:
    uid: UUID
    name: str
    segment: str
    state: str
    tone: str
    owner: str
    schema_number: int | None
    guideline_number: int | None
    counts: TaskCounts | None
    created_at: datetime


def shown_project(project: Project, counts: TaskCounts | None) -> ShownProject:
    """`counts` is None where the person may not see how far it is."""
    label, tone = STATES[project.state]
    return ShownProject(
        uid=project.uid,
        name=project.name,
        segment=_(SEGMENTS[project.segment]),
        state=_(label),
        tone=tone,
        owner=project.owner.name,
        schema_number=project.schema_version.number if project.schema_version else None,
        guideline_number=project.guideline_version.number if project.guideline_version else None,
        counts=counts,
        created_at=project.created_at,
    )
