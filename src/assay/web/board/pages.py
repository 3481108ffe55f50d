"""The agreement board: where people differ, on what, since when, and who."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions.board import start_board
from assay.quality.enums import BoardStep
from assay.quality.models import BoardSeries
from assay.quality.queries import board as queries
from assay.quality.queries.board_pair import divided_between
from assay.web.board.charts import control_chart, scatter
from assay.web.board.chosen import Chosen, Opened, opened
from assay.web.board.people import DOTS, shown_person
from assay.web.board.shown import (
    breakdowns,
    shown_answer,
    shown_cell,
    shown_divided,
    shown_pair,
    shown_pairs,
    shown_task,
)
from assay.web.jobs.starting import to_job
from assay.web.requests import page_of, signed_in, user_of
from assay.work.actions.queues import label_stage
from assay.work.queries.done import n_judgments_since

SOME, MOST_NEWER = 8, 10_000
ENOUGH_WEEKS = 8


@signed_in
@require_GET
def board(request: HttpRequest, project: UUID) -> HttpResponse:
    """Agreement on one question: by market, language and guideline version, and where it fails."""
    at = opened(user_of(request), project, request.GET)
    context = _around(at, "board")
    if at.chosen and at.chosen.question and at.chosen.cell:
        chosen, market = at.chosen, at.chosen.market_id
        run, question = chosen.run, chosen.question
        context |= {
            "cell": shown_cell(at.chosen.cell, chosen.wording),
            "overall": [shown_cell(each, chosen.wording) for each in chosen.questions],
            "breakdowns": breakdowns(chosen),
            "is_of_chosen": chosen.is_of_chosen,
            "drifting": [
                control_chart(each, (), chosen.wording)
                for each in _series(chosen, _step("", chosen)).filter(n_signals__gt=0)
            ],
            "pairs": shown_pairs(queries.pairs_of(run, question, market)[:SOME], chosen),
            "answers": [
                shown_answer(each, chosen.wording)
                for each in queries.answers_of(run, question, market)[:SOME]
            ],
            "tasks": [
                shown_task(each, chosen.wording) for each in queries.disputed_of(run, question, market)[:SOME]
            ],
        }
    return render(request, "web/board/board.html", context)


@signed_in
@require_GET
def series(request: HttpRequest, project: UUID) -> HttpResponse:
    """Agreement and shares of answers over time, with control limits and the guideline's versions."""
    at = opened(user_of(request), project, request.GET)
    step = _step(request.GET.get("step", ""), at.chosen)
    context = _around(at, "series") | {"step": step.value}
    if at.chosen and at.chosen.question:
        versions = queries.guidelines_of(at.project)
        found = _series(at.chosen, step)
        context["charts"] = [control_chart(each, versions, at.chosen.wording) for each in found]
    return render(request, "web/board/series.html", context)


def _step(asked: str, chosen: Chosen | None) -> BoardStep:
    """Days, unless weeks are asked for or there are enough of them: limits of four points show nothing."""
    if asked in BoardStep.values:
        return BoardStep(asked)
    weekly = _series(chosen, BoardStep.WEEK).first() if chosen else None
    return BoardStep.WEEK if weekly and len(weekly.points) >= ENOUGH_WEEKS else BoardStep.DAY


def _series(chosen: Chosen, step: BoardStep) -> QuerySet[BoardSeries]:
    return queries.series_of(chosen.run, chosen.question, step=step, market_id=chosen.market_id)


@signed_in
@require_GET
def disputed(request: HttpRequest, project: UUID) -> HttpResponse:
    """The items with the most scattered answers."""
    at = opened(user_of(request), project, request.GET)
    context = _around(at, "disputed")
    if at.chosen and at.chosen.question:
        chosen = at.chosen
        page = page_of(request, queries.disputed_of(chosen.run, chosen.question, chosen.market_id))
        context |= {"page": page, "rows": [shown_task(each, chosen.wording) for each in page]}
    return render(request, "web/board/disputed.html", context)


@signed_in
@require_GET
def contributors(request: HttpRequest, project: UUID) -> HttpResponse:
    """Accuracy, speed and volume of everybody: a map of who does most, and the table."""
    at = opened(user_of(request), project, request.GET)
    by = request.GET.get("by", "")
    by = by if by in {"gold", "review"} else "agreement"
    context = _around(at, "contributors") | {"by": by}
    if at.chosen:
        found = queries.contributors_of(at.chosen.run)
        page = page_of(request, found)
        dots = [shown_person(each, by).dot for each in found[:DOTS]]
        context |= {
            "page": page,
            "rows": [shown_person(each, by) for each in page],
            "map": scatter(dots),
            "kept": f"by={by}",
        }
    return render(request, "web/board/contributors.html", context)


@signed_in
@require_GET
def pair(request: HttpRequest, project: UUID) -> HttpResponse:
    """The tasks most evenly divided between two answers."""
    at = opened(user_of(request), project, request.GET)
    if at.chosen is None:
        raise NotFound
    chosen: Chosen = at.chosen
    one, other = request.GET.get("one", ""), request.GET.get("other", "")
    found = queries.pair_of(chosen.run, chosen.question, one, other, market_id=chosen.market_id)
    context = _around(at, "board") | {
        "pair": shown_pair(found, chosen.wording, chosen.kept),
        "items": [shown_divided(each, chosen) for each in divided_between(found)],
    }
    return render(request, "web/board/pair.html", context)


@signed_in
@require_POST
def start(request: HttpRequest, project: UUID) -> HttpResponse:
    """Put a run over everything that counts by now on the list."""
    person = user_of(request)
    found = project_for(person, project, Permission.RUN_CONSENSUS)
    return to_job(
        request,
        lambda: start_board(person, stage=label_stage(found), now=now()),
        otherwise=reverse("board", args=[project]),
    )


def _around(at: Opened, view: str) -> dict[str, object]:
    """What every page of the board shows."""
    context: dict[str, object] = {
        "project": at.project,
        "tab": "quality",
        "view": view,
        "may_run": at.may_run,
        "chosen": at.chosen,
    }
    if at.chosen:
        run = at.chosen.run
        n = n_judgments_since(at.project.pk, run.last_judgment_id, most=MOST_NEWER)
        context |= {"n_newer": n, "is_many_newer": n >= MOST_NEWER, "kept": at.chosen.kept}
        context["asked"] = [
            (each.question, at.chosen.wording.question(each.question)) for each in at.chosen.questions
        ]
    return context
