"""From a template to the first task: seven steps, each a page of the project that saves by itself.

A walk can be left and taken up again at any time: where it stands is read from the project, and kept nowhere else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from assay.people.rules.roles import Permission
from assay.projects.enums import ProjectState
from assay.projects.models import Project, ProjectMarket
from assay.projects.queries.permission import project_for
from assay.projects.queries.staffing import Acknowledged, acknowledged
from assay.quality.queries.gold import n_gold_in_use
from assay.web.requests import signed_in, user_of
from assay.work.models import Task
from assay.work.queries.progress import Progress, progress_of


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as the walk knows it: its tab, its page, its name, and what one does there."""

    tab: str
    page: str
    name: str
    sentence: str


STOPS = (
    Stop(
        "settings",
        "project-settings",
        gettext_noop("Name and markets"),
        gettext_noop("Who sees the project depends on the markets it serves."),
    ),
    Stop(
        "schema",
        "project-schema",
        gettext_noop("Questions"),
        gettext_noop(
            "Say what contributors are shown and asked, and publish it. What a template brought is in force already."
        ),
    ),
    Stop(
        "guideline",
        "project-guideline",
        gettext_noop("Guideline"),
        gettext_noop("Write what decides, and publish it: members acknowledge it before their first task."),
    ),
    Stop(
        "batches",
        "project-batches",
        gettext_noop("Tasks"),
        gettext_noop(
            "Make a batch, and import your file into it. You see its rows before anything comes in."
        ),
    ),
    Stop(
        "gold",
        "gold",
        gettext_noop("Gold"),
        gettext_noop(
            "Tasks with a known answer measure how right people are. The examples of a template are gold already."
        ),
    ),
    Stop(
        "members",
        "project-members",
        gettext_noop("People"),
        gettext_noop("Add who is to work here; the list says what still keeps somebody from it."),
    ),
    Stop(
        "overview",
        "project",
        gettext_noop("Open"),
        gettext_noop("Open the project: members get tasks from then on."),
    ),
)
N_STEPS = len(STOPS)
# Pages beside a step's own that belong to it.
_BESIDE: Mapping[str, str] = {
    "tasks": "batches",
    "queues": "batches",
    "files": "batches",
    "contributors": "members",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a project needs before it runs, or is better for."""

    label: str
    address: str
    is_done: bool
    number: int
    n: int = N_STEPS


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the seven as the bar shows it."""

    number: int
    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The bar on a step's page: where one is, and where it goes on."""

    number: int
    name: str
    sentence: str
    marks: tuple[Mark, ...]
    following: Mark


def walk_at(project: Project, tab: str) -> Walk | None:
    """None on pages that are no step; the last step has the checklist itself."""
    here = _BESIDE.get(tab, tab)
    at = next((nth for nth, stop in enumerate(STOPS) if stop.tab == here), None)
    if at is None or at == N_STEPS - 1:
        return None
    marks = tuple(
        Mark(nth + 1, _(stop.name), reverse(stop.page, args=[project.uid]), nth == at)
        for nth, stop in enumerate(STOPS)
    )
    return Walk(at + 1, _(STOPS[at].name), _(STOPS[at].sentence), marks, marks[at + 1])


def step_names() -> list[str]:
    """The steps by name, before there is a project."""
    return [_(stop.name) for stop in STOPS]


def steps_of(project: Project, progress: Progress, people: Acknowledged) -> Iterator[Step]:
    """Every step with its page, and whether it is done."""
    labels = (
        _("Choose the markets it serves"),
        _("Publish the label schema: what is shown and asked"),
        _("Publish the guideline"),
        _("Make a batch and import tasks"),
        _("Add gold: tasks with a known answer"),
        _("Add people"),
        _("Open the project"),
    )
    done = (
        ProjectMarket.objects.filter(project=project).exists(),
        project.schema_version_id is not None,
        project.guideline_version_id is not None,
        # Looked up, as the roll-up may not know yet what has just come in.
        progress.n_tasks > 0 or Task.objects.filter(project=project, is_gold=False).exists(),
        n_gold_in_use(project.pk) > 0,
        people.n_members > 0,
        project.state == ProjectState.OPEN,
    )
    places = {1: "#markets", N_STEPS: "#state"}
    for number, (label, stop, is_done) in enumerate(zip(labels, STOPS, done, strict=True), 1):
        address = reverse(stop.page, args=[project.uid]) + places.get(number, "")
        yield Step(label, address, is_done, number)


@signed_in
@require_GET
def setup(request: HttpRequest, project: UUID) -> HttpResponse:
    """To the first step that is not done; to the overview once all are."""
    found = project_for(user_of(request), project, Permission.MANAGE_PROJECT)
    steps = steps_of(found, progress_of(found.pk), acknowledged(found))
    following = next((step.address for step in steps if not step.is_done), None)
    return redirect(following or reverse("project", args=[project]))
