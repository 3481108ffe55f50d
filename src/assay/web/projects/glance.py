"""What the overview of a project shows: figures with their age, what is in force, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.delivery.models import Release
from assay.delivery.queries.releases import releases_of
from assay.kit.clock import working_day
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.projects.queries.staffing import Acknowledged, acknowledged_as_seen
from assay.projects.rules.states import TRANSITIONS
from assay.quality.models import ConsensusRun
from assay.quality.queries.gold import n_gold_in_use, project_gold_accuracy
from assay.quality.queries.runs import runs_of
from assay.stats.sampling import Share
from assay.web.projects.batch_rows import BatchRow, batch_rows
from assay.web.projects.chart import Chart, chart_of
from assay.web.projects.next_things import Thing, things_to_do
from assay.web.projects.setup import Step, steps_of
from assay.web.projects.shown import ShownProject, shown_project
from assay.web.projects.volume_rows import VolumeRow, volume_rows
from assay.work.queries.batches import batches_of
from assay.work.queries.burndown import Burndown, burndown_of
from assay.work.queries.progress import Progress, progress_of

MOST_BATCHES, MOST_PEOPLE = 8, 8
TASK_STATES = {
    "open": (gettext_noop("Open"), "busy"),
    "in_work": (gettext_noop("Every place taken"), ""),
    "done": (gettext_noop("Done"), "good"),
    "parked": (gettext_noop("Parked"), "warn"),
    "withdrawn": (gettext_noop("Withdrawn"), "bad"),
}
CHANGES = {
    ProjectState.OPEN: (gettext_noop("Open it"), "player-play", "o"),
    ProjectState.PAUSED: (gettext_noop("Pause it"), "player-pause", "p"),
    ProjectState.CLOSED: (gettext_noop("Close it"), "x", ""),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A state the project may become."""

    state: str
    label: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    at: datetime
    uid: UUID


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many tasks stand where, and the list of them for whoever may open it."""

    value: str
    label: str
    tone: str
    n: int


@dataclass(frozen=True, slots=True)
class Glance:
    shown: ShownProject
    progress: Progress | None
    done_share: float | None
    states: tuple[StateCount, ...]
    burndown: Burndown | None
    chart: Chart | None
    volumes: tuple[VolumeRow, ...] | None
    batches: tuple[BatchRow, ...]
    things: tuple[Thing, ...]
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]
    people: Acknowledged | None
    schema: Version | None
    guideline: Version | None
    accuracy: Share | None
    run: ConsensusRun | None
    release: Release | None
    sees_answers: bool
    sees_deliveries: bool
    may_open_gold: bool


def glance_at(user: User, project: Project, given: frozenset[Permission], now: datetime) -> Glance:
    """Of one project; what the person may not see is None."""
    progress = progress_of(project.pk) if Permission.VIEW_PROGRESS in given else None
    n_tasks, people = progress.n_tasks if progress else 0, acknowledged_as_seen(user, project, given)
    burndown = burndown_of(project.pk, working_day(now, project.time_zone)) if n_tasks else None
    batches = tuple(batch_rows(batches_of(project, given)[:MOST_BATCHES], given, now))
    run = runs_of(project).first() if Permission.VIEW_ANSWERS in given else None
    release = releases_of(project).first() if Permission.VIEW_DELIVERIES in given else None
    sees_answers, sees_deliveries = Permission.VIEW_ANSWERS in given, Permission.VIEW_DELIVERIES in given
    steps = (
        tuple(steps_of(project, progress, people))
        if progress and people and Permission.MANAGE_PROJECT in given
        else ()
    )
    return Glance(
        shown=shown_project(project, None),
        progress=progress,
        done_share=progress.n_done / n_tasks if progress and n_tasks else None,
        states=tuple(_states(progress)) if progress else (),
        burndown=burndown,
        chart=chart_of(burndown) if burndown else None,
        volumes=volume_rows(user, project, given, most=MOST_PEOPLE)
        if Permission.VIEW_PEOPLE in given
        else None,
        batches=batches,
        things=things_to_do(project, given, progress, batches, run=run, release=release) if progress else (),
        changes=tuple(_changes(project)),
        steps=steps if any(not step.is_done for step in steps) else (),
        people=people,
        schema=_version(project.schema_version),
        guideline=_version(project.guideline_version),
        accuracy=_accuracy(project) if sees_answers else None,
        run=run,
        release=release,
        sees_answers=sees_answers,
        sees_deliveries=sees_deliveries,
        may_open_gold=Permission.MANAGE_GOLD in given,
    )


def _states(progress: Progress) -> Iterator[StateCount]:
    """Those with tasks, in the order of their way."""
    numbers = {
        "open": progress.n_open,
        "in_work": progress.n_in_work,
        "done": progress.n_done,
        "parked": progress.n_parked,
        "withdrawn": progress.n_withdrawn,
    }
    for value, n in numbers.items():
        label, tone = TASK_STATES[value]
        if n or value in {"open", "done"}:
            yield StateCount(value, _(label), tone, n)


def _accuracy(project: Project) -> Share | None:
    """None where the project has no gold, and never had."""
    share = project_gold_accuracy(project.pk)
    return share if share.n or n_gold_in_use(project.pk) else None


def _changes(project: Project) -> Iterator[Change]:
    for state in TRANSITIONS.allowed.get(project.state, ()):
        label, icon, key = CHANGES[ProjectState(state)]
        yield Change(state, _(label), icon, key)


def _version(version: object) -> Version | None:
    if version is None:
        return None
    return Version(version.number, version.created_at, version.uid)  # type: ignore[attr-defined]  # Either kind.
