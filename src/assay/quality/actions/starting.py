"""Consensus as jobs: a run, and the proof that a run can be reproduced."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any  # Parameters are JSON.

from assay.kit import jobs
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Stage
from assay.projects.queries.permission import require
from assay.quality.actions.consensus import reproduce
from assay.quality.models import ConsensusRun
from assay.quality.queries.stopping import newest_fit
from assay.quality.rules.fitting import n_to_next_fit
from assay.quality.rules.methods import refuse
from assay.work.queries.done import n_judgments_since

RUN, REPRODUCE, FIT = "quality.consensus", "quality.reproduce", "quality.learn_crowd"


def start_consensus(
    by: User,
    *,
    stage: Stage,
    now: datetime,
    method: str | None = None,
    params: Mapping[str, Any] | None = None,
) -> Job:
    """Put a run over everything that counts by now on the list; one at a time per stage."""
    require(by, stage.project, Permission.RUN_CONSENSUS)
    given = dict(params if params is not None else stage.consensus_params)
    if problems := refuse(method or stage.consensus, given):
        raise Refused(*problems)
    return jobs.start(
        by,
        kind=RUN,
        key=f"{RUN}:{stage.uid}",
        params={"stage": str(stage.uid), "method": method, "params": given},
        project_uid=stage.project.uid,
        now=now,
    )


def start_reproduction(by: User, *, run: ConsensusRun, now: datetime) -> Job:
    """Run it again on its own inputs, and compare bit for bit."""
    require(by, run.project, Permission.RUN_CONSENSUS)
    return jobs.start(
        by,
        kind=REPRODUCE,
        key=f"{REPRODUCE}:{run.uid}",
        params={"run": str(run.uid)},
        project_uid=run.project.uid,
        now=now,
    )


def start_fit_if_due(stage: Stage, *, now: datetime) -> Job | None:
    """Learn an adaptive stage's crowd anew, once so much was judged since the last time; one at a time."""
    last = newest_fit(stage)
    n_before = last.n_judgments if last else 0
    most = n_to_next_fit(last.n_judgments if last else None)
    n_new = n_judgments_since(stage.project_id, last.last_judgment_id if last else 0, most=most)
    if n_new < most:
        return None
    try:
        return jobs.start(
            None,
            kind=FIT,
            key=f"{FIT}:{stage.uid}",
            params={"stage": str(stage.uid), "n_before": n_before},
            project_uid=stage.project.uid,
            now=now,
        )
    except Refused:
        return None


@job(REPRODUCE)
def reproduce_run(running: RunningJob) -> None:
    is_same, sentence = reproduce(ConsensusRun.objects.get(uid=running.params["run"]))
    running.finish_with({"run": running.params["run"], "is_same": is_same, "sentence": sentence})
