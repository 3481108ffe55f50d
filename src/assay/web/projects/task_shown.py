"""Where a task stands, who has it, and what was answered, as its page shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.web.projects.words import CLAIM_STATES, ITEM_STATES
from assay.web.wording import Wording, wording_of
from assay.work.enums import ClaimState, SkipReason
from assay.work.models import Claim, Judgment, QueueItem

ASSIGNED = {
    "assigned": gettext_noop("has it now, and finds it before everything else"),
    "never_twice": gettext_noop("has had this task already"),
    "no_slot": gettext_noop("not assigned: the task has all the judgments it may collect"),
    "stopped": gettext_noop("not assigned: the budget is used up"),
    "not_eligible": gettext_noop("not assigned: may not work on this task (see the members page for why)"),
    "unknown_task": gettext_noop("not assigned: the task is in no queue"),
    "unknown": gettext_noop("is no member of this project"),
}


@dataclass(frozen=True, slots=True)
class Place:
    stage: str
    state: str
    tone: str
    n_judgments: int
    n_needed: int
    n_slots_left: int
    n_skips: int
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownClaim:
    who: str
    state: str
    is_open: bool
    claimed_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    assigned_by: str
    skip: str


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class ShownJudgment:
    who: str
    where: str
    answers: tuple[Answer, ...]
    submitted_at: datetime
    seconds: float
    schema_number: int
    guideline: UUID | None
    guideline_number: int | None
    market: str
    taken_back: str


def tomorrow(now: datetime) -> datetime:
    """How long an assignment by hand lasts unless somebody says otherwise."""
    return now + timedelta(days=1)


def shown_places(items: Iterable[QueueItem]) -> list[Place]:
    return [_place(item) for item in items]


def _place(item: QueueItem) -> Place:
    label, tone = ITEM_STATES[item.state]
    return Place(
        stage=item.stage.name,
        state=_(label),
        tone=tone,
        n_judgments=item.n_judgments,
        n_needed=item.n_needed,
        n_slots_left=item.n_slots_left,
        n_skips=item.n_skips,
        done_at=item.done_at,
    )


def shown_claims(claims: Iterable[Claim]) -> list[ShownClaim]:
    return [
        ShownClaim(
            who=claim.contributor.pseudonym,
            state=_(CLAIM_STATES[claim.state]),
            is_open=claim.state == ClaimState.OPEN,
            claimed_at=claim.claimed_at,
            expires_at=claim.expires_at,
            ended_at=claim.ended_at,
            assigned_by=claim.assigned_by.name if claim.assigned_by else "",
            skip=skip_of(claim),
        )
        for claim in claims
    ]


def skip_of(claim: Claim) -> str:
    if not claim.skip_reason:
        return ""
    label = _(str(SkipReason(claim.skip_reason).label))
    return f"{label}: {claim.skip_comment}" if claim.skip_comment else label


def shown_judgments(judgments: Iterable[Judgment]) -> list[ShownJudgment]:
    return [_judgment(each) for each in judgments]


def _judgment(judgment: Judgment) -> ShownJudgment:
    retraction = getattr(judgment, "retraction", None)
    guideline = judgment.guideline_version
    return ShownJudgment(
        who=judgment.contributor.pseudonym if judgment.contributor else judgment.machine,
        where=judgment.vendor.name if judgment.vendor else "",
        answers=tuple(_answers(wording_of(judgment.schema_version_id), judgment)),
        submitted_at=judgment.submitted_at,
        seconds=judgment.handling_seconds,
        schema_number=judgment.schema_version.number,
        guideline=guideline.uid if guideline else None,
        guideline_number=guideline.number if guideline else None,
        market=judgment.market.code if judgment.market else "",
        taken_back=retraction.reason if retraction else "",
    )


def _answers(wording: Wording, judgment: Judgment) -> Iterator[Answer]:
    """In the order in which they were asked."""
    asked = [question.id for question in wording.schema.questions]
    for question_id in sorted(judgment.answers, key=asked.index):
        value = judgment.answers[question_id]
        yield Answer(wording.question(question_id), wording.answer(question_id, value))
