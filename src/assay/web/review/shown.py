"""Reviews as pages show them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.projects.queries.guidelines import Guideline, rendered
from assay.quality.actions.reviewing import is_safe
from assay.quality.enums import ErrorSeverity, ReviewItemState, ReviewOutcome, ReviewPurpose, ReviewVerdict
from assay.quality.models import Review, ReviewItem
from assay.quality.queries.review import ReviewCase
from assay.web.content import ShownContent, shown_content
from assay.web.quality.answering import AskedAnswer
from assay.web.review.answers import asked_in, is_one_of
from assay.web.review.words import SEVERITIES, VERDICTS
from assay.web.wording import Wording, wording_of

KEYS = "123456789"
# Keys that nothing else on the page has.
OUTCOME_KEYS = {ReviewOutcome.NONE: "s", ReviewOutcome.REWORK: "k", ReviewOutcome.RECOLLECT: "o"}
OUTCOMES = {
    ReviewOutcome.NONE: gettext_noop("Nothing more: the judgment stays as it is"),
    ReviewOutcome.REWORK: gettext_noop("Back to the contributor with your comment"),
    ReviewOutcome.RECOLLECT: gettext_noop("Ask somebody else instead"),
}
PURPOSES = {
    ReviewPurpose.SAMPLE: gettext_noop("Sampled"),
    ReviewPurpose.AUDIT: gettext_noop("Audit"),
    # As any other: who reviews must not know.
    ReviewPurpose.PLANTED: gettext_noop("Sampled"),
    ReviewPurpose.LOT: gettext_noop("Lot"),
    ReviewPurpose.RECHECK: gettext_noop("Rework"),
}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer of the judgment; `own` is what the reviewer said blind, `differs` where that is something else."""

    question: str
    answer: str
    own: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ShownType:
    key: str
    name: str
    description: str
    severity: str
    tone: str
    shortcut: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """Where an error may lie: a question, or one result of it."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownField:
    asked: AskedAnswer
    is_one: bool


@dataclass(frozen=True, slots=True)
class ShownError:
    name: str
    severity: str
    tone: str
    place: str
    comment: str


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """What becomes of a rejected judgment."""

    value: str
    label: str
    shortcut: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownReview:
    """One page. `answers` is empty so long as a blind review waits for the reviewer's own."""

    uid: UUID
    external_id: str
    purpose: str
    author: str
    due_at: datetime | None
    is_late: bool
    waits_for_own: bool
    is_done: bool
    content: ShownContent
    answers: tuple[ShownAnswer, ...]
    guideline: Guideline | None
    types: tuple[ShownType, ...]
    places: tuple[ShownPlace, ...]
    fields: tuple[ShownField, ...]
    outcomes: tuple[ShownOutcome, ...]
    verdict: str
    comment: str


@dataclass(frozen=True, slots=True)
class ShownDone:
    """What was said of it."""

    verdict: str
    tone: str
    errors: tuple[ShownError, ...]
    comment: str
    outcome: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownRow:
    uid: UUID
    external_id: str
    answers: str
    purpose: str
    market: str
    sampled_at: datetime
    due_at: datetime | None
    is_late: bool
    is_held: bool
    is_safe: bool


@dataclass(frozen=True, slots=True)
class ShownDoneRow:
    uid: UUID
    external_id: str
    answers: str
    done: ShownDone


def shown_review(case: ReviewCase, form: QueryDict, now: datetime) -> ShownReview:
    item = case.item
    wording = wording_of(item.judgment.schema_version_id)
    is_waiting = case.answers is None
    known = case.answers or {}
    typed = {name: form[name] for name in form}
    return ShownReview(
        uid=item.uid,
        external_id=item.task.external_id,
        purpose=_(PURPOSES[ReviewPurpose(item.purpose)]),
        author=case.author,
        due_at=item.due_at,
        is_late=item.due_at is not None and item.due_at < now,
        waits_for_own=is_waiting,
        is_done=item.state == ReviewItemState.DONE,
        content=shown_content(wording, item.task),
        answers=tuple(_answers(case, wording)),
        guideline=rendered(case.guideline) if case.guideline else None,
        types=tuple(_types(case, form)),
        places=tuple(_places(known, wording, form.get("place", ""))),
        fields=tuple(
            ShownField(each, is_one_of(each))
            for each in asked_in(wording, item.task, case.own_answers or known, form if typed else {})
        ),
        outcomes=tuple(
            ShownOutcome(
                outcome.value,
                _(text),
                OUTCOME_KEYS[outcome],
                outcome.value == form.get("outcome", ReviewOutcome.NONE),
            )
            for outcome, text in OUTCOMES.items()
            if item.contributor_id is not None or outcome != ReviewOutcome.REWORK
        ),
        verdict=form.get("verdict", ""),
        comment=form.get("comment", ""),
    )


