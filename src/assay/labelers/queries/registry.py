"""Labelers of a project with their versions, in the scope of who asks."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.labelers.models import LabelerVersion, MachineLabeler
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for, require

SEES, KEEPS = Permission.VIEW_ANSWERS, Permission.MANAGE_QUALITY
# Where content goes, and what that may cost.
DECIDES = Permission.MANAGE_PROJECT
# That content goes there at all.
SHARES = Permission.SHARE_CONTENT
# Counted per version on its page alone; a version of millions is told by its checks, not by its predictions.
_COUNTS = """
SELECT v.id, (SELECT count(*) FROM (
        SELECT FROM labelers_prediction p WHERE p.version_id = v.id LIMIT %(most)s::int) counted)::int
FROM labelers_labelerversion v WHERE v.id = ANY (%(versions)s::bigint[])
"""
MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class VersionCount:
    """Predictions of a version; no more than 100,000 are counted."""

    n: int

    @property
    def is_more(self) -> bool:
        return self.n >= MOST_COUNTED


def project_for_labelers(user: User, uid: UUID) -> Project:
    return project_for(user, uid, SEES)


def labelers_of(project: Project) -> QuerySet[MachineLabeler]:
    """Those in use first, then by name."""
    found = MachineLabeler.objects.filter(project=project).select_related("project", "created_by")
    return found.order_by("retired_at", "name", "pk")


def labeler_for(user: User, uid: UUID) -> MachineLabeler:
    """The labeler, where the person sees answers of its project."""
    found = MachineLabeler.objects.select_related("project", "created_by").filter(uid=uid).first()
    if found is None:
        raise NotFound
    require(user, found.project, SEES)
    return found


def version_for(user: User, uid: UUID) -> LabelerVersion:
    found = LabelerVersion.objects.select_related("labeler__project").filter(uid=uid).first()
    if found is None:
        raise NotFound
    require(user, found.labeler.project, SEES)
    return found


def versions_of(labeler: MachineLabeler) -> QuerySet[LabelerVersion]:
    """Newest first."""
    found = LabelerVersion.objects.filter(labeler=labeler).select_related("created_by", "labeler__project")
    return found.order_by("-number")


def counts_of(versions: list[LabelerVersion]) -> dict[int, VersionCount]:
    found = rows(_COUNTS, {"versions": [each.pk for each in versions], "most": MOST_COUNTED})
    return {pk: VersionCount(n) for pk, n in found}
