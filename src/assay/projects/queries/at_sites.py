"""What the people of a site work on, and what changed there since they were last at work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from assay.people.models import Contributor, User
from assay.projects.enums import ProjectState
from assay.projects.models import Acknowledgment, GuidelineVersion, Membership, Project
from assay.projects.queries.permission import visible_projects


@dataclass(frozen=True, slots=True)
class GuidelineNews:
    """A version that came; of the people asked, how many have acknowledged it (or a later one)."""

    version: GuidelineVersion
    n_members: int
    n_acknowledged: int


def worked_on_by(user: User, people: QuerySet[Contributor]) -> QuerySet[Project]:
    """Open projects in the person's sight of which any of these people is a member."""
    members = Membership.objects.filter(
        project=OuterRef("pk"), contributor__in=people.order_by(), retired_at=None
    )
    found = visible_projects(user).filter(Exists(members), state=ProjectState.OPEN)
    return found.order_by("name", "pk")


def projects_by_id(keys: Iterable[int]) -> list[Project]:
    """For who counts over all projects, not for anybody's eyes."""
    return list(Project.objects.filter(pk__in=set(keys)).order_by("pk"))


def guideline_news(
    projects: QuerySet[Project], people: Iterable[int], since: datetime, most: int
) -> list[GuidelineNews]:
    """Versions published since then, newest first, with how many of these people are current; three queries."""
    versions = list(
        GuidelineVersion.objects.filter(project__in=projects.order_by(), created_at__gt=since)
        .select_related("project")
        .order_by("-pk")[:most]
    )
    keys = list(people)
    members = _counts(
        Membership.objects.filter(
            project__in={each.project_id for each in versions}, contributor__in=keys, retired_at=None
        ).values_list("project")
    )
    read = list(
        Acknowledgment.objects.filter(
            guideline_version__project__in={each.project_id for each in versions}, contributor__in=keys
        ).values_list("guideline_version__project", "guideline_version__number", "contributor")
    )
    return [
        GuidelineNews(
            each,
            members.get(each.project_id, 0),
            len(
                {who for project, number, who in read if project == each.project_id and number >= each.number}
            ),
        )
        for each in versions
    ]


def _counts(found: QuerySet[Membership, tuple[int, ...]]) -> dict[int, int]:
    return {row[0]: row[1] for row in found.annotate(n=Count("pk")).order_by()}