def shown_done(review: Review) -> ShownDone:
    verdict, tone = VERDICTS[ReviewVerdict(review.verdict)]
    wording = wording_of(review.judgment.schema_version_id)
    return ShownDone(
        verdict=_(verdict),
        tone=tone,
        errors=tuple(_errors(review, wording)),
        comment=review.comment,
        outcome=_(OUTCOMES[ReviewOutcome(review.outcome)]) if review.outcome != ReviewOutcome.NONE else "",
        by=review.reviewer.name,
        at=review.reviewed_at,
    )


def shown_whose(review: Review) -> str:
    """Whose judgment it is about."""
    return review.contributor.pseudonym if review.contributor else review.judgment.machine


def shown_row(item: ReviewItem, now: datetime) -> ShownRow:
    return ShownRow(
        uid=item.uid,
        external_id=item.task.external_id,
        answers=""
        if item.is_blind
        else said(item.judgment.answers, wording_of(item.judgment.schema_version_id)),
        purpose=_(PURPOSES[ReviewPurpose(item.purpose)]),
        market=item.market.code if item.market else "",
        sampled_at=item.sampled_at,
        due_at=item.due_at,
        is_late=item.due_at is not None and item.due_at < now,
        is_held=item.held_until is not None and item.held_until > now,
        is_safe=is_safe(item),
    )


def shown_done_row(review: Review) -> ShownDoneRow:
    return ShownDoneRow(
        uid=review.item.uid,
        external_id=review.judgment.task.external_id,
        answers=said(review.judgment.answers, wording_of(review.judgment.schema_version_id)),
        done=shown_done(review),
    )


def said(answers: Mapping[str, object], wording: Wording) -> str:
    """A judgment in one line."""
    given = [(each.id, answers[each.id]) for each in wording.schema.questions if each.id in answers]
    return " · ".join(wording.answer(question, value) for question, value in given)


def place_of(text: str) -> tuple[str, str]:
    """Question and subject of a chosen place."""
    question, _slash, subject = text.partition("/")
    return question, subject


def _answers(case: ReviewCase, wording: Wording) -> Iterator[ShownAnswer]:
    if case.answers is None:
        return
    own = case.own_answers
    for question in case.schema.questions:
        value = case.answers.get(question.id)
        mine = own.get(question.id) if own is not None else value
        if value is None and mine is None:
            continue
        # Of results and turns each stands alone, so that one sees where the two differ.
        given = wording.parts(question.id, value) if value is not None else {}
        wanted = wording.parts(question.id, mine) if mine is not None else {}
        for place in dict.fromkeys([*given, *wanted]):
            yield ShownAnswer(
                question=place,
                answer=wording.answer(question.id, given.get(place)),
                own=wording.answer(question.id, wanted.get(place)) if own is not None else "",
                differs=own is not None and given.get(place) != wanted.get(place),
            )


def _types(case: ReviewCase, form: QueryDict) -> Iterator[ShownType]:
    chosen = set(form.getlist("error"))
    for nth, each in enumerate(case.error_types):
        severity, tone = SEVERITIES[ErrorSeverity(each.severity)]
        shortcut = KEYS[nth] if nth < len(KEYS) else ""
        yield ShownType(
            each.key, each.name, each.description, _(severity), tone, shortcut, each.key in chosen
        )


def _places(answers: Mapping[str, object], wording: Wording, chosen: str) -> Iterator[ShownPlace]:
    for question, value in answers.items():
        label = wording.question(question)
        yield ShownPlace(question, label, question == chosen)
        asked = wording.schema.question(question)
        if asked is not None and asked.per and isinstance(value, dict):
            for subject in value:
                name = f"{question}/{subject}"
                yield ShownPlace(name, f"{label} · {subject}", name == chosen)


def _errors(review: Review, wording: Wording) -> Iterator[ShownError]:
    for each in review.errors.all():
        severity, tone = SEVERITIES[ErrorSeverity(each.severity)]
        place = wording.question(each.question) if each.question else ""
        about = wording.subject(each.question, each.subject) if each.subject else ""
        yield ShownError(
            each.error_type.name, _(severity), tone, f"{place} · {about}" if about else place, each.comment
        )
