"""What stands behind a label, as the API tells it: who checked it, and in which lot it was accepted."""

from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assay.quality.models import ReviewError
from assay.quality.queries.why_checked import LotBehind, ReviewBehind
from assay.quality.queries.why_enough import Enough


class DisputeBehindOut(Schema):
    dispute: UUID
    error: UUID | None = Field(description="Empty: the verdict as a whole.")
    state: str = Field(examples=["overturned"])
    ruling: str = Field(examples=["Section 3 says so indeed."])
    decided_at: datetime | None


class ErrorBehindOut(Schema):
    uid: UUID
    key: str = Field(examples=["wrong"])
    name: str = Field(examples=["Wrong answer"])
    severity: str = Field(examples=["major"])
    question: str = Field(examples=["match"])
    subject: str = Field(examples=[""])
    comment: str = Field(examples=["Another brand."])


class ReviewBehindOut(Schema):
    """One review of one of the judgments; both figures stay: as reviewed, and after disputes."""

    review: UUID
    judgment: UUID
    reviewer: str = Field(examples=["Ben"])
    tier: str = Field(examples=["client"])
    purpose: str = Field(examples=["sample"])
    verdict: str = Field(examples=["rejected"])
    outcome: str = Field(examples=["none"])
    comment: str = Field(examples=["Another brand."])
    answers: dict[str, Any] | None = Field(description="The reviewer's, if given.", examples=[None])
    is_correct: bool = Field(description="As reviewed.")
    is_correct_now: bool = Field(description="After disputes.")
    reviewed_at: datetime
    counted: bool = Field(description="The run knew of it.")
    errors: list[ErrorBehindOut]
    disputes: list[DisputeBehindOut]


class LotBehindOut(Schema):
    lot: UUID
    number: int = Field(examples=[12])
    state: str = Field(examples=["accepted"])
    n_inspections: int = Field(examples=[1])
    decided_at: datetime | None
    signed_as: str = Field(description="The name under a concession.", examples=[""])
    was_sampled: bool = Field(description="This task was looked at in the newest inspection.")
    worst: str = Field(description="What was found in it; empty: nothing.", examples=[""])


class DecisionBehindOut(Schema):
    """What ended the task: a reviewer's answer, or the rule by which an adaptive stage stops; empty: all judgments."""

    reviewer: str = Field(examples=["Ben"])
    reason: str = Field(examples=["The picture shows both."])
    outcome: str = Field(examples=["target"])
    because: str = Field(examples=["probability"])


def review_behind(found: ReviewBehind) -> ReviewBehindOut:
    review = found.review
    names = (
        *("tier", "purpose", "verdict", "outcome", "comment", "answers"),
        *("is_correct", "reviewed_at"),
    )
    return ReviewBehindOut(
        **{name: getattr(review, name) for name in names},
        review=review.uid,
        judgment=review.judgment.uid,
        reviewer=review.reviewer.name,
        is_correct_now=found.is_correct_now,
        counted=found.counted,
        errors=[_error(each) for each in review.errors.all()],
        disputes=[
            DisputeBehindOut(**{name: getattr(each, name) for name in DisputeBehindOut.model_fields})
            for each in found.disputes
        ],
    )


def _error(error: ReviewError) -> ErrorBehindOut:
    names = ("uid", "severity", "question", "subject", "comment")
    kind = error.error_type
    return ErrorBehindOut(**{name: getattr(error, name) for name in names}, key=kind.key, name=kind.name)


def lot_behind(found: LotBehind) -> LotBehindOut:
    lot = found.lot
    return LotBehindOut(
        lot=lot.uid,
        number=lot.number,
        state=lot.state,
        n_inspections=found.n_inspections,
        decided_at=found.decided_at,
        signed_as=found.signed_as,
        was_sampled=found.was_sampled,
        worst=found.worst,
    )


def decision_behind(found: Enough) -> DecisionBehindOut:
    return DecisionBehindOut(
        reviewer=found.reviewer,
        reason=found.reason,
        outcome=found.outcome.value if found.outcome else "",
        because=found.because.value if found.because else "",
    )
