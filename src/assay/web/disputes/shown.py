"""Errors and disputes as pages show them; who arbitrates sees neither who judged nor who reviewed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.people.models import User
from assay.quality.enums import DisputeState, ErrorSeverity, ReviewVerdict
from assay.quality.models import Dispute, Review, ReviewError
from assay.quality.queries.disputes import disputable_until
from assay.web.content import ShownContent, shown_content
from assay.web.wording import Wording, wording_of

TONES = {DisputeState.OVERTURNED: "good", DisputeState.UPHELD: "warn", DisputeState.OPEN: "busy"}
SEVERITIES = {ErrorSeverity.CRITICAL: "bad", ErrorSeverity.MAJOR: "warn", ErrorSeverity.MINOR: "busy"}


@dataclass(frozen=True, slots=True)
class ShownDispute:
    uid: UUID
    state: str
    tone: str
    is_open: bool
    reason: str
    ruling: str
    due_at: datetime
    is_late: bool
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class ShownError:
    """`error` is empty where the verdict as a whole is disputed."""

    error: UUID | None
    name: str
    severity: str
    tone: str
    about: str
    comment: str
    dispute: ShownDispute | None
    can_dispute: bool


@dataclass(frozen=True, slots=True)
class ShownReview:
    uid: UUID
    project: str
    external_id: str
    pseudonym: str
    verdict: str
    tone: str
    reviewed_at: datetime
    until: datetime
    comment: str
    content: ShownContent
    given: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]
    errors: tuple[ShownError, ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One dispute in the list of who arbitrates."""

    uid: UUID
    external_id: str
    error: str
    severity: str
    tone: str
    reason: str
    raised_at: datetime
    due_at: datetime
    is_late: bool
    state: str
    state_tone: str
    ruling: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownCase:
    uid: UUID
    external_id: str
    error: str
    severity: str
    tone: str
    about: str
    description: str
    comment: str
    verdict: str
    given: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]
    reason: str
    due_at: datetime
    is_open: bool
    state: str
    state_tone: str
    ruling: str
    decided_at: datetime | None


def shown_review(person: User, review: Review, now: datetime) -> ShownReview:
    """With a place to dispute each error, or the verdict where no error is named."""
    wording = wording_of(review.judgment.schema_version_id)
    in_time = disputable_until(review) >= now
    disputes = {each.error_id: each for each in review.disputes.all()}
    errors = [
        _error(wording, error, _dispute(person, disputes.get(error.pk), now), in_time=in_time)
        for error in review.errors.all()
    ]
    if not errors:
        errors = [_whole(_dispute(person, disputes.get(None), now), in_time=in_time)]
    return ShownReview(
        uid=review.uid,
        project=review.project.name,
        external_id=review.judgment.task.external_id,
        pseudonym=review.contributor.pseudonym if review.contributor else "",
        verdict=_(ReviewVerdict(review.verdict).label),
        tone={ReviewVerdict.ACCEPTED: "good", ReviewVerdict.FIXED: "warn"}.get(
            ReviewVerdict(review.verdict), "bad"
        ),
        reviewed_at=review.reviewed_at,
        until=disputable_until(review),
        comment=review.comment,
        content=shown_content(wording, review.judgment.task),
        given=wording.all_of(review.judgment.answers),
        right=wording.all_of(review.answers) if review.answers else (),
        errors=tuple(errors),
    )


def shown_row(dispute: Dispute, now: datetime) -> ShownRow:
    name, severity, tone = _named(dispute.error)
    is_open = dispute.state == DisputeState.OPEN
    return ShownRow(
        uid=dispute.uid,
        external_id=dispute.review.judgment.task.external_id,
        error=name,
        severity=severity,
        tone=tone,
        reason=dispute.reason,
        raised_at=dispute.raised_at,
        due_at=dispute.due_at,
        is_late=is_open and dispute.due_at <= now,
        state=_(DisputeState(dispute.state).label),
        state_tone=TONES.get(DisputeState(dispute.state), ""),
        ruling=dispute.ruling,
        decided_by=dispute.decided_by.name if dispute.decided_by else "",
        decided_at=dispute.decided_at,
    )


def shown_case(dispute: Dispute) -> ShownCase:
    review, error = dispute.review, dispute.error
    wording = wording_of(review.judgment.schema_version_id)
    name, severity, tone = _named(error)
    state = DisputeState(dispute.state)
    return ShownCase(
        uid=dispute.uid,
        external_id=review.judgment.task.external_id,
        error=name,
        severity=severity,
        tone=tone,
        about=_about(wording, error) if error else "",
        description=error.error_type.description if error else "",
        comment=(error.comment if error else "") or review.comment,
        verdict=_(ReviewVerdict(review.verdict).label),
        given=wording.all_of(review.judgment.answers),
        right=wording.all_of(review.answers) if review.answers else (),
        reason=dispute.reason,
        due_at=dispute.due_at,
        is_open=state == DisputeState.OPEN,
        state=_(state.label),
        state_tone=TONES.get(state, ""),
        ruling=dispute.ruling,
        decided_at=dispute.decided_at,
    )


def _error(
    wording: Wording, error: ReviewError, dispute: ShownDispute | None, *, in_time: bool
) -> ShownError:
    name, severity, tone = _named(error)
    return ShownError(
        error=error.uid,
        name=name,
        severity=severity,
        tone=tone,
        about=_about(wording, error),
        comment=error.comment,
        dispute=dispute,
        can_dispute=in_time and dispute is None,
    )


def _whole(dispute: ShownDispute | None, *, in_time: bool) -> ShownError:
    name, severity, tone = _named(None)
    return ShownError(None, name, severity, tone, "", "", dispute, in_time and dispute is None)


def _dispute(person: User, dispute: Dispute | None, now: datetime) -> ShownDispute | None:
    if dispute is None:
        return None
    state = DisputeState(dispute.state)
    is_open = state == DisputeState.OPEN
    return ShownDispute(
        uid=dispute.uid,
        state=_(state.label),
        tone=TONES.get(state, ""),
        is_open=is_open,
        reason=dispute.reason,
        ruling=dispute.ruling,
        due_at=dispute.due_at,
        is_late=is_open and dispute.due_at <= now,
        can_withdraw=is_open and person.pk == dispute.raised_by_id,
    )


def _named(error: ReviewError | None) -> tuple[str, str, str]:
    if error is None:
        return _("The verdict as a whole"), "", ""
    severity = ErrorSeverity(error.severity)
    return error.error_type.name, _(severity.label), SEVERITIES[severity]


def _about(wording: Wording, error: ReviewError) -> str:
    if not error.question:
        return ""
    label, subject = wording.question(error.question), wording.subject(error.question, error.subject)
    return f"{label} · {subject}" if subject else label
