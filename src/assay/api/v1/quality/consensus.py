"""Consensus runs, their labels, and why a label is what it is."""

from datetime import datetime
from typing import Any  # Values of labels are JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import starts
from assay.api.frame.paging import MOST, Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.quality.why_shapes import (
    DecisionBehindOut,
    LotBehindOut,
    ReviewBehindOut,
    decision_behind,
    lot_behind,
    review_behind,
)
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import project_for
from assay.quality.actions import starting
from assay.quality.models import ConsensusRun, Label
from assay.quality.queries.runs import run_for
from assay.quality.queries.stopping import QuestionFit, Stopping, stopping_of
from assay.quality.queries.why import JudgmentBehind, label_for, why_label
from assay.quality.queries.why_checked import checked
from assay.quality.queries.why_enough import why_enough
from assay.work.actions.queues import label_stage

router = Router(tags=["quality"])


class RunIn(Strict):
    stage: UUID | None = Field(None, description="Left out: the label stage.")
    method: str | None = Field(
        None, max_length=40, description="Left out: the stage's.", examples=["dawid_skene"]
    )
    params: dict[str, float] | None = Field(
        None, description="Left out: the stage's.", examples=[{"seed": 7}]
    )


class RunOut(Schema):
    uid: UUID
    project: UUID
    stage: UUID
    number: int
    method: str = Field(examples=["dawid_skene"])
    params: dict[str, Any] = Field(examples=[{"seed": 0, "smoothing": 0.01}])
    engine: str = Field(examples=["assay 0.1.0, numpy 2.4.6, x86_64"])
    as_of: datetime
    inputs_sha256: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    result_sha256: str = Field(examples=["60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"])
    n_judgments: int
    n_tasks: int
    n_contributors: int
    n_labels: int
    summary: dict[str, Any] = Field(
        examples=[{"relevance": {"n_labels": 8315, "n_ties": 0, "converged": True}}]
    )
    state: str = Field(examples=["done"])
    created_at: datetime
    finished_at: datetime | None


class EndedOut(Schema):
    outcome: str = Field(examples=["target"], description="target, futility or exhausted.")
    n_tasks: int
    n_judgments: int


class FitOut(Schema):
    question: str = Field(examples=["relevance"])
    fitted_at: datetime
    n_judgments: int
    n_gold: int
    threshold: float | None = Field(examples=[0.98], description="Empty: gold has not shown one yet.")
    n_stopped: int = Field(description="Gold tasks that the threshold would have stopped.")
    n_stopped_right: int


class AdaptiveOut(Schema):
    is_adaptive: bool
    overlap: int = Field(examples=[2])
    overlap_max: int = Field(examples=[5])
    target: float = Field(examples=[0.95], description="Promised share of right labels among those stopped.")
    ended: list[EndedOut]
    n_audited_tasks: int = Field(description="Of the random share that never stops early.")
    n_audited_judgments: int
    n_would: int = Field(description="Judgments the rule would have asked of them.")
    n_same: int = Field(description="Of them, tasks whose labels would have been the same.")
    saved_share: float | None = Field(examples=[0.4])
    n_undecided: int = Field(description="Waiting for a reviewer.")
    fits: list[FitOut]


class LabelOut(Schema):
    run: UUID
    task: UUID
    external_id: str = Field(examples=["query-17/result-3"])
    question: str = Field(examples=["relevance"])
    subject: str = Field(description="Of a list: the result it is about.", examples=[""])
    value: Any = Field(examples=["good"])
    probability: float | None = Field(examples=[0.97])
    is_tie: bool
    n_judgments: int = Field(examples=[3])
    reused_from: UUID | None = Field(
        None, description="The task with the same content that it was taken from."
    )


class LabelPage(Schema):
    items: list[LabelOut]
    next: int | None = Field(description="Give it as `after`; empty on the last page.")


class Behind(Schema):
    judgment: UUID
    contributor: str = Field(examples=["ana"])
    vendor: str = Field(examples=["Lingua"])
    site: str = Field(examples=["Lisbon"])
    market: str = Field(examples=["de-DE"])
    answer: Any = Field(examples=["good"])
    schema_number: int
    guideline_number: int | None
    guideline: UUID | None
    submitted_at: datetime
    handling_seconds: float = Field(examples=[12.5])
    counted: bool = Field(description="False: retracted, too late for the run, or still to be undone.")
    is_retracted: bool
    n_gold_right: int = Field(description="Of the newest gold scores at that moment.")
    n_gold: int
    n_agreed: int | None = Field(description="In this run, with its labels.")
    n_judged: int | None


class WhyOut(Schema):
    label: LabelOut
    posterior: dict[str, float] | None = Field(examples=[{"good": 0.97, "bad": 0.03}])
    run: RunOut
    judgments: list[Behind]
    reviews: list[ReviewBehindOut] = Field(description="Of these judgments, with their disputes.")
    decision: DecisionBehindOut
    lot: LotBehindOut | None = Field(description="Null: the task is in no lot.")


