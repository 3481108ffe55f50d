"""The tabs of a project's pages: only those that this person may open."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in
from assay.web.projects.setup import Walk, walk_at
from assay.work.queries.tasks import OPENING

register = template.Library()
P = Permission
_KEPT = "_project_permissions"
QUALITY = frozenset(
    {P.REVIEW, P.AUDIT, P.DISPUTE, P.ARBITRATE, P.MANAGE_QUALITY, P.VIEW_ANSWERS, P.VIEW_PEOPLE}
)
# Name, address, label, and the permissions of which any one opens it.
TABS: tuple[tuple[str, str, str, frozenset[Permission]], ...] = (
    ("overview", "project", gettext_noop("Overview"), frozenset({P.VIEW_PROJECT})),
    ("tasks", "project-tasks", gettext_noop("Tasks"), OPENING),
    ("batches", "project-batches", gettext_noop("Batches"), frozenset({P.VIEW_PROJECT})),
    ("files", "project-files", gettext_noop("Files"), frozenset({P.MANAGE_TASKS})),
    ("triage", "project-triage", gettext_noop("Triage"), frozenset({P.MANAGE_TASKS})),
    ("schema", "project-schema", gettext_noop("Schema"), frozenset({P.VIEW_PROJECT})),
    ("guideline", "project-guideline", gettext_noop("Guideline"), frozenset({P.VIEW_PROJECT})),
    ("plan", "plan", gettext_noop("Plan"), frozenset({P.VIEW_ANSWERS, P.MANAGE_PROJECT, P.ASSIGN_WORK})),
    ("standards", "standards", gettext_noop("Standards"), frozenset({P.VIEW_PROJECT})),
    ("risks", "risks", gettext_noop("Risks"), frozenset({P.VIEW_ANSWERS})),
    ("members", "project-members", gettext_noop("Members"), frozenset({P.VIEW_PEOPLE})),
    ("settings", "project-settings", gettext_noop("Settings"), frozenset({P.MANAGE_PROJECT})),
    ("consensus", "consensus-runs", gettext_noop("Consensus"), frozenset({P.VIEW_ANSWERS})),
    ("quality", "quality", gettext_noop("Quality"), QUALITY),
    ("adjudication", "adjudications", gettext_noop("Adjudication"), frozenset({P.ADJUDICATE})),
    ("releases", "releases", gettext_noop("Releases"), frozenset({P.VIEW_DELIVERIES})),
)
# Pages that are a step of the set-up of their own, within another tab.
WITHIN = {"gold": "quality"}


@dataclass(frozen=True, slots=True)
class Tab:
    address: str
    label: str
    is_current: bool


@register.simple_tag(takes_context=True)
def project_tabs(context: Context, project: Project, current: str) -> list[Tab]:
    """Every tab with its address."""
    return list(_tabs(given_in(context, project), project, current))


@register.simple_tag(takes_context=True)
def setup_walk(context: Context, project: Project, current: str) -> Walk | None:
    """The steps of the set-up, for who sets up a project that is still a draft."""
    if project.state != ProjectState.DRAFT or Permission.MANAGE_PROJECT not in given_in(context, project):
        return None
    return walk_at(project, current)


def given_in(context: Context, project: Project) -> frozenset[Permission]:
    """What the person may do there; asked once per page."""
    request = context["request"]
    if not isinstance(request.user, User):
        return frozenset()
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, {})
    kept: dict[int, frozenset[Permission]] = getattr(request, _KEPT)
    if project.pk not in kept:
        kept[project.pk] = permissions_in(request.user, project)
    return kept[project.pk]


def _tabs(given: frozenset[Permission], project: Project, current: str) -> Iterator[Tab]:
    for name, page, label, opening in TABS:
        if given & opening:
            try:
                address = reverse(page, args=[project.uid])
            except NoReverseMatch:
                continue
            yield Tab(address, _(label), name == WITHIN.get(current, current))
