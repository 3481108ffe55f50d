"""The agreement board: measured in a job, read part by part."""

from datetime import datetime
from enum import StrEnum
from typing import Any  # Rows of six parts, each in columns of its own.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import starts
from assay.api.frame.paging import MOST, Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions.board import start_board
from assay.quality.models import BoardRun
from assay.quality.queries.board import board_for, boards_of
from assay.quality.queries.board_rows import PARTS, row_of
from assay.work.actions.queues import label_stage

router = Router(tags=["quality"])


class BoardPart(StrEnum):
    CELLS = "cells"
    PAIRS = "pairs"
    ANSWERS = "answers"
    DISPUTED = "disputed"
    SERIES = "series"
    CONTRIBUTORS = "contributors"


class BoardOut(Schema):
    uid: UUID
    project: UUID
    stage: UUID
    number: int = Field(examples=[12])
    as_of: datetime
    n_judgments: int = Field(examples=[2_000_000])
    n_tasks: int = Field(examples=[660_000])
    n_contributors: int = Field(examples=[180])
    created_at: datetime


class RowPage(Schema):
    items: list[dict[str, Any]] = Field(examples=[[{"question": "match", "grain": "all", "alpha": 0.71}]])
    next: int | None = Field(description="Give it as `after`; empty on the last page.")


@router.get("/projects/{uuid:project}/board-runs", response=Page[BoardOut], operation_id="board_runs_list")
def list_runs(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[BoardOut]:
    """The project's runs, newest first."""
    found = project_for(person_of(request), project, Permission.VIEW_ANSWERS)
    return page(boards_of(found), paging, _run)


@router.post("/projects/{uuid:project}/board-runs", response={202: JobOut}, operation_id="board_runs_start")
@starts
def start(request: HttpRequest, project: UUID) -> JobOut:
    """Measure everything that people have judged by now; the job's result names the run."""
    user = person_of(request)
    found = project_for(user, project, Permission.RUN_CONSENSUS)
    return job_out(start_board(user, stage=label_stage(found), now=now()))


@router.get("/board-runs/{uuid:run}", response=BoardOut, operation_id="board_runs_get")
def get(request: HttpRequest, run: UUID) -> BoardOut:
    """One run."""
    return _run(board_for(person_of(request), run))


@router.get("/board-runs/{uuid:run}/{part}", response=RowPage, operation_id="board_runs_rows")
def rows(request: HttpRequest, run: UUID, part: BoardPart, *, after: int = 0, limit: int = 50) -> RowPage:
    """One part of it: agreement (cells), confusion pairs, answers, disputed items, series or contributors."""
    found = board_for(person_of(request), run)
    limit = max(1, min(limit, MOST))
    following = list(PARTS[part](found).filter(pk__gt=after).order_by("pk")[: limit + 1])
    shown = following[:limit]
    return RowPage(
        items=[row_of(part, row) for row in shown],
        next=shown[-1].pk if len(following) > limit else None,
    )


def _run(run: BoardRun) -> BoardOut:
    return BoardOut(
        uid=run.uid,
        project=run.project.uid,
        stage=run.stage.uid,
        number=run.number,
        as_of=run.as_of,
        n_judgments=run.n_judgments,
        n_tasks=run.n_tasks,
        n_contributors=run.n_contributors,
        created_at=run.created_at,
    )
