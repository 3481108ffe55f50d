"""What Ana has done in the last minutes, one task after the other as the workbench does it."""

import json
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any  # A claimed task is JSON.

from assay.demo.habits import habits_of
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.kit.clock import working_day
from assay.people.models import Contributor
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical
from assay.work.actions.claiming import Dice, Submission, claim, submit
from assay.work.facts import Worker
from assay.work.models import Task

N_TASKS = 12
SECONDS = 41


def work_today(organisation: Organisation, search: Story, begun: datetime) -> None:
    """The first dozen of the day, so that her numbers are not empty when the demo opens."""
    for nth in range(N_TASKS):
        one_task(organisation.people["Ana"], search, nth=nth, at=begun + timedelta(seconds=SECONDS * nth))


def one_task(ana: Contributor, search: Story, *, nth: int, at: datetime) -> None:
    chance = random.Random(f"today-{nth}")
    worker = Worker(ana.pk, working_day(at, ana.user.time_zone))
    dice = Dice(chance.random(), chance.random())
    work = claim(worker, n=1, project=search.project.uid, dice=dice, now=at)
    for task in json.loads(bytes(work.tasks)):
        answers = search.answering(external_id_of(task), habits_of(ana.pseudonym), chance)
        schema = parsed_schema(search.project.schema_version_id or 0)
        submission = Submission(
            claim=task["claim"],
            client_key=f"demo-today-{nth:02}",
            schema_version=task["schema_version"],
            answers_json=canonical(schema, answers),
            handling_seconds=round(SECONDS * chance.uniform(0.6, 0.95), 1),
        )
        submit(worker, submission, now=at + timedelta(seconds=SECONDS - 2))


def external_id_of(task: Mapping[str, Any]) -> str:
    return Task.objects.get(uid=task["task"]).external_id
