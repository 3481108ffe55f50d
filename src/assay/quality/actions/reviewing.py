"""Reviews: held while somebody looks, decided once; what is rejected may be done again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

import msgspec
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.models import User
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical, critical, mapped, validate
from assay.quality.actions.audits import draw_audit
from assay.quality.actions.holding_reviews import HOLD, HOLD_ANSWERED, take_next
from assay.quality.actions.reworks import follow
from assay.quality.actions.taxonomy import ensure_taxonomy
from assay.quality.enums import ReviewItemState, ReviewOutcome, ReviewPurpose, ReviewVerdict
from assay.quality.models import ErrorTaxonomy, ErrorType, Review, ReviewError, ReviewItem
from assay.quality.queries.review import reviewable, reviewer_of
from assay.quality.queries.taxonomy import types_for
from assay.quality.rules import review as rules
from assay.work.actions.excluding import exclude_from_task
from assay.work.models import Retracted, Task

MOST_SECONDS = 3600.0
MOST_AT_ONCE = 100
ALWAYS_LOOKED_AT = frozenset({ReviewPurpose.AUDIT, ReviewPurpose.PLANTED})


@dataclass(frozen=True, slots=True)
class Charge:
    """One error, by the key of its type; of the whole judgment, or of one question (of one subject)."""

    key: str
    question: str = ""
    subject: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: str
    errors: Sequence[Charge] = field(default=())
    comment: str = ""
    answers: Mapping[str, Any] | None = None
    outcome: str = ReviewOutcome.NONE.value


def hold_next(by: User, *, project: Project, now: datetime) -> ReviewItem | None:
    """The next judgment the person may review, held for them a quarter of an hour; None when nothing is left."""
    return take_next(by, project=project, now=now)


def hold(by: User, *, item: ReviewItem, now: datetime) -> ReviewItem:
    """Take one of the list, if nobody else has it."""
    with transaction.atomic():
        locked = _locked(by, item, now)
        exclude_from_task(task=locked.task, person=by)
        return _held(by, locked, now)


def answer_first(by: User, *, item: ReviewItem, answers: Mapping[str, Any], now: datetime) -> ReviewItem:
    """Of a blind review: the reviewer's own answers, kept as they are, before the judgment is shown."""
    with transaction.atomic():
        locked = _locked(by, item, now)
        if locked.own_answers is not None and locked.held_by_id == by.pk:
            raise Refused(rules.ANSWERED_ALREADY())
        locked.own_answers = _checked_answers(locked, answers)
        locked.held_by, locked.held_at = by, locked.held_at if locked.held_by_id == by.pk else now
        locked.held_until = now + HOLD_ANSWERED
        locked.save(update_fields=["own_answers", "held_by", "held_at", "held_until"])
        return locked


def release(by: User, *, item: ReviewItem, now: datetime) -> None:
    """Let somebody else have it; what the person answered blind is forgotten."""
    mine = ReviewItem.objects.filter(pk=item.pk, held_by=by, state=ReviewItemState.OPEN)
    # The moment stays, by which whoever has passed it finds it again.
    mine.update(held_by=None, held_at=None, held_until=now, own_answers=None)


def decide(by: User, *, item: ReviewItem, decision: Decision, now: datetime) -> Review:
    """Say what the judgment is worth; whoever had the task is refused, whatever their role is now."""
    with transaction.atomic():
        act_as(by)
        # The task first, as a withdrawal locks it.
        Task.objects.select_for_update(no_key=True).get(pk=item.task_id)
        exclude_from_task(task=item.task, person=by)
        locked = _locked(by, item, now)
        if locked.is_blind and (locked.own_answers is None or locked.held_by_id != by.pk):
            raise Refused(rules.OWN_ANSWER_FIRST())
        review = _write(by, locked, decision, now=now)
        draw_audit(review, item=locked, now=now)
        follow(by, review=review, item=locked, now=now)
        emit("quality.reviewed", review=review, by=by, now=now)
        return review


def accept_many(by: User, *, project: Project, items: Sequence[ReviewItem], now: datetime) -> int:
    """Accept what needs no second look; refused as a whole where something does. How many."""
    if any(each.project_id != project.pk for each in items):
        raise NotFound
    if not all(map(is_safe, items[:MOST_AT_ONCE])):
        raise Refused(rules.NOT_IN_BULK())
    with transaction.atomic():
        for each in sorted(items[:MOST_AT_ONCE], key=lambda each: each.task_id):
            review = decide(by, item=each, decision=Decision(ReviewVerdict.ACCEPTED), now=now)
            del review
    return len(items[:MOST_AT_ONCE])


def is_safe(item: ReviewItem) -> bool:
    """Whether it may be accepted from a list: no audit, not blind, no critical answer."""
    if item.is_blind or item.purpose in (ReviewPurpose.AUDIT, ReviewPurpose.LOT):
        return False
    schema = parsed_schema(item.judgment.schema_version_id)
    return not critical(schema, mapped(schema, item.judgment.answers))


