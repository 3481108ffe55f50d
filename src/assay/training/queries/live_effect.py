"""Whether the trained errors became rarer after a live session: of each person, of who came, and of who did not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.quality.queries.coaching import Stretch
from assay.quality.queries.trained import without_errors
from assay.stats.sampling import Estimate, Share, beyond, wilson
from assay.training.enums import LivePresence
from assay.training.models import LiveInvitation, LiveSession
from assay.training.rules.live import LEAST, STRETCH, Effect, effect_of

NONE = wilson(0, 0)
# All trained error types together.
TOGETHER = ""
Counted = Mapping[tuple[int, str], Share]


@dataclass(frozen=True, slots=True)
class PersonEffect:
    invitation: LiveInvitation
    effect: Effect


@dataclass(frozen=True, slots=True)
class ErrorEffect:
    """Of one error type (or all): who came, who was absent, and by how much the former changed more.

    `n_came` and `n_absent` are people with judgments that were looked at on both sides.
    """

    key: str
    came: Effect
    absent: Effect
    n_came: int
    n_absent: int
    beyond: Estimate | None


@dataclass(frozen=True, slots=True)
class SessionEffect:
    """`since` and `until`: the time after the session that was counted."""

    since: datetime
    until: datetime
    people: Sequence[PersonEffect]
    errors: Sequence[ErrorEffect]


def effect_after(
    session: LiveSession, invitations: Sequence[LiveInvitation], *, now: datetime
) -> SessionEffect | None:
    """Nothing while it lies ahead or where it was cancelled; else two statements however many people."""
    if session.cancelled_at is not None or now <= session.ends_at:
        return None
    until = min(now, session.ends_at + STRETCH)
    people = [each.contributor_id for each in invitations]
    keys = list(session.error_keys)
    before = without_errors(
        Stretch(session.project_id, session.starts_at - STRETCH, session.starts_at), people, keys
    )
    after = without_errors(Stretch(session.project_id, session.ends_at, until), people, keys)
    came = [
        each.contributor_id
        for each in invitations
        if each.presence in {LivePresence.PRESENT, LivePresence.LATE}
    ]
    absent = [each.contributor_id for each in invitations if each.presence == LivePresence.ABSENT]
    return SessionEffect(
        session.ends_at,
        until,
        [PersonEffect(each, _of(each.contributor_id, before, after)) for each in invitations],
        [
            _error(key, came, absent, before=before, after=after)
            for key in (TOGETHER, *(keys if len(keys) > 1 else ()))
        ],
    )


def _of(person: int, before: Counted, after: Counted) -> Effect:
    place = person, TOGETHER
    return effect_of(before.get(place, NONE), after.get(place, NONE))


def _error(
    key: str, came: Sequence[int], absent: Sequence[int], *, before: Counted, after: Counted
) -> ErrorEffect:
    theirs, n_came = _pooled(key, came, before, after)
    others, n_absent = _pooled(key, absent, before, after)
    shares = (theirs.before, theirs.after, others.before, others.after)
    is_enough = all(each.n >= LEAST for each in shares)
    more = beyond(theirs.change, others.change) if is_enough else None
    return ErrorEffect(key, theirs, others, n_came, n_absent, more)


def _pooled(key: str, people: Iterable[int], before: Counted, after: Counted) -> tuple[Effect, int]:
    """Only of people with judgments on both sides: else who joined or left would look like a change."""
    both = [
        (before[each, key], after[each, key])
        for each in people
        if (each, key) in before and (each, key) in after
    ]
    first, then = _sum(one for one, _ in both), _sum(other for _, other in both)
    return effect_of(first, then), len(both)


def _sum(shares: Iterable[Share]) -> Share:
    found = list(shares)
    return wilson(sum(each.k for each in found), sum(each.n for each in found))
