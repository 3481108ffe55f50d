"""The board as pages and the API read it: stored rows only, so that the size of the project does not matter."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.enums import ProjectState, StageKind
from assay.projects.models import GuidelineVersion, Project, Stage
from assay.projects.queries.permission import visible_projects
from assay.quality.enums import BoardGrain, BoardStep, DisputeState
from assay.quality.models import (
    BoardAnswer,
    BoardCell,
    BoardContributor,
    BoardPair,
    BoardRun,
    BoardSeries,
    BoardTask,
    Dispute,
)
from assay.work.models import Task
from assay.work.queries.done import n_judgments_since

EVERY = timedelta(days=1)
# A board of fewer judgments is started by hand.
FEWEST = 50


def newest_board(project: Project) -> BoardRun | None:
    """The project's last run, or None before the first."""
    return boards_of(project).first()


def boards_of(project: Project) -> QuerySet[BoardRun]:
    """Newest first."""
    found = BoardRun.objects.filter(project=project).select_related("project", "stage", "created_by")
    return found.order_by("-number")


def least_agreement_of(project_ids: Iterable[int], until: datetime) -> Mapping[int, BoardCell]:
    """By project, of its newest run before a moment the question that people agree on least; two statements."""
    runs = BoardRun.objects.filter(project__in=sorted(project_ids), as_of__lte=until)
    newest = runs.order_by("project_id", "-number").distinct("project_id").values_list("pk", flat=True)
    cells = BoardCell.objects.filter(run__in=list(newest), grain=BoardGrain.ALL, alpha__isnull=False)
    least = cells.order_by("run__project_id", "alpha", "question").distinct("run__project_id")
    return {each.run.project_id: each for each in least.select_related("run")}


def board_for(user: User, uid: UUID) -> BoardRun:
    """The run, if the person may see its project's answers; NotFound otherwise."""
    found = BoardRun.objects.select_related("project", "stage", "created_by").filter(uid=uid).first()
    if (
        found is None
        or not visible_projects(user, Permission.VIEW_ANSWERS).filter(pk=found.project_id).exists()
    ):
        raise NotFound
    return found


def cells_of(run: BoardRun, question: str = "", grain: BoardGrain | None = None) -> QuerySet[BoardCell]:
    """Agreement: the least agreed on first, the undefined last."""
    found = BoardCell.objects.filter(run=run).select_related("market", "guideline_version")
    if question:
        found = found.filter(question=question)
    if grain is not None:
        found = found.filter(grain=grain)
    return found.order_by("question", "grain", F("alpha").asc(nulls_last=True), "pk")


def pairs_of(run: BoardRun, question: str = "", market_id: int | None = None) -> QuerySet[BoardPair]:
    """The pairs of answers that are mistaken for each other most."""
    found = BoardPair.objects.filter(run=run, market=market_id)
    return (found.filter(question=question) if question else found).order_by("-n_units", "-n_pairs", "pk")


def pair_of(run: BoardRun, question: str, one: str, other: str, *, market_id: int | None = None) -> BoardPair:
    """One pair of answers; NotFound where the run has none such."""
    found = pairs_of(run, question, market_id).filter(one=one, other=other).first()
    if found is None:
        raise NotFound
    return found


def tasks_of_pair(pair: BoardPair) -> list[Task]:
    """The tasks most evenly divided between the two answers, those first."""
    found = Task.objects.select_related("market").in_bulk(pair.tasks)
    return [found[pk] for pk in pair.tasks if pk in found]


def answers_of(run: BoardRun, question: str = "", market_id: int | None = None) -> QuerySet[BoardAnswer]:
    """The answers that people agree on least first."""
    found = BoardAnswer.objects.filter(run=run, market=market_id)
    found = found.filter(question=question) if question else found
    return found.order_by(F("agreement").asc(nulls_last=True), "pk")


def disputed_of(run: BoardRun, question: str = "", market_id: int | None = None) -> QuerySet[BoardTask]:
    """The most disputed items."""
    found = BoardTask.objects.filter(run=run).select_related("task", "market")
    if question:
        found = found.filter(question=question)
    if market_id:
        found = found.filter(market=market_id)
    return found.order_by("position", "question", "pk")


def disputes_by_task(run: BoardRun, question: str) -> dict[int, int]:
    """How many disputes were raised of each task until the run, of this question or of the judgment as a whole."""
    found = Dispute.objects.filter(
        project=run.project_id, review__stage=run.stage_id, raised_at__lte=run.as_of
    ).exclude(state=DisputeState.WITHDRAWN)
    found = found.filter(Q(error=None) | Q(error__question__in=("", question)))
    counted = found.values("review__judgment__task").annotate(n=Count("pk"))
    return dict(counted.values_list("review__judgment__task", "n"))


def series_of(
    run: BoardRun, question: str, *, step: BoardStep, market_id: int | None = None
) -> QuerySet[BoardSeries]:
    """Agreeing pairs first, then each answer."""
    found = BoardSeries.objects.filter(run=run, question=question, step=step, market=market_id)
    return found.order_by("pk")


def contributors_of(run: BoardRun) -> QuerySet[BoardContributor]:
    """Most judgments first."""
    found = BoardContributor.objects.filter(run=run).select_related("contributor")
    return found.order_by("-n_judgments", "contributor__pseudonym")


def guidelines_of(project: Project) -> list[GuidelineVersion]:
    """The versions that series are marked with, oldest first."""
    return list(GuidelineVersion.objects.filter(project=project).defer("sections").order_by("number"))


def stages_with_news(*, now: datetime) -> list[Stage]:
    """Label stages of open projects in which people have judged since their board, if that is a day old."""
    last = BoardRun.objects.filter(stage=OuterRef("pk")).order_by("-number")
    stages = Stage.objects.filter(kind=StageKind.LABEL, project__state=ProjectState.OPEN)
    stages = stages.select_related("project")
    stages = stages.annotate(
        boarded_at=Subquery(last.values("as_of")[:1]), until=Subquery(last.values("last_judgment_id")[:1])
    )
    due = stages.filter(Q(boarded_at=None) | Q(boarded_at__lte=now - EVERY))
    return [each for each in due if _has_news(each)]


def _has_news(stage: Stage) -> bool:
    until: int | None = stage.until  # type: ignore[attr-defined]  # Annotated by stages_with_news.
    most = FEWEST if until is None else 1
    return n_judgments_since(stage.project_id, until or 0, most=most) >= most
