"""The register of lots and where switching stands, as their pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.quality.enums import LotState
from assay.quality.models import Lot, LotClass, LotInspection
from assay.quality.queries.lots import Stream
from assay.stats.sampling import Inspection, Share, State, wilson
from assay.stats.sampling.switching import (
    ACCEPTED_TO_NORMAL,
    ENOUGH_SCORE,
    REJECTED_TO_STOP,
    REJECTED_TO_TIGHTEN,
    WINDOW,
)
from assay.web.lots.words import DISPOSITIONS, INSPECTIONS, SEVERITIES, STATES


@dataclass(frozen=True, slots=True)
class ShownClass:
    """`found` of `n_inspected` units are defective; `accept` and `reject` are the plan's numbers."""

    severity: str
    inspection: str
    n: int
    accept: int
    reject: int
    n_inspected: int
    n_defective: int
    tone: str


@dataclass(frozen=True, slots=True)
class ShownLot:
    uid: UUID
    number: int
    batch: str
    where: str
    n_units: int
    state: str
    tone: str
    attempt: int
    n_sample: int
    n_inspected: int
    classes: tuple[ShownClass, ...]
    decision: str
    signed_as: str
    reason: str
    cut_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownState:
    severity: str
    inspection: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownStream:
    name: str
    stream: str
    n_lots: int
    is_discontinued: bool
    states: tuple[ShownState, ...]


def shown_lot(lot: Lot) -> ShownLot:
    """A row of `lots_of`, which brings the inspections with it."""
    newest = next(iter(lot.inspections.all()), None)
    label, tone = STATES[LotState(lot.state)]
    classes = tuple(shown_class(each) for each in newest.classes.all()) if newest else ()
    return ShownLot(
        uid=lot.uid,
        number=lot.number,
        batch=lot.batch.name,
        where=" · ".join(_where(lot)),
        n_units=lot.n_units,
        state=_(label),
        tone=tone,
        attempt=newest.attempt if newest else 0,
        n_sample=newest.n_sample if newest else 0,
        n_inspected=max((each.n_inspected for each in classes), default=0),
        classes=classes,
        decision=decision_of(newest),
        signed_as=newest.signed_as if newest else "",
        reason=newest.reason if newest else "",
        cut_at=lot.cut_at,
        decided_at=newest.decided_at if newest else None,
    )


def _where(lot: Lot) -> Iterator[str]:
    if lot.market is not None:
        yield lot.market.code
    if lot.done_on is not None:
        yield date_format(lot.done_on, "SHORT_DATE_FORMAT")


def decision_of(inspection: LotInspection | None) -> str:
    """What a person decided about a lot that was rejected; empty where nobody had to."""
    return _(DISPOSITIONS[inspection.disposition]) if inspection and inspection.disposition else ""


def shown_class(each: LotClass) -> ShownClass:
    inspection, _tone = INSPECTIONS[Inspection(each.inspected_as)]
    return ShownClass(
        severity=_(SEVERITIES[each.severity]),
        inspection=_(inspection),
        n=each.n,
        accept=each.accept,
        reject=each.reject,
        n_inspected=each.n_inspected,
        n_defective=each.n_defective,
        tone={True: "good", False: "bad", None: ""}[each.is_accepted],
    )


def accepted_share(counts: dict[str, int]) -> Share:
    """Of the lots that are decided, those that their figures let pass: a concession is none of them."""
    n_passed = counts[LotState.ACCEPTED]
    failed = (LotState.CONCEDED, LotState.REJECTED, LotState.REOPENED, LotState.REWORKED)
    n_failed = sum(counts[state] for state in failed)
    return wilson(n_passed, n_passed + n_failed)


def shown_stream(stream: Stream) -> ShownStream:
    return ShownStream(
        name=stream.stream or _("All markets"),
        stream=stream.stream,
        n_lots=stream.n_lots,
        is_discontinued=stream.is_discontinued,
        states=tuple(_state(severity, state) for severity, state in stream.states.items()),
    )


def _state(severity: str, state: State) -> ShownState:
    label, tone = INSPECTIONS[state.inspection]
    return ShownState(_(SEVERITIES[severity]), _(label), tone, _why(state))


def _why(state: State) -> str:
    """What it takes to come to the next inspection."""
    match state.inspection:
        case Inspection.NORMAL:
            n = list(state.recent).count(False)
            words = {"n": n, "most": REJECTED_TO_TIGHTEN, "window": WINDOW, "score": state.score}
            words["enough"] = ENOUGH_SCORE
            return (
                _(
                    "Tightened with %(most)s rejected of %(window)s in a row (now %(n)s); switching score %(score)s of "
                    "%(enough)s"
                )
                % words
            )
        case Inspection.TIGHTENED:
            n_good = _in_a_row(state.recent)
            words = {"n": n_good, "enough": ACCEPTED_TO_NORMAL}
            words |= {"bad": state.n_rejected_tightened, "stop": REJECTED_TO_STOP}
            return (
                _(
                    "Normal after %(enough)s accepted in a row (now %(n)s); stops with %(stop)s rejected (now %(bad)s)"
                )
                % words
            )
        case Inspection.REDUCED:
            return _("Normal again with the first lot that is not plainly accepted")
        case _:
            return _("Goes on, tightened, once a corrective action is accepted")


def _in_a_row(recent: tuple[bool, ...]) -> int:
    n = 0
    for is_accepted in reversed(recent):
        if not is_accepted:
            break
        n += 1
    return n


def n_lots_text(n: int) -> str:
    return ngettext("%(n)s lot", "%(n)s lots", n) % {"n": n}
