"""Gold as its rows show it, and how far it carries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.utils.translation import gettext as _

from assay.projects.models import Project
from assay.quality.models import Gold
from assay.quality.queries.gold import WINDOW, n_gold_in_use, project_gold_accuracy
from assay.quality.rules.gold_library import Record
from assay.stats.sampling import Share, wilson
from assay.web.gold.signs import ShownRecord, shown_record
from assay.web.templatetags.figures import percent
from assay.web.wording import Wording

WINDOWS = (20, WINDOW, 100, 200)


@dataclass(frozen=True, slots=True)
class AcceptedAnswers:
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownGold:
    uid: UUID
    external_id: str
    accepted: tuple[AcceptedAnswers, ...]
    reason: str
    by: str
    created_at: datetime
    n_shown: int
    right: Share
    record: ShownRecord
    is_retired: bool
    retired_at: datetime | None
    retired_reason: str


@dataclass(frozen=True, slots=True)
class GoldSummary:
    """`warning` is empty where there is gold enough."""

    n_in_use: int
    accuracy: Share
    warning: str


def gold_summary(project: Project) -> GoldSummary:
    n = n_gold_in_use(project.pk)
    return GoldSummary(n, project_gold_accuracy(project.pk), _warning(n))


def shown_gold(gold: Gold, wording: Wording, record: Record, now: datetime) -> ShownGold:
    """A row of `gold_of`, which counts its scores."""
    return ShownGold(
        uid=gold.uid,
        external_id=gold.task.external_id,
        accepted=accepted_answers(gold.answers, wording),
        reason=gold.reason,
        by=gold.created_by.name if gold.created_by else "Assay",
        created_at=gold.created_at,
        n_shown=gold.n_shown,  # type: ignore[attr-defined]  # Annotated by gold_of.
        right=wilson(gold.n_right, gold.n_scores),  # type: ignore[attr-defined]  # Annotated by gold_of.
        record=shown_record(record, now),
        is_retired=gold.retired_at is not None,
        retired_at=gold.retired_at,
        retired_reason=gold.retired_reason,
    )


def accepted_answers(answers: Mapping[str, Any], wording: Wording) -> tuple[AcceptedAnswers, ...]:
    """What is right, question by question."""
    return tuple(row for key, given in answers.items() for row in _accepted(key, given, wording))


def _accepted(question: str, answers: Sequence[Any], wording: Wording) -> Iterator[AcceptedAnswers]:
    """One row per question, and of answers per result one per result with all that is accepted there."""
    if not any(isinstance(each, dict) for each in answers):
        yield AcceptedAnswers(
            wording.question(question), tuple(wording.answer(question, each) for each in answers)
        )
        return
    accepted: dict[str, dict[str, None]] = {}
    for combination in answers:
        for subject, value in combination.items():
            accepted.setdefault(subject, {})[wording.answer(question, value)] = None
    for subject, values in accepted.items():
        yield AcceptedAnswers(f"{wording.question(question)} · {subject}", tuple(sorted(values)))


def window_of(text: str) -> int:
    """One of the offered windows; else the usual one."""
    return int(text) if text in {str(each) for each in WINDOWS} else WINDOW


def _warning(n: int) -> str:
    """A person meets each gold task once: with fewer than the window holds, nobody's accuracy gets sharper."""
    if n == 0:
        return _("There is no gold in use, so nobody's accuracy is measured.")
    if n >= WINDOW:
        return ""
    edge = wilson(round(0.9 * n), n)
    return _(
        "Gold is thin: %(n)s tasks are in use and a person meets each of them once. With that few, an accuracy of "
        "about 90 %% is known as somewhere from %(low)s to %(high)s. Aim for %(window)s."
    ) % {"n": n, "low": percent(edge.low, 0), "high": percent(edge.high, 0), "window": WINDOW}
