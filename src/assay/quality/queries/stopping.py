"""What adaptive consensus has saved, what it promised, and whether it is kept: from stored sums, never by counting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assay.projects.enums import ProjectState
from assay.projects.models import Stage
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import has_critical
from assay.quality.enums import AdjudicationSource, AdjudicationState, StoppingOutcome
from assay.quality.models import Adjudication, StoppingDecision, StoppingFit, StoppingTally
from assay.stats.sampling.proportion import Share, wilson


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks that ended, and the judgments they took."""

    n_tasks: int = 0
    n_judgments: int = 0

    @property
    def mean_overlap(self) -> float | None:
        return self.n_judgments / self.n_tasks if self.n_tasks else None


@dataclass(frozen=True, slots=True)
class QuestionFit:
    """What gold has shown of one question; `stopped`: right among the gold the threshold would have stopped."""

    question: str
    fitted_at: datetime
    n_judgments: int
    n_gold: int
    threshold: float | None
    stopped: Share
    futility_below: float


@dataclass(frozen=True, slots=True)
class Stopping:
    """An adaptive stage in figures.

    `ended` counts the tasks that may stop early, per outcome; `audited` the random share that never does, on which
    `saved_share` (judgments the rule would not have asked for, of those collected) and `same` are measured.
    """

    stage: Stage
    ended: dict[StoppingOutcome, Tally]
    audited: Tally
    n_would: int
    same: Share
    fits: tuple[QuestionFit, ...]
    n_undecided: int

    @property
    def saved_share(self) -> float | None:
        return 1 - self.n_would / self.audited.n_judgments if self.audited.n_judgments else None

    @property
    def all_ended(self) -> Tally:
        tallies = self.ended.values()
        return Tally(sum(each.n_tasks for each in tallies), sum(each.n_judgments for each in tallies))

    @property
    def n_saved(self) -> int:
        """Judgments that tasks stopped early did not take, against the highest overlap."""
        return self.all_ended.n_tasks * self.stage.overlap_max - self.all_ended.n_judgments


def adaptive_stages() -> list[Stage]:
    """Of open projects."""
    found = Stage.objects.filter(is_adaptive=True, project__state=ProjectState.OPEN)
    return list(found.select_related("project").order_by("pk"))


def stages_to_watch() -> list[Stage]:
    """Adaptive ones, and those where one judgment is enough unless its answer is critical."""
    found = Stage.objects.filter(project__state=ProjectState.OPEN, is_adaptive=False, overlap=1)
    once = found.exclude(project__schema_version=None).select_related("project").order_by("pk")
    return adaptive_stages() + [
        stage for stage in once if has_critical(parsed_schema(stage.project.schema_version_id or 0))
    ]


def newest_fit(stage: Stage) -> StoppingFit | None:
    """Without its arrays."""
    return StoppingFit.objects.filter(stage=stage).defer("arrays", "contributors").order_by("-pk").first()


def stopping_of(stage: Stage) -> Stopping:
    """Everything the page and the API show."""
    ended = {outcome: Tally() for outcome in StoppingOutcome}
    audited, n_would, n_same = Tally(), 0, 0
    for row in StoppingTally.objects.filter(stage=stage):
        if row.is_audited:
            audited = Tally(audited.n_tasks + row.n_tasks, audited.n_judgments + row.n_judgments)
            n_would, n_same = n_would + row.n_would, n_same + row.n_same
        else:
            ended[StoppingOutcome(row.outcome)] = Tally(row.n_tasks, row.n_judgments)
    waiting = Adjudication.objects.filter(
        stage=stage, source=AdjudicationSource.UNDECIDED, state=AdjudicationState.OPEN
    )
    return Stopping(
        stage,
        ended,
        audited,
        n_would,
        wilson(n_same, audited.n_tasks),
        tuple(_fits(stage)),
        waiting.count(),
    )


def decision_of(task_id: int, stage_id: int) -> StoppingDecision | None:
    """Why a task took no more judgments."""
    found = StoppingDecision.objects.filter(task=task_id, stage=stage_id).select_related("fit")
    return found.defer("fit__arrays", "fit__contributors").first()


def _fits(stage: Stage) -> Iterator[QuestionFit]:
    newest = StoppingFit.objects.filter(stage=stage, schema_version=stage.project.schema_version_id)
    for fit in newest.defer("arrays", "contributors").order_by("question", "-pk").distinct("question"):
        yield QuestionFit(
            fit.question,
            fit.fitted_at,
            fit.n_judgments,
            fit.n_gold,
            fit.thresholds.get("-1"),
            wilson(fit.n_stopped_right, fit.n_stopped),
            fit.futility_below,
        )
