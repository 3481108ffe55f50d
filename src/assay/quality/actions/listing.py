"""A list of tasks as a file: where each stands and, for who may see answers, its labels."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any  # Values of labels are JSON.

import msgspec

from assay.kit import jobs
from assay.kit.csv_safety import guard
from assay.kit.files import store_file
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.quality.models import Label
from assay.quality.queries.labelled import labels_by_task, latest_run
from assay.work.enums import ItemState
from assay.work.models import QueueItem, Task
from assay.work.queries.narrowing import Narrowing, narrowing_of
from assay.work.queries.task_list import tasks_of
from assay.work.queries.tasks import require_tasks

LIST = "quality.list_tasks"
CHUNK = 2_000
COLUMNS = (
    "external_id",
    "task",
    "batch",
    "market",
    "came_in_at",
    "stage",
    "state",
    "n_judgments",
    "n_wanted",
)


def start_listing(by: User, *, project: Project, narrowing: Narrowing, sort: str, now: datetime) -> Job:
    """Write the list as CSV; one list at a time for each person and project."""
    require_tasks(by, project)
    return jobs.start(
        by,
        kind=LIST,
        key=f"{LIST}:{project.uid}:{by.uid}",
        params={"project": str(project.uid), "narrowing": narrowing.as_texts(), "sort": sort},
        project_uid=project.uid,
        now=now,
    )


@job(LIST)
def list_tasks(running: RunningJob) -> None:
    """Begun anew after a crash: a file is there whole or not at all."""
    project = Project.objects.get(uid=running.params["project"])
    by = User.objects.get(pk=running.row.created_by_id or 0)
    given = require_tasks(by, project)
    narrowing = narrowing_of(running.params["narrowing"], given)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tasks.csv"
        n_tasks = _write(path, running, project, narrowing=narrowing, given=given)
        file = store_file(
            path,
            name=f"tasks-{running.now:%Y-%m-%d}.csv",
            media_type="text/csv",
            now=running.now,
            by=by,
            project_uid=project.uid,
        )
    running.finish_with({"n_tasks": n_tasks, "list": str(running.row.uid), "file": str(file.uid)})


def _write(
    path: Path,
    running: RunningJob,
    project: Project,
    *,
    narrowing: Narrowing,
    given: frozenset[Permission],
) -> int:
    sees_answers = Permission.VIEW_ANSWERS in given
    questions = _questions(project) if sees_answers else ()
    n_tasks = 0
    with path.open("w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target, lineterminator="\n")
        lines.writerow(
            [*COLUMNS, *(column for name in questions for column in (f"label:{name}", f"probability:{name}"))]
        )
        for tasks in _pages(running, project, narrowing, given):
            lines.writerows(_rows(project, tasks, questions))
            n_tasks += len(tasks)
            running.progress(n_tasks)
    return n_tasks


def _pages(
    running: RunningJob, project: Project, narrowing: Narrowing, given: frozenset[Permission]
) -> Iterator[Sequence[Task]]:
    after = ""
    while True:
        page = tasks_of(project, narrowing, given, sort=str(running.params["sort"]), after=after, size=CHUNK)
        yield page.tasks
        if page.following is None:
            return
        after = str(page.following)


def _questions(project: Project) -> tuple[str, ...]:
    if project.schema_version_id is None:
        return ()
    return tuple(question.id for question in parsed_schema(project.schema_version_id).questions)


def _rows(project: Project, tasks: Sequence[Task], questions: Sequence[str]) -> Iterator[list[object]]:
    labels = labels_by_task(latest_run(project) if questions else None, [task.pk for task in tasks])
    for task in tasks:
        yield [*_place(task), *_labels(labels.get(task.pk, ()), questions)]


def _place(task: Task) -> list[object]:
    item: QueueItem | None = max(task.items.all(), key=lambda each: each.stage.position, default=None)
    state = ItemState(item.state).name.lower() if item else ""
    return [
        guard(task.external_id),
        str(task.uid),
        guard(task.batch.name),
        task.market.code if task.market else "",
        task.created_at.isoformat(),
        guard(item.stage.name) if item else "",
        state,
        item.n_judgments if item else 0,
        item.n_needed if item else 0,
    ]


def _labels(labels: Iterable[Label], questions: Sequence[str]) -> Iterator[object]:
    """Of a question that is asked per result, its labels with their results, as JSON."""
    found: dict[str, dict[str, Label]] = {}
    for label in labels:
        found.setdefault(label.question, {})[label.subject] = label
    for question in questions:
        own = found.get(question, {})
        yield guard(_cell({subject: label.value for subject, label in own.items()}))
        yield _cell({subject: label.probability for subject, label in own.items()})


def _cell(values: Mapping[str, Any]) -> str:
    if not values:
        return ""
    value = values[""] if set(values) == {""} else dict(values)
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