@router.get(
    "/projects/{uuid:project}/consensus-runs", response=Page[RunOut], operation_id="consensus_runs_list"
)
def list_runs(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[RunOut]:
    """The project's consensus runs, newest first."""
    found = project_for(person_of(request), project, Permission.VIEW_ANSWERS)
    return page(found.consensus_runs.select_related("project", "stage"), paging, run_out)


@router.post(
    "/projects/{uuid:project}/consensus-runs", response={202: JobOut}, operation_id="consensus_runs_start"
)
@starts
def start(request: HttpRequest, project: UUID, asked: RunIn) -> JobOut:
    """Run consensus over everything that counts by now; the job's result names the run."""
    user = person_of(request)
    found = project_for(user, project, Permission.RUN_CONSENSUS)
    stage = _stage(found, asked.stage)
    return job_out(
        starting.start_consensus(user, stage=stage, method=asked.method, params=asked.params, now=now())
    )


@router.get("/projects/{uuid:project}/adaptive", response=AdaptiveOut, operation_id="adaptive_get")
def adaptive(request: HttpRequest, project: UUID) -> AdaptiveOut:
    """What adaptive consensus has saved, what it promised, and whether that is kept."""
    found = project_for(person_of(request), project, Permission.VIEW_ANSWERS)
    return adaptive_out(stopping_of(label_stage(found)))


@router.get("/consensus-runs/{uuid:run}", response=RunOut, operation_id="consensus_runs_get")
def get(request: HttpRequest, run: UUID) -> RunOut:
    """One run: parameters, the hash of its inputs, agreement per question."""
    return run_out(run_for(person_of(request), run, Permission.VIEW_ANSWERS))


@router.post(
    "/consensus-runs/{uuid:run}/reproduce", response={202: JobOut}, operation_id="consensus_runs_reproduce"
)
@starts
def reproduce(request: HttpRequest, run: UUID) -> JobOut:
    """Run it again on its own inputs; the job's result says whether every label came out the same."""
    user = person_of(request)
    found = run_for(user, run, Permission.RUN_CONSENSUS)
    return job_out(starting.start_reproduction(user, run=found, now=now()))


@router.get("/consensus-runs/{uuid:run}/labels", response=LabelPage, operation_id="labels_list")
def list_labels(request: HttpRequest, run: UUID, after: int = 0, limit: int = 50) -> LabelPage:
    """The run's labels in the order they were made; large sets are better downloaded as a release."""
    found = run_for(person_of(request), run, Permission.VIEW_ANSWERS)
    limit = max(1, min(limit, MOST))
    rows = found.labels.select_related("task", "reused_from").order_by("pk")
    first = rows.values_list("pk", flat=True).first() or 0
    shown = list(rows.filter(pk__gte=first + max(0, after))[: limit + 1])
    following = shown[limit].pk - first if len(shown) > limit else None
    return LabelPage(items=[_label(each, found) for each in shown[:limit]], next=following)


@router.get("/tasks/{uuid:task}/why", response=WhyOut, operation_id="labels_why")
def why(
    request: HttpRequest, task: UUID, *, question: str, subject: str = "", run: UUID | None = None
) -> WhyOut:
    """Why a label is what it is. Without `run`: the newest one.

    Its judgments under which schema and guideline, how accurate their authors were known to be at that moment, who
    reviewed and disputed them, what ended the task, and the lot in which it was accepted.
    """
    label = label_for(person_of(request), task, question=question, subject=subject, run=run)
    explained = why_label(label)
    found = checked(label)
    return WhyOut(
        label=_label(label, label.run),
        posterior=label.posterior,
        run=run_out(label.run),
        judgments=[_behind(each) for each in explained.judgments],
        reviews=[review_behind(each) for each in found.reviews],
        decision=decision_behind(why_enough(label)),
        lot=lot_behind(found.lot) if found.lot else None,
    )


def adaptive_out(found: Stopping) -> AdaptiveOut:
    stage = found.stage
    return AdaptiveOut(
        is_adaptive=stage.is_adaptive,
        overlap=stage.overlap,
        overlap_max=stage.overlap_max,
        target=stage.target,
        ended=[
            EndedOut(outcome=outcome.value, n_tasks=tally.n_tasks, n_judgments=tally.n_judgments)
            for outcome, tally in found.ended.items()
        ],
        n_audited_tasks=found.audited.n_tasks,
        n_audited_judgments=found.audited.n_judgments,
        n_would=found.n_would,
        n_same=found.same.k,
        saved_share=found.saved_share,
        n_undecided=found.n_undecided,
        fits=[_fit(fit) for fit in found.fits],
    )


def _fit(fit: QuestionFit) -> FitOut:
    return FitOut(
        question=fit.question,
        fitted_at=fit.fitted_at,
        n_judgments=fit.n_judgments,
        n_gold=fit.n_gold,
        threshold=fit.threshold,
        n_stopped=fit.stopped.n,
        n_stopped_right=fit.stopped.k,
    )


def run_out(run: ConsensusRun) -> RunOut:
    return RunOut(**{name: getattr(run, name) for name in _RUN}, project=run.project.uid, stage=run.stage.uid)


def _stage(project: Project, uid: UUID | None) -> Stage:
    stage = label_stage(project) if uid is None else project.stages.filter(uid=uid).first()
    if stage is None:
        raise NotFound
    return stage


def _label(label: Label, run: ConsensusRun) -> LabelOut:
    return LabelOut(
        run=run.uid,
        task=label.task.uid,
        external_id=label.task.external_id,
        question=label.question,
        subject=label.subject,
        value=label.value,
        probability=label.probability,
        is_tie=label.is_tie,
        n_judgments=label.n_judgments,
        reused_from=label.reused_from.uid if label.reused_from else None,
    )


def _behind(judgment: JudgmentBehind) -> Behind:
    return Behind(**{name: getattr(judgment, name) for name in Behind.model_fields})


_RUN = (
    *(
        "uid",
        "number",
        "method",
        "params",
        "engine",
        "as_of",
        "inputs_sha256",
        "result_sha256",
        "n_judgments",
    ),
    *("n_tasks", "n_contributors", "n_labels", "summary", "state", "created_at", "finished_at"),
)
