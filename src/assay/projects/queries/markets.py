"""The markets that projects serve, and those that a guideline may name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from assay.people.models import User
from assay.people.queries.organisation import markets
from assay.projects.models import Project, ProjectMarket
from assay.projects.rules.guideline_policies import markets_of


def markets_of_work(user: User) -> dict[str, list[tuple[str, str]]]:
    """Code and name of every market of each project that the person works on, by the project's uid."""
    served = (
        ProjectMarket.objects.filter(
            project__memberships__contributor__user=user, project__memberships__retired_at=None
        )
        .order_by("market__name")
        .values_list("project__uid", "market__code", "market__name")
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for project, code, name in served:
        found.setdefault(str(project), []).append((code, name))
    return found


def nameable_markets(project: Project) -> set[str]:
    """Codes that the project's next guideline may name: the organisation's, and what the version in force names.

    So a market that is retired, or has another code since, does not stop a change that has nothing to do with it.
    """
    version = project.guideline_version
    before = markets_of(version.sections, version.policies, {}) if version else {}
    return {*markets().filter(retired_at=None).values_list("code", flat=True), *before}


def market_names(codes: set[str]) -> dict[str, str]:
    """The names of those that exist; of a retired one, too."""
    return dict(markets().filter(code__in=codes).values_list("code", "name"))


def market_codes_of(projects: Iterable[Project]) -> Mapping[int, list[str]]:
    """The codes of the markets that each project serves, in order; of none where it serves none."""
    found: dict[int, list[str]] = defaultdict(list)
    served = ProjectMarket.objects.filter(project__in=projects).order_by("market__code")
    for pk, code in served.values_list("project_id", "market__code"):
        found[pk].append(code)
    return found
