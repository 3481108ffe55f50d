"""What stands behind one label, in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.utils.translation import gettext as _

from assay.quality.queries.why import JudgmentBehind, Why
from assay.stats.sampling import Share
from assay.web.quality.labels import ShownLabel, shown_label
from assay.web.wording import Wording


@dataclass(frozen=True, slots=True)
class ShownJudgment:
    """One judgment; `left_out` says why it did not count, or is empty."""

    uid: UUID
    who: str
    where: str
    market: str
    answer: str
    agrees: bool
    left_out: str
    gold: Share
    n_agreed: int | None
    n_judged: int | None
    schema_number: int
    guideline: UUID | None
    guideline_number: int | None
    submitted_at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class PosteriorRow:
    answer: str
    probability: float
    is_label: bool


@dataclass(frozen=True, slots=True)
class ShownWhy:
    label: ShownLabel
    run: UUID
    run_number: int
    method: str
    as_of: datetime
    posterior: tuple[PosteriorRow, ...]
    judgments: tuple[ShownJudgment, ...]
    sentence: str


def shown_why(why: Why, wording: Wording) -> ShownWhy:
    label, run = why.label, why.label.run
    shown = shown_label(label, wording, label.task)
    judgments = tuple(_judgment(each, why, wording) for each in why.judgments)
    return ShownWhy(
        label=shown,
        run=run.uid,
        run_number=run.number,
        method=run.get_method_display(),
        as_of=run.as_of,
        posterior=tuple(_posterior(why, shown.answer, wording)),
        judgments=judgments,
        sentence=_sentence(judgments, is_tie=label.is_tie),
    )


def _judgment(found: JudgmentBehind, why: Why, wording: Wording) -> ShownJudgment:
    label = why.label
    return ShownJudgment(
        uid=found.judgment,
        who=found.contributor,
        where=" · ".join(name for name in (found.vendor, found.site) if name),
        market=found.market,
        answer=wording.answer(label.question, found.answer),
        agrees=_agrees(found.answer, label.value),
        left_out=_left_out(found),
        gold=found.gold,
        n_agreed=found.n_agreed,
        n_judged=found.n_judged,
        schema_number=found.schema_number,
        guideline=found.guideline,
        guideline_number=found.guideline_number,
        submitted_at=found.submitted_at,
        seconds=found.handling_seconds,
    )


def _agrees(answer: Any, value: Any) -> bool:
    """Of texts all are kept: each agrees that is among them."""
    return answer in value if isinstance(value, list) else bool(answer == value)


def _left_out(found: JudgmentBehind) -> str:
    if found.counted:
        return ""
    return _("taken back") if found.is_retracted else _("too late for this run")


def _posterior(why: Why, answer: str, wording: Wording) -> Iterator[PosteriorRow]:
    found = why.label.posterior or {}
    for name, probability in sorted(found.items(), key=lambda pair: -pair[1]):
        text = wording.answer_class(why.label.question, name)
        yield PosteriorRow(text, probability, text == answer)


def _sentence(judgments: tuple[ShownJudgment, ...], *, is_tie: bool) -> str:
    counted = [each for each in judgments if not each.left_out]
    numbers = {"agree": sum(each.agrees for each in counted), "n": len(counted)}
    said = _("%(agree)s of %(n)s judgments that counted say the same.") % numbers
    if is_tie:
        return said + " " + _("Two or more answers were equally likely: the seed of the run decided.")
    return said
