"""Finding projects among those a person sees."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from assay.people.models import User
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects

# What is worked on comes first.
_ORDER = (ProjectState.OPEN, ProjectState.PAUSED, ProjectState.DRAFT, ProjectState.CLOSED)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is empty narrows nothing."""

    text: str = ""
    state: str = ""
    segment: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.state or self.segment)


def search_projects(user: User, filters: Filters) -> QuerySet[Project]:
    """The person's projects that fit, open ones first, then the newest."""
    found = visible_projects(user).select_related("owner", "schema_version", "guideline_version")
    if filters.text:
        found = found.filter(name__icontains=filters.text)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.segment:
        found = found.filter(segment=filters.segment)
    places = [When(state=state, then=Value(nth)) for nth, state in enumerate(_ORDER)]
    return found.order_by(Case(*places, output_field=IntegerField()), "-pk")
