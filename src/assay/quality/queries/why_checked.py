"""Who checked what stands behind a label: reviews with their disputes, a reviewer's decision, and the lot."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from assay.quality.models import Dispute, Label, Lot, LotInspection, LotUnit, Review, SampleUnit
from assay.quality.queries.backlog import reviews_of_task


@dataclass(frozen=True, slots=True)
class DisputeBehind:
    """`error` is empty where the verdict as a whole was disputed."""

    dispute: UUID
    error: UUID | None
    state: str
    ruling: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewBehind:
    """`is_correct` as it was reviewed, `is_correct_now` after disputes; `counted`: the run knew of it."""

    review: Review
    counted: bool
    is_correct_now: bool
    n_errors_now: int
    disputes: tuple[DisputeBehind, ...]

    @property
    def is_adjusted(self) -> bool:
        return (self.is_correct_now, self.n_errors_now) != (self.review.is_correct, self.review.n_errors)


@dataclass(frozen=True, slots=True)
class LotBehind:
    """The lot that the task is in; `was_sampled` where its newest inspection drew the task, `worst` what was found."""

    lot: Lot
    n_inspections: int
    decided_at: datetime | None
    signed_as: str
    was_sampled: bool
    worst: str


@dataclass(frozen=True, slots=True)
class Checked:
    reviews: tuple[ReviewBehind, ...]
    lot: LotBehind | None


def checked(label: Label) -> Checked:
    """Of a label that was taken over: the checks of the task whose judgments these are."""
    task_id = label.reused_from_id or label.task_id
    disputes = Prefetch("disputes", Dispute.objects.select_related("error").order_by("pk"))
    found = reviews_of_task(task_id, label.run.stage_id).select_related(
        "item", "judgment", "reviewer", "contributor", "adjustment"
    )
    reviews = tuple(_review(each, label) for each in found.prefetch_related(disputes))
    return Checked(reviews, _lot(task_id, label.run.stage_id))


def _review(review: Review, label: Label) -> ReviewBehind:
    left = getattr(review, "adjustment", None)
    return ReviewBehind(
        review=review,
        counted=review.reviewed_at <= label.run.as_of,
        is_correct_now=left.is_correct if left else review.is_correct,
        n_errors_now=left.n_errors if left else review.n_errors,
        disputes=tuple(
            DisputeBehind(
                each.uid, each.error.uid if each.error else None, each.state, each.ruling, each.decided_at
            )
            for each in review.disputes.all()
        ),
    )


def _lot(task_id: int, stage_id: int) -> LotBehind | None:
    unit = LotUnit.objects.filter(task=task_id, stage=stage_id).select_related("lot").first()
    if unit is None:
        return None
    inspections = list(LotInspection.objects.filter(lot=unit.lot).order_by("-attempt"))
    newest = inspections[0] if inspections else None
    drawn = SampleUnit.objects.filter(inspection=newest, unit=unit, is_left_out=False).first()
    return LotBehind(
        lot=unit.lot,
        n_inspections=len(inspections),
        decided_at=newest.decided_at if newest else None,
        signed_as=newest.signed_as if newest else "",
        was_sampled=drawn is not None,
        worst=drawn.worst if drawn else "",
    )
