"""What Ana has done in the last minutes, one task after the other as the workbench does it."""

import json
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any  # A claimed task is JSON.

from assay.demo.crowd import accuracy_of
from assay.demo.people import Organisation
from assay.demo.queries import Query, queries_about
from assay.demo.search import GOLD, WEEK_2, WEEK_3, graded
from assay.kit.clock import working_day
from assay.people.models import Contributor
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical
from assay.work.actions.claiming import Dice, Submission, claim, submit
from assay.work.facts import Worker
from assay.work.models import Task

N_TASKS = 12
SECONDS = 41


def work_today(organisation: Organisation, project: Project, now: datetime) -> None:
    """The first dozen of the day, so that her numbers are not empty when the demo opens."""
    project.refresh_from_db()
    ana = organisation.people["Ana"]
    places = (WEEK_2, WEEK_3, GOLD)
    right = {query.row.external_id: query for place in places for query in queries_about(place)}
    for nth in range(N_TASKS):
        at = now - timedelta(seconds=SECONDS * (N_TASKS - nth) + 60)
        one_task(ana, project, right, nth=nth, at=at)


def one_task(
    ana: Contributor, project: Project, right: Mapping[str, Query], *, nth: int, at: datetime
) -> None:
    chance = random.Random(f"today-{nth}")
    worker = Worker(ana.pk, working_day(at, ana.user.time_zone))
    dice = Dice(chance.random(), chance.random())
    work = claim(worker, n=1, project=project.uid, dice=dice, now=at)
    for task in json.loads(bytes(work.tasks)):
        answers = graded(right[external_id_of(task)], accuracy_of(ana), chance)
        submission = Submission(
            claim=task["claim"],
            client_key=f"demo-today-{nth:02}",
            schema_version=task["schema_version"],
            answers_json=canonical(parsed_schema(project.schema_version_id or 0), answers),
            handling_seconds=round(SECONDS * chance.uniform(0.6, 0.95), 1),
        )
        submit(worker, submission, now=at + timedelta(seconds=SECONDS - 2))


def external_id_of(task: Mapping[str, Any]) -> str:
    return Task.objects.get(uid=task["task"]).external_id
