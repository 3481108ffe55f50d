"""The agreement board as a job: one run reads everything that counts, and stores what a page shows."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Max, Q

from assay.kit import jobs
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import Market, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import require
from assay.quality.actions.consensus import NOTHING_COUNTS
from assay.quality.enums import BoardGrain
from assay.quality.models import (
    BoardAnswer,
    BoardCell,
    BoardContributor,
    BoardPair,
    BoardRun,
    BoardSeries,
    BoardTask,
    GoldResult,
)
from assay.quality.queries.accuracy import reviewed_people
from assay.quality.queries.board import EVERY, disputes_by_task, stages_with_news

if TYPE_CHECKING:
    from assay.quality.actions.board_figures import Figures, Part
    from assay.quality.queries.board_inputs import BoardInputs

BOARD = "quality.board"
AT_ONCE = 500


def start_board(by: User | None, *, stage: Stage, now: datetime) -> Job:
    """Put a run over everything that counts by now on the list; one at a time per stage."""
    require(by, stage.project, Permission.RUN_CONSENSUS)
    return jobs.start(
        by,
        kind=BOARD,
        key=f"{BOARD}:{stage.uid}",
        params={"stage": str(stage.uid)},
        project_uid=stage.project.uid,
        now=now,
    )


def refresh_boards(*, now: datetime) -> None:
    """The boards of open projects that are a day old, where people have judged since."""
    for stage in stages_with_news(now=now):
        key = f"{BOARD}:{stage.uid}"
        # A run that found nothing to measure is not tried again every minute.
        if not Job.objects.filter(kind=BOARD, key=key, created_at__gt=now - EVERY).exists():
            start_board(None, stage=stage, now=now)


@job(BOARD)
def board(running: RunningJob) -> None:
    """A killed run starts again and leaves nothing half-written."""
    stage = Stage.objects.select_related("project").get(uid=running.params["stage"])
    with transaction.atomic():
        run = run_board(running.row.created_by, stage=stage, now=running.row.created_at)
        running.finish_with({"board_run": str(run.uid), "board": str(stage.project.uid)})


def run_board(by: User | None, *, stage: Stage, now: datetime) -> BoardRun:
    """Measure everything that people have judged by now."""
    from assay.quality.queries.board_inputs import board_inputs

    require(by, stage.project, Permission.RUN_CONSENSUS)
    schema_version_id = stage.project.schema_version_id or 0
    inputs = board_inputs(
        project_id=stage.project_id,
        stage_id=stage.pk,
        schema_version_id=schema_version_id,
        undo_seconds=stage.undo_seconds,
        as_of=now,
    )
    if not inputs.n_judgments:
        raise Refused(NOTHING_COUNTS())
    with transaction.atomic():
        run = BoardRun.objects.create(
            project=stage.project,
            stage=stage,
            schema_version_id=schema_version_id,
            number=_next_number(stage.project_id),
            as_of=now,
            last_judgment_id=inputs.last_judgment_id,
            n_judgments=inputs.n_judgments,
            n_tasks=len(inputs.task_ids),
            n_contributors=len(inputs.contributor_ids),
            created_at=now,
            created_by=by,
        )
        _fill(run, inputs)
    return run


def _next_number(project_id: int) -> int:
    Project.objects.select_for_update(no_key=True).get(pk=project_id)
    highest = BoardRun.objects.filter(project_id=project_id).aggregate(number=Max("number"))["number"]
    return (highest or 0) + 1


def _fill(run: BoardRun, inputs: "BoardInputs") -> None:
    from assay.quality.actions.board_figures import disputed, figures_of, parts_of
    from assay.quality.actions.board_people import Compared, Known
    from assay.quality.actions.board_series import series
    from assay.quality.queries.board_inputs import asked

    languages = dict(Market.objects.values_list("pk", "language"))
    compared = Compared(len(inputs.contributor_ids))
    for answered in inputs.answered:
        found = figures_of(run, inputs, asked(inputs, answered), languages)
        if found is None:
            continue
        for part in parts_of(found):
            _store_part(found, part)
        raised = disputes_by_task(run, answered.question.id)
        BoardTask.objects.bulk_create(disputed(found, raised), batch_size=AT_ONCE)
        BoardSeries.objects.bulk_create(series(found), batch_size=AT_ONCE)
        compared.add(found)
    known = Known(_gold_of(run.stage), reviewed_people(run.stage, as_of=run.as_of))
    BoardContributor.objects.bulk_create(compared.rows(run, inputs, known), batch_size=AT_ONCE)


def _store_part(found: "Figures", part: "Part") -> None:
    from assay.quality.actions.board_figures import answers, cell, pairs

    BoardCell.objects.bulk_create([cell(found, part)])
    if part.grain in {BoardGrain.ALL, BoardGrain.MARKET}:
        BoardPair.objects.bulk_create(pairs(found, part))
        BoardAnswer.objects.bulk_create(answers(found, part))


def _gold_of(stage: Stage) -> dict[int, tuple[int, int]]:
    """Contributor to how many gold tasks were answered, and how many right."""
    scores: Iterable[tuple[int, int, int]] = (
        GoldResult.objects.filter(stage=stage)
        .values("contributor_id")
        .annotate(n=Count("pk"), k=Count("pk", filter=Q(is_correct=True)))
        .values_list("contributor_id", "n", "k")
    )
    return {contributor: (n, k) for contributor, n, k in scores}
