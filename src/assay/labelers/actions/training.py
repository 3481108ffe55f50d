"""The built-in learner is trained on what was delivered, as a job, and then speaks of every task of its project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Answers are JSON.

from django.db import transaction

from assay.delivery.models import Release
from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.files import store
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.labelers.actions.checking import check_gold
from assay.labelers.actions.predicting import Said, store_predictions
from assay.labelers.actions.registry import add_version, lock
from assay.labelers.enums import LabelerKind
from assay.labelers.models import LabelerVersion, LearntModel, MachineLabeler
from assay.labelers.queries.learning import examples_of, learnt_of, newest_delivery, silent_tasks
from assay.labelers.queries.registry import KEEPS
from assay.labelers.rules import learning as rules
from assay.labelers.rules import registry
from assay.labelers.rules.checking import named
from assay.labelers.rules.learner import Learnt, learn, packed, predict, refuse_examples
from assay.people.models import User
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules import answers as answer_rules
from assay.projects.rules.label_schema import LabelSchema
from assay.work.actions.importing_files import starter_of

TRAINING = "labelers.train"
AT_ONCE = 2_000
MEDIA_TYPE = "application/x-npz"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt, by question, of which release and under which schema."""

    release: Release
    schema_version_id: int
    learnt: Mapping[str, Learnt]


def start_training(by: User, *, labeler: MachineLabeler, now: datetime) -> Job:
    """Put a training on the list; one at a time."""
    require(by, labeler.project, KEEPS)
    _refuse(labeler)
    params = {"labeler": str(labeler.uid)}
    key = f"{TRAINING}:{labeler.uid}"
    project_uid = labeler.project.uid
    return jobs.start(by, kind=TRAINING, key=key, params=params, project_uid=project_uid, now=now)


@job(TRAINING, resumes=True)
def train(running: RunningJob) -> None:
    """Learn once, then speak of task after task; a killed worker goes on with the version that was made."""
    labeler = MachineLabeler.objects.select_related("project").get(uid=running.params["labeler"])
    by, cursor = starter_of(running.row), dict(running.cursor)
    if "version" not in cursor:
        lesson = study(by, labeler=labeler)
        with transaction.atomic():
            version = keep(by, labeler=labeler, lesson=lesson, now=running.now)
            cursor = {"version": str(version.uid), "after": 0, "n_predictions": 0}
            running.progress(0, None, cursor)
    version = LabelerVersion.objects.select_related("labeler__project").get(uid=cursor["version"])
    learnt = learnt_of(version)
    while True:
        with transaction.atomic():
            after, n = _speak(by, version, learnt, int(cursor["after"]), now=running.now)
            if after is None:
                break
            cursor |= {"after": after, "n_predictions": int(cursor["n_predictions"]) + n}
            running.progress(int(cursor["n_predictions"]), None, cursor)
    check_gold(version, now=running.now)
    running.finish_with({"n_predictions": cursor["n_predictions"], "labeler": str(labeler.uid)})


def study(by: User | None, *, labeler: MachineLabeler) -> Lesson:
    """What the newest delivery teaches. It may take long, and nobody waits for it."""
    require(by, labeler.project, KEEPS)
    release, schema = _refuse(labeler)
    return Lesson(release, labeler.project.schema_version_id or 0, _learn(release, schema))


def keep(by: User | None, *, labeler: MachineLabeler, lesson: Lesson, now: datetime) -> LabelerVersion:
    """A new version that has learnt it. Within the caller's transaction."""
    require(by, labeler.project, KEEPS)
    act_as(by)
    lock(labeler)
    file = store(
        [packed(lesson.learnt)],
        name=f"{labeler.name}.npz",
        media_type=MEDIA_TYPE,
        now=now,
        by=by,
        project_uid=labeler.project.uid,
    )
    origin = f"release {lesson.release.number}, sha256 {file.sha256}"
    version = add_version(by, labeler=labeler, origin=origin, now=now)
    LearntModel.objects.create(
        version=version,
        release=lesson.release,
        schema_version_id=lesson.schema_version_id,
        file=file,
        questions={
            question: {"n": each.n, "k": each.k, "classes": list(each.classes)}
            for question, each in lesson.learnt.items()
        },
        learnt_at=now,
    )
    return version


def _refuse(labeler: MachineLabeler) -> tuple[Release, LabelSchema]:
    if labeler.kind != LabelerKind.LEARNER:
        raise Refused(rules.NOT_A_LEARNER())
    if labeler.retired_at is not None:
        raise Refused(registry.RETIRED(reason=labeler.retired_reason))
    if not rules.is_installed():
        raise Refused(rules.NOT_INSTALLED())
    if labeler.project.schema_version_id is None:
        raise Refused(registry.NO_SCHEMA())
    schema = parsed_schema(labeler.project.schema_version_id)
    if refused := rules.refuse_schema(schema):
        raise Refused(refused)
    release = newest_delivery(labeler.project)
    if release is None:
        raise Refused(rules.NO_DELIVERY())
    return release, schema


def _learn(release: Release, schema: LabelSchema) -> dict[str, Learnt]:
    """Every question it can; one that must be answered and cannot be learnt is a refusal, others are left out."""
    found = {}
    for question in rules.learnable(schema):
        contents, values = examples_of(release, question.id)
        mapped = [answer_rules.mapped(schema, {question.id: value})[question.id] for value in values]
        labels = [named(value) for value in mapped]
        refused = refuse_examples(question.id, labels)
        if refused is None:
            found[question.id] = learn(contents, labels)
        elif question.is_required:
            raise Refused(refused)
    if not found:
        raise Refused(rules.NOTHING_TO_LEARN())
    return found


def _speak(
    by: User | None, version: LabelerVersion, learnt: Mapping[str, Learnt], after: int, *, now: datetime
) -> tuple[int | None, int]:
    """Of the next tasks: the last of them (None: there are none), and how many predictions were stored."""
    tasks = list(silent_tasks(version, after=after, most=AT_ONCE))
    if not tasks:
        return None, 0
    schema_version_id = LearntModel.objects.values_list("schema_version_id", flat=True).get(version=version)
    said = _said(parsed_schema(schema_version_id), learnt, tasks)
    act_as(by)
    lock(version.labeler)
    return tasks[-1][0], store_predictions(version, schema_version_id, said, now=now)


def _said(
    schema: LabelSchema, learnt: Mapping[str, Learnt], tasks: Sequence[tuple[int, Mapping[str, Any]]]
) -> list[Said]:
    contents = [content for _, content in tasks]
    told = {question: predict(each, contents) for question, each in learnt.items()}
    questions = {each.id: each for each in schema.questions}
    found = []
    for nth, (pk, content) in enumerate(tasks):
        each = {
            question: (rules.answer_of(questions[question], label), chance)
            for question, (label, chance) in ((question, rows[nth]) for question, rows in told.items())
        }
        answers, confidence = rules.whole(each)
        # What the schema does not ask of this task makes no answer.
        if not answer_rules.validate(schema, answers, dict(content)):
            found.append(Said(pk, answer_rules.canonical(schema, answers), confidence))
    return found
