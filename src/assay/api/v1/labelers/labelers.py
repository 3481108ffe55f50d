"""Models and rules that label: their versions, what they said, how right they were, and how stages use them."""

from datetime import datetime
from typing import Any  # Answers are as the label schema has them.
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.quality.share_shapes import ShareOut, share_out
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.labelers.actions.predicting import import_prediction_upload, take_predictions
from assay.labelers.actions.registry import add_version, register_labeler, retire_labeler
from assay.labelers.actions.training import start_training
from assay.labelers.actions.uses import set_use
from assay.labelers.enums import CheckSource, LabelerKind, UseMode
from assay.labelers.models import LabelerUse, LabelerVersion, MachineLabeler
from assay.labelers.queries import registry as queries
from assay.labelers.queries.measured import rightness_of, rightness_of_labels
from assay.labelers.queries.saving import newest_suggesting, sides_of
from assay.labelers.queries.uses import fates_of, uses_in_force, uses_of
from assay.labelers.rules.registry import MOST_ABOUT, MOST_AT_ONCE, MOST_NAME, MOST_NOTE, MOST_ORIGIN
from assay.labelers.rules.saving import Side, saved
from assay.labelers.rules.uses import Terms
from assay.work.actions.queues import label_stage

router = Router(tags=["labelers"])
MOST_USES = 50


class LabelerIn(Strict):
    name: str = Field(max_length=MOST_NAME, examples=["Shop classifier"])
    kind: LabelerKind = LabelerKind.MODEL
    about: str = Field("", max_length=MOST_ABOUT, examples=["Trained on the first release."])


class LabelerVersionIn(Strict):
    origin: str = Field("", max_length=MOST_ORIGIN, description="A commit, a digest.", examples=["3f2a91c"])
    note: str = Field("", max_length=MOST_NOTE, examples=["More of the Brazilian tasks."])


class LabelerRetirementIn(Strict):
    reason: str = Field(max_length=MOST_NOTE, examples=["Another model took its place."])


class PredictionIn(Strict):
    task: str = Field(max_length=200, description="Its external id.", examples=["t-1"])
    answers: dict[str, Any] = Field(examples=[{"match": "yes"}])
    confidence: float | None = Field(None, description="0 to 1, of the whole answer.", examples=[0.93])


class PredictionsIn(Strict):
    predictions: list[PredictionIn] = Field(max_length=MOST_AT_ONCE)


class LabelerUseIn(Strict):
    version: UUID
    mode: UseMode = Field(examples=["judge"])
    stage: UUID | None = Field(None, description="Null: the stage that labels.", examples=[None])
    left_share: float = Field(
        0.1, description="Of tasks that people do as if there were no machine; it is measured by them."
    )
    target: float = Field(0.95, description="Share of its answers that must be right.")
    floor: float = Field(0.9, description="When so few are right it is called back.")
    reason: str = Field(max_length=MOST_NOTE, examples=["Known answers show 98 %."])


class LabelerOut(Schema):
    uid: UUID
    project: UUID
    name: str
    kind: LabelerKind
    about: str
    created_at: datetime
    retired_at: datetime | None
    retired_reason: str


class LabelerVersionOut(Schema):
    uid: UUID
    labeler: UUID
    number: int
    origin: str
    note: str
    created_at: datetime
    created_by: str


class LabelerUseOut(Schema):
    """An alarm is a use that ends another: of the answers that could be checked too many were wrong."""

    uid: UUID
    labeler: UUID
    version: int
    stage: UUID
    mode: UseMode
    left_share: float
    target: float
    floor: float
    threshold: float | None = Field(description="Confidence from which it answers alone.")
    precision_low: float | None = Field(
        description="Lower bound of the share of right ones among known answers that are as sure."
    )
    n_known: int = Field(description="Of one that rates content: labels that it had not seen.")
    n_right: int = Field(description="Of one that rates content: those whose content is no harder than told.")
    reason: str
    is_alarm: bool
    n_checked: int
    n_wrong: int
    n_reopened: int
    set_at: datetime
    set_by: str
    fates: dict[str, int] = Field(
        description="How many predictions were suggested, voted, answered, left, unsure or too_late; or tasks rated.",
        examples=[{"voted": 1800, "left": 200}],
    )


class LabelersOut(Schema):
    labelers: list[LabelerOut]
    in_force: list[LabelerUseOut]


class SuggestedSideOut(Schema):
    same: ShareOut = Field(description="Answers of people that say the same as the machine.")
    mean_seconds: float | None


class SuggestedOut(Schema):
    """What people did with filled-in answers, beside tasks that were drawn by chance to go without."""

    version: int
    suggested: SuggestedSideOut
    left: SuggestedSideOut
    saved_seconds: float | None = Field(description="On each answer; null with fewer than 30 on a side.")
    saved_low: float | None
    saved_high: float | None


