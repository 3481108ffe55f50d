"""What quality does by itself."""

from datetime import datetime, timedelta

from django.db import transaction

from assay.kit.jobs import RunningJob, every_minute, job
from assay.projects.models import Project, Stage
from assay.quality.actions import (
    board,
    guideline_impact,
    holding_similar,
    invalidating,
    listing,
    standing_rules,
    starting,
)
from assay.quality.actions.calibrating import end_due
from assay.quality.actions.clarifying import remind_late
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.gold import score_gold
from assay.quality.actions.integrity import LOOK, look_for_cases, start_looking
from assay.quality.actions.placing import count_places
from assay.quality.actions.standing import evaluate
from assay.quality.actions.tracing_time import trace_reviewing
from assay.quality.queries.own_place import due_for_counting
from assay.quality.queries.review import planned_stages
from assay.quality.queries.standing import due_for_evaluation
from assay.quality.queries.stopping import stages_to_watch

MOST_ROUNDS = 5
# How often standing rules look at everybody; one project a minute, so that many do not come at once.
STANDING_EVERY = timedelta(hours=1)

__all__ = [
    "board",
    "consensus",
    "guideline_impact",
    "holding_similar",
    "invalidating",
    "listing",
    "score_new_gold",
    "standing_rules",
    "starting",
]


@every_minute
def score_new_gold(now: datetime) -> None:
    score_gold(now=now)


@every_minute
def end_calibration(now: datetime) -> None:
    """Sessions whose due date has come take no more answers."""
    end_due(now=now)


@every_minute
def remind_of_questions(now: datetime) -> None:
    """Questions of contributors that nobody has answered in time."""
    remind_late(now=now)


@every_minute
def adaptive_consensus(now: datetime) -> None:
    """Tasks of adaptive stages are decided on; where much was judged since, the crowd is learnt anew in a job."""
    for stage in stages_to_watch():
        from assay.quality.actions.stopping import AT_ONCE, decide_due

        if stage.is_adaptive:
            starting.start_fit_if_due(stage, now=now)
        for _ in range(MOST_ROUNDS):
            if decide_due(stage, now=now) < AT_ONCE:
                break


@every_minute
def boards(now: datetime) -> None:
    """Once a day, where people have judged since."""
    board.refresh_boards(now=now)


@every_minute
def sample_for_review(now: datetime) -> None:
    """What has come to count is sampled; what was sent back is followed; planted ones are laid out."""
    from assay.quality.actions.planting import lay_out
    from assay.quality.actions.reworks import follow_reworks
    from assay.quality.actions.sampling import sample_due

    for stage, tier in planned_stages():
        sample_due(stage, tier, now=now)
    follow_reworks(now=now)
    lay_out(now=now)


@every_minute
def keep_standing(now: datetime) -> None:
    """Standing rules that were not looked at for an hour: the one that has waited longest."""
    if (version := due_for_evaluation(now - STANDING_EVERY)) is not None:
        evaluate(version, now=now)


@every_minute
def count_places_of_people(now: datetime) -> None:
    """Where people lie among those who do the same work: the project that has waited longest."""
    if (project_id := due_for_counting(now=now)) is not None:
        count_places(Project.objects.get(pk=project_id), now=now)


@every_minute
def lots(now: datetime) -> None:
    """Lots are cut, drawn and decided."""
    from assay.quality.actions.inspecting_due import look_after_lots

    look_after_lots(now=now)


@job(starting.FIT)
def learn_crowd(running: RunningJob) -> None:
    """What is known of a stage's crowd, and how sure is sure enough."""
    from assay.quality.actions.stopping_fit import fit_stage

    stage = Stage.objects.select_related("project").get(uid=running.params["stage"])
    fits = fit_stage(stage, now=running.now)
    running.finish_with({"n_questions": len(fits)})


@job("quality.consensus")
def consensus(running: RunningJob) -> None:
    """Consensus of one stage as a job; a killed one starts again and leaves nothing half-written."""
    params = running.params
    with transaction.atomic():
        run = run_consensus(
            running.row.created_by,
            stage=Stage.objects.select_related("project").get(uid=params["stage"]),
            method=params.get("method"),
            params=params.get("params"),
            now=running.row.created_at,
        )
        running.finish_with({"run": str(run.uid), "n_labels": run.n_labels})


@every_minute
def trace_time(now: datetime) -> None:
    """Every ten minutes, a little after labeling: when the QAs of sites were at work."""
    if now.minute % 10 == 5:
        trace_reviewing(now=now)


@every_minute
def look_for_integrity(now: datetime) -> None:
    """Each project once a day; what is found opens cases, and does nothing else."""
    start_looking(now=now)


@job(LOOK)
def integrity(running: RunningJob) -> None:
    """Signs in the newest answers of everybody who worked on a project."""
    project = Project.objects.get(uid=running.params["project"])
    running.finish_with({"n_cases": look_for_cases(project, now=running.now)})
