"""Who works on a project, and who of them has acknowledged its guideline."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from assay.kit.sql import rows
from assay.people.models import Contributor, ContributorMarket, User
from assay.people.queries.scope import others_visible, scope_of
from assay.people.rules.roles import Permission
from assay.projects.models import GuidelineVersion, Membership, Project

_ACKNOWLEDGED = """
SELECT count(*), count(*) FILTER (WHERE a.number >= s.number) FROM projects_routing_member m
JOIN (SELECT project_id, max(guideline_number) AS number FROM projects_routing GROUP BY project_id) s
    ON s.project_id = m.project_id
LEFT JOIN projects_routing_acknowledgment a ON a.project_id = m.project_id AND a.contributor_id = m.contributor_id
WHERE m.project_id = %(project)s::bigint
  AND (%(among)s::bigint[] IS NULL OR m.contributor_id = ANY (%(among)s::bigint[]))
"""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`n` of all `n_members` have acknowledged the guideline in force, or one that is still good enough."""

    n_members: int
    n: int


def acknowledged(project: Project, among: QuerySet[Contributor] | None = None) -> Acknowledged:
    """Of all members, or of those among some people."""
    people = None if among is None else list(among.order_by().values_list("pk", flat=True))
    return Acknowledged(*rows(_ACKNOWLEDGED, {"project": project.pk, "among": people})[0])


def acknowledged_as_seen(user: User, project: Project, given: frozenset[Permission]) -> Acknowledged | None:
    """Who sees a project through own people only, is told of those: not how many others there are.

    None for who reviews at a site and sees no people.
    """
    if Permission.VIEW_PROGRESS in given:
        return acknowledged(project)
    return acknowledged(project, members_seen_by(user, project)) if Permission.VIEW_PEOPLE in given else None


def n_members(project: Project) -> int:
    return Membership.objects.filter(project=project, retired_at=None).count()


def memberships_in_force(projects: Iterable[int]) -> QuerySet[Membership]:
    """Of these projects, for higher domains to count and to narrow."""
    return Membership.objects.filter(project__in=list(projects), retired_at=None)


def memberships_of_people(contributor_ids: Iterable[int]) -> QuerySet[Membership]:
    """Of these people, in every project."""
    return Membership.objects.filter(contributor__in=list(contributor_ids), retired_at=None)


def members_seen_by(user: User, project: Project, text: str = "") -> QuerySet[Contributor]:
    """The project's members in the person's sight, by pseudonym, with `added_at`."""
    membership = Membership.objects.filter(project=project, contributor=OuterRef("pk"), retired_at=None)
    found = others_visible(user).filter(Exists(membership))
    if text:
        found = found.filter(pseudonym__icontains=text)
    return found.annotate(added_at=Subquery(membership.values("added_at")[:1])).order_by("pseudonym")


def addable_by(user: User, project: Project, pseudonyms: list[str], text: str = "") -> QuerySet[Contributor]:
    """People who are no members yet: in the person's sight those named or with the text in their pseudonym; beyond it,
    for whoever staffs the project, only those named in full who fit it. So nobody leafs through people elsewhere."""
    named = Q(pseudonym__in=pseudonyms or [text])
    wanted = Q(pseudonym__in=pseudonyms) | (Q(pseudonym__icontains=text) if text else Q(pk__in=[]))
    seen = Q(pk__in=others_visible(user).order_by().values("pk"))
    seen &= wanted if pseudonyms or text else Q()
    beyond = named & fitting(project) if pseudonyms or text else Q(pk__in=[])
    return joinable(user, project).filter(seen | beyond).order_by("pseudonym")


def joinable(user: User, project: Project) -> QuerySet[Contributor]:
    """Whom the person may add: people in sight, and people who fit the project; nobody who is a member or has left."""
    membership = Membership.objects.filter(project=project, contributor=OuterRef("pk"), retired_at=None)
    seen = Q(pk__in=others_visible(user).order_by().values("pk"))
    people = Contributor.objects.select_related("user", "vendor", "site", "team")
    reach = seen | fitting(project) if staffs(user, project) else seen
    return people.filter(reach, ~Exists(membership)).exclude(standing="off_boarded")


def staffs(user: User, project: Project) -> bool:
    """Whether the person gives out this project's work, and not only to people of one place or market."""
    reaches = scope_of(user, Permission.ASSIGN_WORK).reaches
    return any(
        not reach.names_people and not reach.markets and reach.project in {None, project.pk}
        for reach in reaches
    )


def fitting(project: Project) -> Q:
    """Who serves one of the markets that the project names, of a vendor that its stages are open to."""
    markets = list(project.markets.values_list("market_id", flat=True))
    vendors = set(project.stages.values_list("vendors", flat=True))
    served = ContributorMarket.objects.filter(contributor=OuterRef("pk"), market__in=markets)
    fits = Q(Exists(served))
    return fits if None in vendors else fits & Q(vendor__in=vendors)


def needed_number(version: GuidelineVersion) -> int:
    """The oldest version that is still good enough: corrections of spelling need no new acknowledgment."""
    earlier = GuidelineVersion.objects.filter(
        project_id=version.project_id, number__lte=version.number, needs_acknowledgment=True
    )
    found = earlier.order_by("-number").values_list("number", flat=True).first()
    return found or version.number
