"""The agreement board: measure, and read what was found."""

from typing import Annotated, Any  # Rows in columns of their part.

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

SHOWN: dict[str, tuple[str, ...]] = {
    "cells": ("question", "grain", "market", "language", "guideline", "alpha", "ac1", "observed", "n_paired"),
    "pairs": ("question", "market", "one", "other", "n_units", "n_pairs", "share"),
    "answers": ("question", "market", "answer", "agreement", "low", "high", "n_units"),
    "disputed": ("question", "position", "external_id", "subject", "answers", "agreement"),
    "series": ("question", "market", "answer", "step", "centre", "n_signals"),
    "contributors": (
        "contributor",
        "n_judgments",
        "median_seconds",
        "agreed_share",
        "n_gold",
        "n_gold_right",
    ),
}


def register(app: typer.Typer) -> None:
    board = group("The agreement board: where people differ.")
    command(board, "run")(run)
    command(board, "show")(show)
    app.add_typer(board, name="board")


def run(*, project: InProject) -> None:
    """Measure everything that people have judged by now."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        job = finished(server, server.post(f"/projects/{uid}/board-runs"), "Measuring agreement")
        found = server.get(f"/board-runs/{job['result']['board_run']}")
    output.show(
        found,
        f"{found['n_judgments']:,} judgments of {found['n_contributors']:,} contributors on {found['n_tasks']:,} "
        f"tasks measured: run {found['number']}, {found['uid']}",
    )


def show(
    part: Annotated[str, typer.Argument(help=f"One of {', '.join(SHOWN)}.")] = "cells",
    *,
    project: InProject,
    question: Annotated[str | None, typer.Option(help="Only of this question.")] = None,
    market: Annotated[str | None, typer.Option(help="Only of this market.")] = None,
) -> None:
    """What the newest run found."""
    from assay.cli.client import connect

    if part not in SHOWN:
        raise unusable(f"{part} is no part of the board: choose one of {', '.join(SHOWN)}.")
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        runs = server.get(f"/projects/{uid}/board-runs", limit=1)["items"]
        if not runs:
            raise unusable("The board was never measured: assay board run.")
        rows = list(server.pages(f"/board-runs/{runs[0]['uid']}/{part}", limit=finding.AT_ONCE))
    kept = [row for row in rows if _is_wanted(row, question=question, market=market)]
    output.table({"board": runs[0], part: kept}, SHOWN[part], kept)


def _is_wanted(row: dict[str, Any], *, question: str | None, market: str | None) -> bool:
    """Rows without a question or market (contributors) are wanted whatever was asked for."""
    of_question = question is None or row.get("question", question) == question
    return of_question and (market is None or row.get("market", market) == market)
