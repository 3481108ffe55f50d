"""A small world for routing tests, written straight into the tables: fast, and independent of other actions."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from assay.kit.ids import new_uid
from assay.people.models import Contributor, User
from assay.projects.enums import ProjectState
from assay.projects.models import LabelSchemaVersion, Membership, Project, Stage
from assay.work.actions.claiming import Submission
from assay.work.actions.eligibility import refresh_eligibility
from assay.work.actions.queues import queue_for
from assay.work.facts import BENIGN, Sensitivity, Worker
from assay.work.models import Batch, Queue, QueueItem, Task

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SCHEMA = {
    "schema": 1,
    "title": "Match",
    "content": [{"kind": "text", "field": "text"}],
    "questions": [
        {
            "id": "match",
            "kind": "choice",
            "label": "Match?",
            "options": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}],
        }
    ],
}


@dataclass
class World:
    owner: User
    project: Project
    stage: Stage
    schema: LabelSchemaVersion
    batch: Batch
    queue: Queue
    people: list[Contributor] = field(default_factory=list)

    def worker(self, nth: int = 0) -> Worker:
        return Worker(self.people[nth].pk, TODAY)

    def submission(self, claim: object, *, key: str | None = None, answer: str = "yes") -> Submission:
        return Submission(
            claim=claim,  # type: ignore[arg-type]  # Claims come from JSON as text.
            client_key=key or new_uid().hex,
            schema_version=self.schema.uid,
            answers_json=f'{{"match": "{answer}"}}',
            handling_seconds=4.5,
        )


def person(nth: int, **fields: object) -> Contributor:
    user = User.objects.create(email=f"p{nth}@example.org", name=f"Person {nth}", created_at=NOW)
    return Contributor.objects.create(user=user, pseudonym=f"p{nth}", created_at=NOW, **fields)


def make_world(
    *, n_people: int = 2, n_tasks: int = 3, overlap: int = 1, document: object = SCHEMA, **stage: object
) -> World:
    owner, _ = User.objects.get_or_create(
        email="lea@example.org", defaults={"name": "Lea", "created_at": NOW}
    )
    project = Project.objects.create(name="Match", owner=owner, created_at=NOW, created_by=owner)
    schema = LabelSchemaVersion.objects.create(
        project=project, number=1, document=document, sha256="0" * 64, created_at=NOW, created_by=owner
    )
    Project.objects.filter(pk=project.pk).update(schema_version=schema, state=ProjectState.OPEN)
    project.refresh_from_db()
    made = Stage.objects.create(project=project, overlap=overlap, **{"overlap_max": overlap, **stage})
    batch = Batch.objects.create(project=project, name="First", created_at=NOW, created_by=owner)
    queue = queue_for(batch, made, None, now=NOW)
    world = World(owner, project, made, schema, batch, queue)
    world.people = [person(nth) for nth in range(n_people)]
    add_members(world, world.people)
    add_tasks(world, n_tasks)
    return world


def add_members(world: World, people: list[Contributor]) -> None:
    Membership.objects.bulk_create(
        Membership(project=world.project, contributor=each, added_at=NOW) for each in people
    )
    refresh_eligibility(now=NOW, project_id=world.project.pk)


def add_tasks(
    world: World,
    n_tasks: int,
    *,
    batch: Batch | None = None,
    prefix: str = "t",
    sensitivity: Sensitivity = BENIGN,
) -> list[Task]:
    batch = batch or world.batch
    queue = queue_for(batch, world.stage, None, sensitivity=sensitivity, now=NOW)
    tasks = Task.objects.bulk_create(
        Task(
            project=world.project,
            batch=batch,
            external_id=f"{prefix}{nth}",
            content={"text": f"Task {nth}"},
            sha256=nth.to_bytes(32, "big"),
            is_gold=batch.is_gold,
            created_at=NOW,
        )
        for nth in range(n_tasks)
    )
    slots = 2_000_000_000 if batch.is_gold else world.stage.overlap
    QueueItem.objects.bulk_create(
        QueueItem(queue=queue, task=task, stage=world.stage, n_slots_left=slots, n_needed=world.stage.overlap)
        for task in tasks
    )
    return tasks


def add_gold(world: World, n_tasks: int) -> list[Task]:
    batch = Batch.objects.create(project=world.project, name="Gold", is_gold=True, created_at=NOW)
    return add_tasks(world, n_tasks, batch=batch, prefix="g")


def later(**delta: float) -> datetime:
    return NOW + timedelta(**delta)