class LabelerDetail(LabelerOut):
    suggested: SuggestedOut | None = Field(description="Of the newest use that fills in answers.")
    versions: list[LabelerVersionOut]
    uses: list[LabelerUseOut] = Field(description="The newest fifty, newest first.")


class RightOut(Schema):
    source: CheckSource
    by: str = Field(description="Empty: all of them; else market or language.")
    name: str
    right: ShareOut


class RightOfLabelOut(Schema):
    source: CheckSource
    question: str
    option: str = Field(description="Of questions with several answers, of which each is a yes or a no.")
    label: str
    precision: ShareOut
    recall: ShareOut


class LabelerAccuracyOut(Schema):
    """Per source, never pooled: known answers are chosen, tasks left to people are drawn by chance."""

    whole: list[RightOut]
    labels: list[RightOfLabelOut]


class PredictionsOut(Schema):
    n_rows: int
    n_predictions: int
    n_repeats: int = Field(description="Of tasks this version has spoken of already; its first word counts.")
    n_bad: int
    bad_rows: list[dict[str, Any]]


@router.get("/projects/{uuid:project}/labelers", response=LabelersOut, operation_id="labelers_list")
def labelers(request: HttpRequest, project: UUID) -> LabelersOut:
    """Every labeler of the project, and how its stages use them now."""
    found = list(queries.labelers_of(queries.project_for_labelers(person_of(request), project)))
    in_force = uses_in_force([each.pk for each in found])
    return LabelersOut(labelers=[_labeler(each) for each in found], in_force=_uses(in_force))


@router.post(
    "/projects/{uuid:project}/labelers", response={201: LabelerOut}, operation_id="labelers_register"
)
@creates
def register(request: HttpRequest, project: UUID, asked: LabelerIn) -> LabelerOut:
    """Register a model or a rule, once per name."""
    person = person_of(request)
    found = queries.project_for_labelers(person, project)
    made = register_labeler(
        person, project=found, name=asked.name, kind=asked.kind, about=asked.about, now=now()
    )
    return _labeler(made)


@router.get("/labelers/{uuid:labeler}", response=LabelerDetail, operation_id="labelers_get")
def get(request: HttpRequest, labeler: UUID) -> LabelerDetail:
    """A labeler with its versions and how it was used."""
    found = queries.labeler_for(person_of(request), labeler)
    versions = [_version(each) for each in queries.versions_of(found)]
    uses = _uses(list(uses_of(found)[:MOST_USES]))
    return LabelerDetail(
        **_labeler(found).model_dump(), versions=versions, uses=uses, suggested=_suggested(found)
    )


@router.post(
    "/labelers/{uuid:labeler}/versions", response={201: LabelerVersionOut}, operation_id="labelers_version"
)
@creates
def version(request: HttpRequest, labeler: UUID, asked: LabelerVersionIn) -> LabelerVersionOut:
    """The next version: another training, prompt or rule is measured anew."""
    person = person_of(request)
    found = queries.labeler_for(person, labeler)
    return _version(add_version(person, labeler=found, origin=asked.origin, note=asked.note, now=now()))


@router.post("/labelers/{uuid:labeler}/retire", response={201: LabelerOut}, operation_id="labelers_retire")
@creates
def retire(request: HttpRequest, labeler: UUID, asked: LabelerRetirementIn) -> LabelerOut:
    """It takes no more predictions and is used nowhere; what it judged stays."""
    person = person_of(request)
    found = queries.labeler_for(person, labeler)
    retire_labeler(person, labeler=found, reason=asked.reason, now=now())
    found.refresh_from_db()
    return _labeler(found)


@router.post("/labelers/{uuid:labeler}/train", response={202: JobOut}, operation_id="labelers_train")
@starts
def train(request: HttpRequest, labeler: UUID) -> JobOut:
    """A learner learns from the newest delivery and speaks of every task, in a job; a new version comes of it."""
    person = person_of(request)
    return job_out(start_training(person, labeler=queries.labeler_for(person, labeler), now=now()))


@router.post("/labelers/{uuid:labeler}/use", response={201: LabelerUseOut}, operation_id="labelers_use")
@creates
def use(request: HttpRequest, labeler: UUID, asked: LabelerUseIn) -> LabelerUseOut:
    """How a stage uses a version from now on; to answer alone or to rate content it must have shown that it may."""
    person = person_of(request)
    found = queries.labeler_for(person, labeler)
    of = queries.versions_of(found).filter(uid=asked.version).first()
    stages = found.project.stages
    stage = label_stage(found.project) if asked.stage is None else stages.filter(uid=asked.stage).first()
    if of is None or stage is None:
        raise NotFound
    terms = Terms(asked.mode, asked.left_share, asked.target, asked.floor)
    return _uses([set_use(person, version=of, stage=stage, terms=terms, reason=asked.reason, now=now())])[0]


