"""The rows of a board in plain columns: the same for the API, the command line and CSV files."""

from collections.abc import Callable, Mapping
from typing import Any  # One row of six different tables, in columns of JSON.

from django.db.models import QuerySet

from assay.quality.models import (
    BoardAnswer,
    BoardPair,
    BoardRun,
    BoardSeries,
    BoardTask,
)
from assay.quality.queries.board import cells_of, contributors_of


def _pairs(run: BoardRun) -> QuerySet[BoardPair]:
    return BoardPair.objects.filter(run=run).select_related("market").order_by("question", "-n_units", "pk")


def _answers(run: BoardRun) -> QuerySet[BoardAnswer]:
    return BoardAnswer.objects.filter(run=run).select_related("market").order_by("question", "pk")


def _disputed(run: BoardRun) -> QuerySet[BoardTask]:
    found = BoardTask.objects.filter(run=run).select_related("market", "task")
    return found.order_by("question", "position")


def _series(run: BoardRun) -> QuerySet[BoardSeries]:
    return BoardSeries.objects.filter(run=run).select_related("market").order_by("question", "pk")


PARTS: Mapping[str, Callable[[BoardRun], QuerySet[Any]]] = {
    "cells": cells_of,
    "pairs": _pairs,
    "answers": _answers,
    "disputed": _disputed,
    "series": _series,
    "contributors": contributors_of,
}


def row_of(part: str, row: Any) -> dict[str, Any]:
    """A row by its columns; markets, tasks and people by their outer names."""
    return {name: READ[name](row) if name in READ else getattr(row, name) for name in COLUMNS[part]}


READ: Mapping[str, Callable[[Any], Any]] = {
    "market": lambda row: row.market.code if row.market else "",
    "guideline": lambda row: row.guideline_version.number if row.guideline_version else None,
    "task": lambda row: str(row.task.uid),
    "external_id": lambda row: row.task.external_id,
    "contributor": lambda row: row.contributor.pseudonym,
    "share": lambda row: row.n_units / row.n_paired if row.n_paired else None,
}
_ALPHA = ("alpha", "alpha_low", "alpha_high")
_AC1 = ("ac1", "ac1_low", "ac1_high")
_OBSERVED = ("observed", "observed_low", "observed_high")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "cells": (
        *("question", "grain", "market", "language", "guideline", "metric"),
        *("n_units", "n_paired", "n_judgments", "n_contributors"),
        *(*_ALPHA, *_AC1, *_OBSERVED),
    ),
    "pairs": ("question", "market", "one", "other", "n_pairs", "n_units", "n_paired", "share"),
    "answers": ("question", "market", "answer", "n_units", "n_judgments", "agreement", "low", "high"),
    "disputed": (
        *("question", "position", "market", "task", "external_id", "subject"),
        *("answers", "n_judgments", "agreement", "entropy", "n_disputes"),
    ),
    "series": ("question", "market", "answer", "step", "centre", "n_signals", "points"),
    "contributors": (
        *("contributor", "n_judgments", "median_seconds", "n_compared", "agreed_share"),
        *("n_gold", "n_gold_right"),
        *("n_reviewed", "reviewed_share", "reviewed_low", "reviewed_high"),
    ),
}