def _locked(by: User, item: ReviewItem, now: datetime) -> ReviewItem:
    """The item in this transaction's hands, if this person may review it."""
    parts = ("project", "stage", "task", "judgment", "market", "plan")
    found = ReviewItem.objects.select_for_update(no_key=True, of=["self"]).select_related(*parts)
    locked = found.get(pk=item.pk)
    if not any(items.filter(pk=item.pk).exists() for items in reviewable(by, locked.project)):
        raise NotFound
    if refused := rules.TRANSITIONS.refuse(locked.state, ReviewItemState.DONE):
        raise Refused(refused)
    if refused := rules.refuse_person(reviewer_of(by, locked, now)):
        raise Refused(refused)
    is_gone = Retracted.objects.filter(judgment=locked.judgment_id).exists()
    if is_gone and locked.purpose not in ALWAYS_LOOKED_AT:
        raise Refused(rules.NO_LONGER_COUNTS())
    return locked


def _held(by: User, item: ReviewItem, now: datetime) -> ReviewItem:
    if item.held_by_id != by.pk or item.held_at is None:
        item.own_answers, item.held_at = None, now
    item.held_by = by
    item.held_until = now + (HOLD_ANSWERED if item.own_answers is not None else HOLD)
    item.save(update_fields=["own_answers", "held_by", "held_at", "held_until"])
    return item


def _write(by: User, item: ReviewItem, decision: Decision, *, now: datetime) -> Review:
    taxonomy = ensure_taxonomy(item.project, now=now)
    charges = _charged(item, taxonomy, decision.errors)
    weighed = [rules.Weighed(kind.severity, kind.weight) for kind, _ in charges]
    comment = decision.comment.strip()[:4000]
    is_fixed = decision.verdict == ReviewVerdict.FIXED
    problems = rules.refuse_decision(
        ReviewVerdict(decision.verdict),
        weighed,
        comment=comment,
        outcome=decision.outcome,
        has_answers=decision.answers is not None,
    )
    if problems:
        raise Refused(*problems)
    answers = _corrected(item, decision.answers) if is_fixed and decision.answers is not None else None
    found = rules.found(decision.verdict, weighed, fails_at=taxonomy.fails_at)
    review = Review.objects.create(
        item=item,
        judgment=item.judgment,
        project=item.project,
        stage=item.stage,
        contributor_id=item.contributor_id,
        reviewer=by,
        tier=item.tier,
        purpose=item.purpose,
        verdict=decision.verdict,
        is_correct=found.is_correct,
        is_critical=found.is_critical,
        points=found.points,
        n_errors=len(charges),
        answers=answers if answers is not None else item.own_answers,
        outcome=decision.outcome,
        comment=comment,
        taxonomy=taxonomy,
        handling_seconds=_seconds(by, item, now),
        disputable_until=now + timedelta(days=item.project.dispute_days),
        reviewed_at=now,
    )
    ReviewError.objects.bulk_create(_error(review, kind, charge) for kind, charge in charges)
    item.state, item.held_until = ReviewItemState.DONE, None
    item.save(update_fields=["state", "held_until"])
    return review


def _charged(
    item: ReviewItem, taxonomy: ErrorTaxonomy, charges: Sequence[Charge]
) -> list[tuple[ErrorType, Charge]]:
    here = {each.key: each for each in types_for(taxonomy, item.market)}
    problems: list[Reason] = []
    found = []
    for nth, each in enumerate(charges):
        if each.key in here:
            found.append((here[each.key], each))
            continue
        is_known = ErrorType.objects.filter(taxonomy=taxonomy, key=each.key, is_retired=False).exists()
        unknown = rules.NOT_ELSEWHERE if is_known else rules.UNKNOWN_ERROR
        problems.append(unknown(field=f"errors/{nth}", key=each.key[:60]))
    if problems:
        raise Refused(*problems)
    return found


def _error(review: Review, kind: ErrorType, charge: Charge) -> ReviewError:
    return ReviewError(
        review=review,
        error_type=kind,
        severity=kind.severity,
        weight=kind.weight,
        question=charge.question[:60],
        subject=charge.subject[:200],
        comment=charge.comment.strip()[:2000],
    )


def _corrected(item: ReviewItem, answers: Mapping[str, Any]) -> Any:
    corrected = _checked_answers(item, answers)
    if corrected == item.judgment.answers:
        raise Refused(rules.SAME_ANSWERS(field="answers"))
    return corrected


def _checked_answers(item: ReviewItem, answers: Mapping[str, Any]) -> Any:
    """As judgments are stored; refused with every problem where they do not fit the schema."""
    schema = parsed_schema(item.judgment.schema_version_id)
    problems = validate(schema, answers, item.task.content)
    if problems:
        raise Refused(*problems)
    return msgspec.json.decode(canonical(schema, answers))


def _seconds(by: User, item: ReviewItem, now: datetime) -> float:
    if item.held_by_id != by.pk or item.held_at is None:
        return 0.0
    return min(MOST_SECONDS, max(0.0, (now - item.held_at).total_seconds()))
