"""The tabs of a project's pages, in groups: only those that this person may open."""

from dataclasses import dataclass

from django import template
from django.template import Context
from django.urls import reverse
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
    {
        *(P.REVIEW, P.AUDIT, P.DISPUTE, P.ARBITRATE, P.ADJUDICATE),
        *(P.MANAGE_QUALITY, P.VIEW_ANSWERS, P.VIEW_PEOPLE),
    }
)
PLANNING = frozenset({P.VIEW_ANSWERS, P.MANAGE_PROJECT, P.ASSIGN_WORK})
# Name, address, label, and the permissions of which any one opens it.
Pages = tuple[tuple[str, str, str, frozenset[Permission]], ...]
# The second line is written here, but for quality and guideline, which have a navigation of their own.
GROUPS: tuple[tuple[str, Pages], ...] = (
    (
        gettext_noop("Overview"),
        (("overview", "project", gettext_noop("Overview"), frozenset({P.VIEW_PROJECT})),),
    ),
    (
        gettext_noop("Work"),
        (
            ("tasks", "project-tasks", gettext_noop("Tasks"), OPENING),
            ("batches", "project-batches", gettext_noop("Batches"), frozenset({P.VIEW_PROJECT})),
            ("queues", "project-queues", gettext_noop("Queues"), frozenset({P.VIEW_PROGRESS})),
            ("files", "project-files", gettext_noop("Files"), frozenset({P.MANAGE_TASKS})),
            ("triage", "project-triage", gettext_noop("Triage"), frozenset({P.MANAGE_TASKS})),
        ),
    ),
    (
        gettext_noop("People"),
        (
            ("members", "project-members", gettext_noop("Members"), frozenset({P.VIEW_PEOPLE})),
            (
                "contributors",
                "project-contributors",
                gettext_noop("Contributors"),
                frozenset({P.VIEW_PEOPLE}),
            ),
            ("pool", "project-pool", gettext_noop("Pool"), frozenset({P.ALLOCATE_WORK})),
            ("diversity", "project-diversity", gettext_noop("Diversity"), frozenset({P.MANAGE_PROJECT})),
        ),
    ),
    (
        gettext_noop("Guideline"),
        (
            ("guideline", "project-guideline", gettext_noop("Guideline"), frozenset({P.VIEW_PROJECT})),
            ("schema", "project-schema", gettext_noop("Label schema"), frozenset({P.VIEW_PROJECT})),
        ),
    ),
    (gettext_noop("Quality"), (("quality", "quality", gettext_noop("Quality"), QUALITY),)),
    (
        gettext_noop("Plan"),
        (
            ("plan", "plan", gettext_noop("Plan"), PLANNING),
            ("raci", "raci", gettext_noop("Responsibilities"), PLANNING),
            ("feasibility", "project-feasibility", gettext_noop("Feasibility"), PLANNING),
            ("standards", "standards", gettext_noop("Standards"), frozenset({P.VIEW_PROJECT})),
            ("risks", "risks", gettext_noop("Risks"), frozenset({P.VIEW_ANSWERS})),
            ("rates", "project-rates", gettext_noop("Rates"), frozenset({P.VIEW_RATES})),
            ("budgets", "project-budgets", gettext_noop("Budgets"), frozenset({P.VIEW_BUDGETS})),
            ("quality-cost", "quality-cost", gettext_noop("Cost of quality"), frozenset({P.VIEW_RATES})),
        ),
    ),
    (
        gettext_noop("Releases"),
        (
            ("releases", "releases", gettext_noop("Releases"), frozenset({P.VIEW_DELIVERIES})),
            ("return", "project-return", gettext_noop("Return"), frozenset({P.WEIGH_RETURN})),
            ("quarters", "quarter-reviews", gettext_noop("Quarters"), frozenset({P.WEIGH_RETURN})),
            ("search-runs", "search-runs", gettext_noop("Search runs"), frozenset({P.WEIGH_RETURN})),
            ("classifiers", "classifiers", gettext_noop("Classifiers"), frozenset({P.WEIGH_RETURN})),
        ),
    ),
    (
        gettext_noop("Settings"),
        (
            ("settings", "project-settings", gettext_noop("Settings"), frozenset({P.MANAGE_PROJECT})),
            ("exposure", "project-exposure", gettext_noop("Exposure"), frozenset({P.SET_LIMITS})),
        ),
    ),
)
# Pages that stand in the navigation of a group's own.
WITHIN = {
    "gold": "quality",
    "consensus": "quality",
    "adaptive": "quality",
    "adjudication": "quality",
    "labelers": "quality",
}
OWN_LINE = frozenset({"quality"})


@dataclass(frozen=True, slots=True)
class Tab:
    address: str
    label: str
    is_current: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class TabGroup:
    """A tab with its pages; a group of which one page is open goes by that page's name."""

    label: str
    pages: tuple[Tab, ...]
    has_second_line: bool

    @property
    def address(self) -> str:
        return self.pages[0].address

    @property
    def current(self) -> str:
        """What aria-current says: the page itself, or that it holds the page, which the second line names."""
        if not any(page.is_current for page in self.pages):
            return ""
        return "true" if self.has_second_line else "page"


@register.simple_tag(takes_context=True)
def project_tabs(context: Context, project: Project, current: str) -> list[TabGroup]:
    """Every group of which something is open to the person."""
    given = given_in(context, project)
    found = ((label, _open_to(pages, given, project, current)) for label, pages in GROUPS)
    return [_group(_(label), tuple(pages)) for label, pages in found if pages]


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


def _group(label: str, pages: tuple[Tab, ...]) -> TabGroup:
    if len(pages) > 1:
        return TabGroup(label, pages, has_second_line=True)
    return TabGroup(pages[0].label, pages, has_second_line=pages[0].name in OWN_LINE)


def _open_to(pages: Pages, given: frozenset[Permission], project: Project, current: str) -> list[Tab]:
    here = WITHIN.get(current, current)
    return [
        Tab(reverse(page, args=[project.uid]), _(label), name == here, name)
        for name, page, label, opening in pages
        if given & opening
    ]
