"""Who works on a project, and who of them has acknowledged its guideline."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from assay.kit.sql import rows
from assay.people.models import Contributor, User
from assay.people.queries.scope import others_visible
from assay.projects.models import Acknowledgment, GuidelineVersion, Membership, Project

_ACKNOWLEDGED = """
SELECT count(*), count(*) FILTER (WHERE a.number >= s.number) FROM projects_routing_member m
JOIN (SELECT project_id, max(guideline_number) AS number FROM projects_routing GROUP BY project_id) s
    ON s.project_id = m.project_id
LEFT JOIN projects_routing_acknowledgment a ON a.project_id = m.project_id AND a.contributor_id = m.contributor_id
WHERE m.project_id = %(project)s::bigint
"""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`n` of all `n_members` have acknowledged the guideline in force, or one that is still good enough."""

    n_members: int
    n: int


def acknowledged(project: Project) -> Acknowledged:
    return Acknowledged(*rows(_ACKNOWLEDGED, {"project": project.pk})[0])


def n_members(project: Project) -> int:
    return Membership.objects.filter(project=project, retired_at=None).count()


def members_seen_by(user: User, project: Project, text: str = "") -> QuerySet[Contributor]:
    """The project's members in the person's sight, by pseudonym, with `added_at`."""
    membership = Membership.objects.filter(project=project, contributor=OuterRef("pk"), retired_at=None)
    found = others_visible(user).filter(Exists(membership))
    if text:
        found = found.filter(pseudonym__icontains=text)
    return found.annotate(added_at=Subquery(membership.values("added_at")[:1])).order_by("pseudonym")


def addable_by(user: User, project: Project, pseudonyms: list[str], text: str = "") -> QuerySet[Contributor]:
    """People in the person's sight who are no members yet: those named, or those whose pseudonym has the text."""
    membership = Membership.objects.filter(project=project, contributor=OuterRef("pk"), retired_at=None)
    found = others_visible(user).filter(~Exists(membership)).exclude(standing="off_boarded")
    named = Q(pseudonym__in=pseudonyms)
    wanted = named | Q(pseudonym__icontains=text) if text else named
    return found.filter(wanted if pseudonyms or text else Q()).order_by("pseudonym")


def readers_of(user: User, version: GuidelineVersion) -> QuerySet[Contributor]:
    """Members in sight with `read_at`: when they acknowledged it; who has not comes first."""
    read = Acknowledgment.objects.filter(
        contributor=OuterRef("pk"),
        guideline_version__project=version.project_id,
        guideline_version__number__gte=needed_number(version),
    ).order_by("-acknowledged_at")
    members = members_seen_by(user, version.project)
    with_reading = members.annotate(read_at=Subquery(read.values("acknowledged_at")[:1]))
    return with_reading.order_by(F("read_at").desc(nulls_first=True), "pseudonym")


def needed_number(version: GuidelineVersion) -> int:
    """The oldest version that is still good enough: corrections of spelling need no new acknowledgment."""
    earlier = GuidelineVersion.objects.filter(
        project_id=version.project_id, number__lte=version.number, needs_acknowledgment=True
    )
    found = earlier.order_by("-number").values_list("number", flat=True).first()
    return found or version.number
