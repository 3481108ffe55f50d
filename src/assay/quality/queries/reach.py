"""How far a permission reaches in a project: over all of it, or over the people of a vendor, a site or a team."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.people.rules.scope import Reach
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects

NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Reaching:
    """`whole` are reaches over the project (perhaps of some markets only), `people` those over a vendor's people."""

    whole: tuple[Reach, ...]
    people: tuple[Reach, ...]

    def rows_of_whole(self) -> Q:
        """Of rows with a market."""
        return reduce(or_, (_places(each) for each in self.whole), NOTHING)

    def rows_of_people(self) -> Q:
        """Of rows with contributor, vendor, site and market."""
        return reduce(or_, (_places(each) for each in self.people), NOTHING)


def reaching(user: User, project: Project, permission: Permission) -> Reaching:
    """Where in the project the person has the permission; NotFound out of scope, Refused where nowhere."""
    if not visible_projects(user).filter(pk=project.pk).exists():
        raise NotFound
    found = [each for each in scope_of(user, permission).reaches if each.project in (None, project.pk)]
    if not found:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[permission]))
    return Reaching(
        tuple(each for each in found if not each.names_people),
        tuple(each for each in found if each.names_people),
    )


def _places(reach: Reach) -> Q:
    places = {"vendor_id": reach.vendor, "site_id": reach.site, "contributor__team_id": reach.team}
    condition = Q(**{name: place for name, place in places.items() if place is not None})
    if reach.markets:
        condition &= Q(market__code__in=reach.markets)
    # An empty condition, which every row fits, would be lost in a disjunction.
    return condition or Q(pk__isnull=False)