@router.get(
    "/labeler-versions/{uuid:labeler_version}/accuracy",
    response=LabelerAccuracyOut,
    operation_id="labelers_accuracy",
)
def accuracy(request: HttpRequest, labeler_version: UUID) -> LabelerAccuracyOut:
    """How right a version was: whole answers by market and language, and per label."""
    found = queries.version_for(person_of(request), labeler_version)
    whole = [
        RightOut(source=CheckSource(each.source), by=each.by, name=each.name, right=share_out(each.share))
        for each in rightness_of(found)
    ]
    labels = [
        RightOfLabelOut(
            source=CheckSource(each.source),
            question=each.question,
            option=each.option,
            label=each.label,
            precision=share_out(each.precision),
            recall=share_out(each.recall),
        )
        for each in rightness_of_labels(found)
    ]
    return LabelerAccuracyOut(whole=whole, labels=labels)


@router.post(
    "/labeler-versions/{uuid:labeler_version}/predictions",
    response={201: PredictionsOut},
    operation_id="labelers_predict",
)
@creates
def predict(request: HttpRequest, labeler_version: UUID, asked: PredictionsIn) -> PredictionsOut:
    """What the version says of some tasks; rows that cannot be taken in are left out with their reasons."""
    person = person_of(request)
    found = queries.version_for(person, labeler_version)
    given = [each.dict() for each in asked.predictions]
    taken = take_predictions(person, version=found, given=given, now=now())
    return PredictionsOut(
        n_rows=taken.n_rows,
        n_predictions=taken.n_predictions,
        n_repeats=taken.n_repeats,
        n_bad=taken.n_bad,
        bad_rows=taken.bad_rows,
    )


@router.post(
    "/labeler-versions/{uuid:labeler_version}/imports",
    response={202: JobOut},
    operation_id="labelers_import",
)
@starts
def import_file(request: HttpRequest, labeler_version: UUID, file: File[UploadedFile]) -> JobOut:
    """Predictions as `.jsonl`: {task, answers, confidence}."""
    person = person_of(request)
    found = queries.version_for(person, labeler_version)
    job = import_prediction_upload(
        person, version=found, name=file.name or "", chunks=file.chunks(), now=now()
    )
    return job_out(job)


def _labeler(found: MachineLabeler) -> LabelerOut:
    return LabelerOut(
        uid=found.uid,
        project=found.project.uid,
        name=found.name,
        kind=LabelerKind(found.kind),
        about=found.about,
        created_at=found.created_at,
        retired_at=found.retired_at,
        retired_reason=found.retired_reason,
    )


def _suggested(found: MachineLabeler) -> SuggestedOut | None:
    use = newest_suggesting(found)
    if use is None:
        return None
    suggested, left = sides_of(use)
    difference = saved(suggested, left)
    return SuggestedOut(
        version=use.version.number,
        suggested=_side(suggested),
        left=_side(left),
        saved_seconds=difference.seconds if difference else None,
        saved_low=difference.low if difference else None,
        saved_high=difference.high if difference else None,
    )


def _side(found: Side) -> SuggestedSideOut:
    return SuggestedSideOut(same=share_out(found.same), mean_seconds=found.mean_seconds if found.n else None)


def _version(found: LabelerVersion) -> LabelerVersionOut:
    return LabelerVersionOut(
        uid=found.uid,
        labeler=found.labeler.uid,
        number=found.number,
        origin=found.origin,
        note=found.note,
        created_at=found.created_at,
        created_by=found.created_by.name if found.created_by else "Assay",
    )


def _uses(found: list[LabelerUse]) -> list[LabelerUseOut]:
    fates = fates_of([each.pk for each in found])
    return [
        LabelerUseOut(
            uid=each.uid,
            labeler=each.labeler.uid,
            version=each.version.number,
            stage=each.stage.uid,
            mode=UseMode(each.mode),
            left_share=each.left_share,
            target=each.target,
            floor=each.floor,
            threshold=each.threshold,
            precision_low=each.precision_low,
            n_known=each.n_known,
            n_right=each.n_right,
            reason=each.reason,
            is_alarm=each.is_alarm,
            n_checked=each.n_checked,
            n_wrong=each.n_wrong,
            n_reopened=each.n_reopened,
            set_at=each.set_at,
            set_by=each.set_by.name if each.set_by else "Assay",
            fates={fate.value: n for fate, n in fates.get(each.pk, {}).items()},
        )
        for each in found
    ]
