"""How simulated people answer: right as often as they are good, at working hours, and each in their own time."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

from assay.kit.clock import working_day
from assay.people.models import Contributor
from assay.projects.models import Project, Stage
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task

# How often somebody is right, and how many seconds a task takes; whoever is not named is between 0.93 and 0.98.
CARELESS = {"Plover": 0.55, "Elster": 0.8}
MEAN_SECONDS = 34.0
Answering = Callable[[str, float, random.Random], Mapping[str, Any]]


@dataclass(frozen=True)
class Session:
    """A stretch of days in which a project's tasks are answered."""

    project: Project
    stage: Stage
    start: datetime
    end: datetime


def accuracy_of(contributor: Contributor) -> float:
    name = contributor.pseudonym
    return CARELESS.get(name, 0.93 + 0.05 * random.Random(name).random())


def work_through(
    session: Session,
    wanted: Iterable[tuple[str, Sequence[Contributor]]],
    answering: Answering,
) -> int:
    """Let people answer the tasks they are named for; how many answers were stored."""
    session.project.refresh_from_db()
    rows = sorted(answers_of(session, list(wanted), answering), key=lambda row: row.submitted_at)
    return import_judgments(None, stage=session.stage, rows=rows, now=session.end).n_stored


def answers_of(
    session: Session, wanted: Sequence[tuple[str, Sequence[Contributor]]], answering: Answering
) -> Iterator[RecordedJudgment]:
    schema = parsed_schema(session.project.schema_version_id or 0)
    ids = dict(Task.objects.filter(project=session.project).values_list("external_id", "pk"))
    for nth, (external_id, people) in enumerate(wanted):
        for person in people:
            chance = random.Random(f"{external_id}:{person.pseudonym}")
            at = moment(session, nth / len(wanted), chance)
            answers = answering(external_id, accuracy_of(person), chance)
            yield RecordedJudgment(
                task_id=ids[external_id],
                contributor_id=person.pk,
                answers_json=canonical(schema, answers),
                handling_seconds=round(MEAN_SECONDS * chance.lognormvariate(0, 0.4), 1),
                submitted_at=at,
                work_on=working_day(at, person.user.time_zone),
            )


def moment(session: Session, share: float, chance: random.Random) -> datetime:
    """Somewhere near that share of the session, between eight and half past four, and never after its end."""
    day = (session.start + (session.end - session.start) * share).replace(hour=8, minute=0)
    at = day + timedelta(minutes=chance.uniform(0, 510))
    return min(at, session.end - timedelta(minutes=chance.uniform(2, 90)))


def in_turn(people: Sequence[Contributor], n: int, nth: int) -> list[Contributor]:
    """The next `n` of them: everybody has about the same number of tasks."""
    return [people[(nth * n + each) % len(people)] for each in range(min(n, len(people)))]
