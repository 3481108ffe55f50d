"""A safety project with a version of a learner whose chances, and whose labels it had not seen, are written by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # Content is JSON.

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.delivery.actions.releases import build_release
from assay.labelers.actions.registry import register_labeler
from assay.labelers.actions.training import Lesson, keep
from assay.labelers.actions.uses import set_use
from assay.labelers.enums import LabelerKind, UseMode
from assay.labelers.models import LabelerUse, LabelerVersion
from assay.labelers.rules.learner import HeldOut, Learnt
from assay.labelers.rules.uses import Terms
from assay.projects.models import Project
from assay.quality.actions.consensus import run_consensus
from assay.quality.models import Gold
from assay.work.actions.checking_rows import TaskRow
from assay.work.actions.importing_tasks import import_tasks
from assay.work.actions.rating_by_answers import set_answer_ratings
from assay.work.enums import ContentSeverity
from assay.work.facts import Sensitivity
from assay.work.models import QueueItem, Task
from tests.labelers.labeler_world import judge
from tests.work.world import NOW, SCHEMA, World, add_gold, later, make_world

CLASSES = ("none", "hate", "gore")
HATE, GORE = Sensitivity(2, "hate"), Sensitivity(4, "violence")
RATINGS = {("match", "hate"): HATE, ("match", "gore"): GORE}
# How likely each class is: of content that is surely nothing, surely hate, and of neither.
CHANCES = {"calm": (0.97, 0.02, 0.01), "rude": (0.10, 0.86, 0.04), "odd": (0.05, 0.15, 0.80)}


def held(**n: int) -> HeldOut:
    """So many labels of content that looks so: calm_gore=3 looks calm, and is gore."""
    parts = [(*name.partition("_")[::2], each) for name, each in n.items()]
    rows = [CHANCES[looks] for looks, _, each in parts for _ in range(each)]
    return HeldOut(np.array(rows, np.float32), tuple(true for _, true, each in parts for _ in range(each)))


KNOWN = held(calm_none=120, rude_hate=60, odd_gore=20)


@dataclass(frozen=True)
class Rated:
    world: World
    version: LabelerVersion

    def use(self, mode: UseMode = UseMode.RATE, *, minutes: float = 1) -> LabelerUse:
        return set_use(
            None,
            version=self.version,
            stage=self.world.stage,
            terms=Terms(mode),
            reason="Nobody should meet it unwarned.",
            now=later(minutes=minutes),
        )

    def bring(self, severity: ContentSeverity | None = None, **texts: str) -> None:
        """Tasks by name with their texts, without a severity or with one."""
        rows = [
            TaskRow(nth, name, {"text": text}, content_severity=severity)
            for nth, (name, text) in enumerate(texts.items(), start=1)
        ]
        import_tasks(self.world.owner, batch=self.world.batch, rows=rows, now=NOW)

    def task(self, name: str) -> Task:
        return Task.objects.get(project=self.world.project, external_id=name)

    def counted(self) -> dict[str, tuple[int | None, int]]:
        """What is known of each task, and what the queue counts as in which it waits."""
        items = QueueItem.objects.filter(task__project=self.world.project).select_related("task", "queue")
        return {each.task.external_id: (each.task.severity, each.queue.severity) for each in items}


def chances_by_hand(_learnt: Learnt, contents: Sequence[Mapping[str, Any]]) -> NDArray[np.float64]:
    return np.array([CHANCES[content["text"].partition(" ")[0]] for content in contents])


def rated(monkeypatch: pytest.MonkeyPatch) -> Rated:
    """Gore is extreme and hate moderate; unrated content of the project counts as high."""
    question = {**SCHEMA["questions"][0], "options": [{"id": each, "label": each} for each in CLASSES]}  # type: ignore[index]  # The schema is written as JSON.
    world = make_world(
        n_tasks=1, n_people=2, undo_seconds=0, overlap=2, document={**SCHEMA, "questions": [question]}
    )
    Project.objects.filter(pk=world.project.pk).update(segment="trust_and_safety")
    world.project.refresh_from_db()
    world.batch.refresh_from_db()
    judge(world, Task.objects.filter(project=world.project), "none")
    run = run_consensus(None, stage=world.stage, now=later(minutes=1), method="majority")
    release, _job = build_release(None, run=run, now=later(minutes=1))
    Task.objects.filter(project=world.project).update(severity=0)
    set_answer_ratings(None, project=world.project, ratings=RATINGS, now=NOW)
    labeler = register_labeler(None, project=world.project, name="Own", kind=LabelerKind.LEARNER, now=NOW)
    empty = np.zeros((3, 1), np.float32)
    learnt = {"match": Learnt(CLASSES, empty, empty[:, 0], 200, 200, KNOWN)}
    version = keep(None, labeler=labeler, lesson=Lesson(release, world.schema.pk, learnt), now=NOW)
    monkeypatch.setattr("assay.labelers.actions.rating.chances_of", chances_by_hand)
    monkeypatch.setattr("assay.labelers.actions.rating.is_installed", lambda: True)
    return Rated(world, version)


def known(made: Rated, text: str, answer: str) -> Task:
    """Gold that looks so, with its answer."""
    [task] = add_gold(made.world, 1)
    Task.objects.filter(pk=task.pk).update(content={"text": text})
    Gold.objects.create(
        task=task, project=made.world.project, answers={"match": [answer]}, reason="Known.", created_at=NOW
    )
    return task
