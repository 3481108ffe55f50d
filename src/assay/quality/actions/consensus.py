"""Consensus: the judgments that count become labels with a posterior; a run can be reproduced bit for bit."""

import hashlib
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any  # Parameters and values of labels are JSON.

import msgspec
import psycopg
from django.db import connection, transaction
from django.db.models import Max

import assay
from assay.kit.audit import act_as
from assay.kit.reasons import Refused, declare
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import require
from assay.quality.actions.engines import Labelled, label_question
from assay.quality.actions.reusing import carry_over
from assay.quality.enums import RunState
from assay.quality.models import ConsensusRun, ContributorReport, MachineReport
from assay.quality.queries.inputs import Inputs, consensus_inputs
from assay.quality.rules.methods import completed, refuse

NOTHING_COUNTS = declare("quality.nothing_counts", "No judgment counts yet, so there is nothing to agree on.")
_encode = msgspec.json.encode


def run_consensus(
    by: User | None,
    *,
    stage: Stage,
    now: datetime,
    method: str | None = None,
    params: Mapping[str, Any] | None = None,
    as_of: datetime | None = None,
) -> ConsensusRun:
    """Run consensus over everything that counts at `as_of` (default: now) and store its labels."""
    require(by, stage.project, Permission.RUN_CONSENSUS)
    method = method or stage.consensus
    given = dict(params if params is not None else stage.consensus_params)
    if problems := refuse(method, given):
        raise Refused(*problems)
    as_of = as_of or now
    schema_version_id = stage.project.schema_version_id or 0
    inputs = consensus_inputs(
        project_id=stage.project_id,
        stage_id=stage.pk,
        schema_version_id=schema_version_id,
        undo_seconds=stage.undo_seconds,
        as_of=as_of,
    )
    if not inputs.n_judgments:
        raise Refused(NOTHING_COUNTS())
    with transaction.atomic():
        act_as(by)
        run = _new_run(by, stage, method, completed(method, given), as_of=as_of, now=now)
        run.params |= {"schema_version_id": schema_version_id, "undo_seconds": stage.undo_seconds}
        _fill(run, inputs)
        run.finished_at = now
        run.save()
        return run


def reproduce(run: ConsensusRun) -> tuple[bool, str]:
    """Whether the same inputs are still there and give the same labels, and a sentence that says so."""
    inputs = consensus_inputs(
        project_id=run.project_id,
        stage_id=run.stage_id,
        schema_version_id=run.params["schema_version_id"],
        undo_seconds=run.params["undo_seconds"],
        as_of=run.as_of,
        until=run.last_judgment_id,
    )
    if inputs.sha256 != run.inputs_sha256:
        return False, "The judgments of this run are no longer the same."
    digest = hashlib.sha256()
    for labelled in _labelled(run.method, run.params, inputs):
        for line in _lines(labelled):
            digest.update(line)
    if digest.hexdigest() != run.result_sha256:
        return False, "The same judgments gave other labels: this build of the engine is another one."
    return True, f"{inputs.n_judgments} judgments gave the same {run.n_labels} labels again, bit for bit."


def engine_version() -> str:
    import numpy

    return f"assay {assay.__version__}, numpy {numpy.__version__}, {platform.machine()}"


def _new_run(
    by: User | None, stage: Stage, method: str, params: dict[str, Any], *, as_of: datetime, now: datetime
) -> ConsensusRun:
    Project.objects.select_for_update(no_key=True).get(pk=stage.project_id)
    highest = ConsensusRun.objects.filter(project_id=stage.project_id).aggregate(number=Max("number"))[
        "number"
    ]
    return ConsensusRun.objects.create(
        project_id=stage.project_id,
        stage=stage,
        number=(highest or 0) + 1,
        method=method,
        params=params,
        engine=engine_version(),
        as_of=as_of,
        created_at=now,
        created_by=by,
    )


def _fill(run: ConsensusRun, inputs: Inputs) -> None:
    digest, n_labels, summary = hashlib.sha256(), 0, {}
    for labelled in _labelled(run.method, run.params, inputs):
        n_labels += _store(run, labelled, digest)
        summary[labelled.question.id] = _summary(labelled)
        _store_reports(run, labelled, inputs)
    run.inputs_sha256, run.result_sha256 = inputs.sha256, digest.hexdigest()
    run.n_judgments, run.n_tasks, run.n_contributors = inputs.n_judgments, inputs.n_tasks, len(inputs.workers)
    n_carried, n_tasks = carry_over(run)
    run.n_labels, run.summary, run.last_judgment_id = n_labels + n_carried, summary, inputs.last_judgment_id
    run.n_tasks += n_tasks
    run.state = RunState.DONE


def _labelled(method: str, params: Mapping[str, Any], inputs: Inputs) -> Iterator[Labelled]:
    for question_inputs in inputs.questions.values():
        labelled = label_question(method, params, question_inputs, len(inputs.workers))
        if labelled is not None:
            yield labelled


def _lines(labelled: Labelled) -> Iterator[bytes]:
    for row in labelled.rows():
        yield _encode([row.task_id, labelled.question.id, row.subject, row.value, row.probability]) + b"\n"


def _store(run: ConsensusRun, labelled: Labelled, digest: "hashlib._Hash") -> int:
    n_labels = 0
    connection.ensure_connection()
    columns = "run_id, task_id, question, subject, value, probability, posterior, is_tie, n_judgments"
    with (
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(f"COPY quality_label ({columns}) FROM STDIN") as copy,
    ):
        for row, line in zip(labelled.rows(), _lines(labelled), strict=True):
            digest.update(line)
            n_labels += 1
            posterior = None if row.posterior is None else _encode(row.posterior).decode()
            copy.write_row(
                (
                    run.pk,
                    row.task_id,
                    labelled.question.id,
                    row.subject,
                    _encode(row.value).decode(),
                    row.probability,
                    posterior,
                    row.is_tie,
                    row.n_judgments,
                )
            )
    return n_labels


def _summary(labelled: Labelled) -> dict[str, Any]:
    found: dict[str, Any] = {
        "n_labels": labelled.n_labels,
        "n_ties": labelled.n_ties,
        "counts": labelled.counts(),
        "agreement": asdict(labelled.agreement) if labelled.agreement else None,
    }
    if labelled.of_sets is not None:
        found["agreement_of_sets"] = asdict(labelled.of_sets)
    if labelled.result is not None:
        found |= {"n_iter": labelled.result.n_iter, "converged": labelled.result.converged}
        likelihood = labelled.result.log_likelihood
        found["log_likelihood"] = likelihood if likelihood == likelihood else None
    return found


def _store_reports(run: ConsensusRun, labelled: Labelled, inputs: Inputs) -> None:
    people, machines = [], []
    names = list(inputs.workers)
    for report in labelled.reports():
        learnt = {
            "run": run,
            "question": labelled.question.id,
            "n_judgments": report.n_judgments,
            "n_agreed": report.n_agreed,
            "confusion": report.confusion,
        }
        contributor_id = inputs.contributor_ids[report.worker]
        if contributor_id is None:
            machines.append(MachineReport(machine=names[report.worker], **learnt))
        else:
            people.append(ContributorReport(contributor_id=contributor_id, **learnt))
    ContributorReport.objects.bulk_create(people, batch_size=2000)
    MachineReport.objects.bulk_create(machines, batch_size=2000)
