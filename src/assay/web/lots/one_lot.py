"""One lot: what each severity comes to, its sample, and what was decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.quality.models import LotClass, LotInspection, LotRevision, SampleUnit
from assay.quality.queries.lots import class_plan_of, found_share
from assay.quality.rules.curves import promise_of
from assay.stats.sampling import Share
from assay.web.lots.meaning import Meaning, ShownPromise, meaning_of, shown_promise
from assay.web.lots.register import ShownClass, decision_of, shown_class
from assay.web.lots.words import METHODS, SEVERITIES


@dataclass(frozen=True, slots=True)
class ClassResult:
    """One severity: the plan with its promise, what was found, and the share it shows."""

    shown: ShownClass
    promise: ShownPromise
    share: Share


@dataclass(frozen=True, slots=True)
class ShownInspection:
    attempt: int
    plan: int
    method: str
    seed: str
    n_sample: int
    n_inspected: int
    drawn_at: datetime
    decided_at: datetime | None
    is_accepted: bool | None
    decision: str
    reason: str
    signed_as: str
    by: str
    disposed_at: datetime | None
    n_reworked: int
    results: tuple[ClassResult, ...]
    revisions: tuple["ShownRevision", ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRevision:
    """A dispute that changed the figures: what they were, and who accepted the lot because of it."""

    dispute: UUID
    changes: tuple[str, ...]
    revised_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class ShownUnit:
    position: int
    task: UUID
    external_id: str
    found: str
    tone: str
    by: str
    at: datetime | None


def shown_inspection(inspection: LotInspection, n_inspected: int) -> ShownInspection:
    results = tuple(_result(each) for each in inspection.classes.all())
    method, _hint = METHODS[inspection.plan.method]
    return ShownInspection(
        attempt=inspection.attempt,
        plan=inspection.plan.number,
        method=_(method),
        seed=inspection.seed,
        n_sample=inspection.n_sample,
        n_inspected=n_inspected,
        drawn_at=inspection.drawn_at,
        decided_at=inspection.decided_at,
        is_accepted=inspection.is_accepted,
        decision=decision_of(inspection),
        reason=inspection.reason,
        signed_as=inspection.signed_as,
        by=inspection.disposed_by.name if inspection.disposed_by else "",
        disposed_at=inspection.disposed_at,
        n_reworked=inspection.n_reworked,
        results=results,
        revisions=tuple(_revision(each) for each in inspection.revisions.all()),
    )


def _revision(revision: LotRevision) -> ShownRevision:
    return ShownRevision(
        dispute=revision.dispute.uid,
        changes=tuple(_changes(revision)),
        revised_at=revision.revised_at,
        confirmed_by=revision.confirmed_by.name if revision.confirmed_by else "",
        confirmed_at=revision.confirmed_at,
        reason=revision.reason,
    )


def _changes(revision: LotRevision) -> Iterator[str]:
    for severity, (_n, before, _said) in revision.before.items():
        after = revision.after[severity][1]
        if before != after:
            named = {"severity": _(SEVERITIES[severity]), "before": before, "after": after}
            yield _("%(severity)s: %(before)s before, %(after)s now") % named


def _result(each: LotClass) -> ClassResult:
    promise = shown_promise(promise_of(class_plan_of(each)))
    return ClassResult(shown_class(each), promise, found_share(each))


def curves_meaning(classes: Sequence[LotClass]) -> Meaning:
    return meaning_of([class_plan_of(each) for each in classes])


def shown_unit(unit: SampleUnit) -> ShownUnit:
    found, tone = _found(unit)
    review = getattr(unit.item, "review", None)
    return ShownUnit(
        position=unit.position,
        task=unit.unit.task.uid,
        external_id=unit.unit.task.external_id,
        found=found,
        tone=tone,
        by=review.reviewer.name if review else "",
        at=unit.inspected_at,
    )


def _found(unit: SampleUnit) -> tuple[str, str]:
    if unit.is_left_out:
        return _("Withdrawn: another one was drawn"), ""
    if not unit.is_inspected:
        return _("Not looked at yet"), ""
    if not unit.worst:
        return _("No error"), "good"
    return _(SEVERITIES[unit.worst]), "bad"
