"""One search over everything with a name that the person may open."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.reasons import NotFound
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.web.projects.words import BATCH_STATES, STATES
from assay.web.requests import signed_in, user_of
from assay.work.queries.search import Found
from assay.work.queries.search import search as find


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; `page` is the name of its address."""

    page: str
    uid: UUID
    name: str
    where: str
    state: str = ""
    tone: str = ""
    is_gold: bool = False


@signed_in
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Projects and batches whose name has the text, tasks whose external id begins with it, anything by identifier."""
    person = user_of(request)
    if scope_of(person, Permission.VIEW_PROJECT).is_empty:
        raise NotFound
    text = request.GET.get("q", "").strip().replace("\0", "")[:200]
    groups = _groups(find(person, text))
    context = {"text": text, "groups": [(label, hits) for label, hits in groups if hits]}
    return render(request, "web/projects/search.html", context)


def _groups(found: Found) -> list[tuple[str, list[Hit]]]:
    projects = [
        Hit("project", each.uid, each.name, each.owner.name, _(STATES[each.state][0]), STATES[each.state][1])
        for each in found.projects
    ]
    batches = [
        Hit(
            "batch",
            each.uid,
            each.name,
            each.project.name,
            _(BATCH_STATES[each.state][0]),
            BATCH_STATES[each.state][1],
            each.is_gold,
        )
        for each in found.batches
    ]
    tasks = [
        Hit(
            "task",
            each.uid,
            each.external_id,
            f"{each.project.name} · {each.batch.name}",
            is_gold=each.is_gold,
        )
        for each in found.tasks
    ]
    return [(_("Tasks"), tasks), (_("Projects"), projects), (_("Batches"), batches)]
