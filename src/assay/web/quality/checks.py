"""Who checked what stands behind a label, in the reader's words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.quality.enums import DisputeState, LotState
from assay.quality.queries.why_checked import LotBehind, ReviewBehind
from assay.web.lots.words import SEVERITIES, STATES
from assay.web.review.shown import ShownDone, shown_done, shown_whose


@dataclass(frozen=True, slots=True)
class ShownDispute:
    uid: UUID
    state: str
    tone: str
    ruling: str


@dataclass(frozen=True, slots=True)
class ShownChecked:
    """One review; `since` says what disputes have left of it, or is empty."""

    item: UUID
    whose: str
    said: ShownDone
    disputes: tuple[ShownDispute, ...]
    since: str


@dataclass(frozen=True, slots=True)
class ShownLotBehind:
    uid: UUID
    number: int
    state: str
    tone: str
    looked_at: str
    signed_as: str
    decided_at: datetime | None


def shown_checked(found: ReviewBehind) -> ShownChecked:
    return ShownChecked(
        item=found.review.item.uid,
        whose=shown_whose(found.review),
        said=shown_done(found.review),
        disputes=tuple(
            ShownDispute(
                each.dispute,
                _(DisputeState(each.state).label),
                TONES[DisputeState(each.state)],
                each.ruling,
            )
            for each in found.disputes
        ),
        since=_since(found),
    )


TONES = {
    DisputeState.OPEN: "busy",
    DisputeState.UPHELD: "",
    DisputeState.OVERTURNED: "warn",
    DisputeState.WITHDRAWN: "",
}


def _since(found: ReviewBehind) -> str:
    if not found.is_adjusted:
        return ""
    if found.is_correct_now and not found.n_errors_now:
        return _("Since then nothing is held against it.")
    return _("Since then part of it no longer counts.")


def shown_lot_behind(found: LotBehind) -> ShownLotBehind:
    state, tone = STATES[LotState(found.lot.state)]
    worst = _(SEVERITIES[found.worst]) if found.worst else _("no error")
    return ShownLotBehind(
        uid=found.lot.uid,
        number=found.lot.number,
        state=_(state),
        tone=tone,
        looked_at=worst if found.was_sampled else "",
        signed_as=found.signed_as,
        decided_at=found.decided_at,
    )
