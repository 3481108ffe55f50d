"""A project with a model that labels in it, and known answers to measure it by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any  # Rows of predictions are JSON.

from assay.labelers.actions.predicting import Taken, take_predictions
from assay.labelers.actions.registry import add_version, register_labeler
from assay.labelers.actions.uses import set_use
from assay.labelers.enums import LabelerKind, UseMode
from assay.labelers.models import LabelerUse, LabelerVersion, MachineLabeler
from assay.labelers.rules.uses import Terms
from assay.projects.models import LabelSchemaVersion, Project
from assay.quality.models import Gold
from assay.stats.stopping import is_audited
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.work.world import NOW, SCHEMA, TODAY, World, add_gold, later, make_world

MACHINE = "Ranker v1"


@dataclass(frozen=True)
class Taught:
    world: World
    labeler: MachineLabeler
    version: LabelerVersion

    @property
    def tasks(self) -> list[Task]:
        return list(Task.objects.filter(is_gold=False).order_by("pk"))

    def left(self, share: float = 0.1) -> set[int]:
        """The tasks that are drawn to be left to people."""
        return {task.pk for task in self.tasks if is_audited(f"{self.labeler.uid}:{task.uid}", share=share)}

    def said(self, tasks: Iterable[Task], answer: str = "yes", confidence: float | None = 0.9) -> Taken:
        rows = [said(task.external_id, answer, confidence) for task in tasks]
        return take_predictions(None, version=self.version, given=rows, now=NOW)

    def use(self, mode: UseMode, *, share: float = 0.1, minutes: float = 1) -> LabelerUse:
        terms = Terms(mode, left_share=share, target=0.95, floor=0.85)
        return set_use(
            None,
            version=self.version,
            stage=self.world.stage,
            terms=terms,
            reason="Tried.",
            now=later(minutes=minutes),
        )


def taught(*, n_tasks: int = 40, n_gold: int = 0, n_people: int = 2, overlap: int = 1) -> Taught:
    """`n_gold` known answers, all of them yes, of which the model has said yes with a confidence of 0.9."""
    world = make_world(n_people=n_people, n_tasks=n_tasks, overlap=overlap, undo_seconds=0, prefetch=30)
    labeler = register_labeler(None, project=world.project, name="Ranker", kind=LabelerKind.MODEL, now=NOW)
    made = Taught(world, labeler, add_version(None, labeler=labeler, origin="abc123", now=NOW))
    golds = add_gold(world, n_gold)
    Gold.objects.bulk_create(
        Gold(task=task, project=world.project, answers={"match": ["yes"]}, reason="Brand", created_at=NOW)
        for task in golds
    )
    if golds:
        made.said(golds)
    return made


def another(made: Taught) -> Taught:
    """A second labeler of the project."""
    labeler = register_labeler(None, project=made.world.project, name="Other", kind=LabelerKind.RULE, now=NOW)
    return Taught(made.world, labeler, add_version(None, labeler=labeler, now=NOW))


def publish(made: Taught, questions: list[dict[str, Any]]) -> None:
    """Another label schema is in force."""
    project = made.world.project
    newer = LabelSchemaVersion.objects.create(
        project=project,
        number=2,
        document={**SCHEMA, "questions": questions},
        sha256="1" * 64,
        created_at=NOW,
        created_by=made.world.owner,
    )
    Project.objects.filter(pk=project.pk).update(schema_version=newer)
    project.refresh_from_db()


def said(task: str, answer: str = "yes", confidence: float | None = 0.9) -> Mapping[str, Any]:
    found: dict[str, Any] = {"task": task, "answers": {"match": answer}}
    return found if confidence is None else {**found, "confidence": confidence}


def judge(
    world: World, tasks: Iterable[Task], answer: str, *, who: int = 0, is_suggested: bool = False
) -> None:
    rows = [
        RecordedJudgment(
            task.pk, world.people[who].pk, f'{{"match": "{answer}"}}', 3.0, NOW, TODAY, is_suggested
        )
        for task in tasks
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == len(rows)
