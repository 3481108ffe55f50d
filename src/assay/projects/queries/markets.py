"""The markets that projects serve, as a contributor chooses among them."""

from assay.people.models import User
from assay.projects.models import ProjectMarket


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
