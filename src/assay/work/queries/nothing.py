"""Why there is nothing to do: from roll-ups per queue, with their age; no request counts tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any  # Columns are of many types.
from uuid import UUID

from assay.kit.reasons import Reason, Word
from assay.kit.sql import Row, read, rows
from assay.people.enums import LanguageLevel
from assay.work.facts import Sensitivity, Worker
from assay.work.queries.exposure import holds_hard_content, terms_by_project
from assay.work.rules import reasons
from assay.work.rules.eligibility import AGREEMENT_HOLD, ALLOCATION_HOLD, POOL_HOLD
from assay.work.rules.exposure import Exposed, Instant, Terms, refusal

_NOTHING = read("assay.work.queries", "nothing.sql")
# After so many columns come those of the person's exposure.
_N_OF_QUEUE = 19
CAPPED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason, and how many tasks lie behind it ("1,000+" where `n_is_capped`)."""

    reason: Reason
    n: int
    n_is_capped: bool
    project: UUID | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    sentence: str
    obstacles: tuple[Obstacle, ...]
    counted_at: datetime | None
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class _QueueRow:
    project_uid: UUID
    project: str
    is_open: bool
    codes: tuple[str, ...]
    holds: tuple[str, ...]
    n_open: int
    counted_at: datetime | None
    market: str
    language: str
    level: int
    skills: str
    pause: str
    n_cap: int
    is_capped: bool
    severity: int
    category: str
    project_id: int
    time_zone: str
    is_stopped: bool
    exposed: Exposed


def why_nothing(worker: Worker, *, now: datetime, project: UUID | None = None) -> Nothing:
    """What stands between this person and every task of their projects, most tasks first."""
    params = {"contributor": worker.contributor_id, "day": worker.day_on, "project": project, "now": now}
    queues = [_queue_row(row) for row in rows(_NOTHING, params)]
    if not queues:
        none = Obstacle(reasons.NO_PROJECT(), 0, n_is_capped=False)
        return Nothing(none.reason.text, (none,), None, now)
    strain = _strain(worker, queues, now)
    obstacles = _merged(pair for queue in queues for pair in _obstacles(queue, strain))
    counted = [queue.counted_at for queue in queues if queue.counted_at]
    return Nothing(obstacles[0].reason.text, obstacles, min(counted, default=None), now)


def _queue_row(row: Row) -> _QueueRow:
    own: tuple[Any, ...] = (*row[_N_OF_QUEUE:-1], frozenset(row[-1]))
    columns: tuple[Any, ...] = (*row[:_N_OF_QUEUE], Exposed(*own))
    return _QueueRow(*columns)


@dataclass(frozen=True, slots=True)
class _Strain:
    """What decides whether more of hard content is given."""

    state: Exposed
    terms: Mapping[int, Terms]
    at: Instant
    in_hand: bool

    def refusal(self, queue: _QueueRow) -> Reason | None:
        content = Sensitivity(queue.severity, queue.category)
        terms = self.terms.get(queue.project_id, Terms())
        return refusal(self.state, terms, self.at, content=content, in_hand=self.in_hand)


def _strain(worker: Worker, queues: Sequence[_QueueRow], now: datetime) -> _Strain:
    """Terms and what is in hand matter only where something hard waits: no other page asks for them."""
    hard = {queue.project_id for queue in queues if queue.severity}
    at = Instant(now, worker.day_on, queues[0].time_zone)
    in_hand = bool(hard) and holds_hard_content(worker.contributor_id, now)
    return _Strain(queues[0].exposed, terms_by_project(hard) if hard else {}, at, in_hand)


def _obstacles(queue: _QueueRow, strain: _Strain) -> Iterable[Obstacle]:
    found = list(_reasons(queue, strain))
    for reason in found:
        yield Obstacle(reason, min(queue.n_open, CAPPED_AT), queue.n_open > CAPPED_AT, queue.project_uid)


def _reasons(queue: _QueueRow, strain: _Strain) -> Iterable[Reason]:
    if not queue.is_open:
        yield reasons.QUEUE_CLOSED(project=queue.project)
        return
    if queue.n_open == 0:
        yield reasons.NO_TASKS(project=queue.project)
        return
    if queue.is_stopped:
        yield reasons.BUDGET(project=queue.project)
        return
    for code in queue.codes:
        yield _SENTENCES[code](queue)
    for hold in queue.holds:
        yield _held(queue.project, hold)
    exposure = strain.refusal(queue)
    if exposure is not None:
        yield exposure
    elif not queue.codes and not queue.holds:
        yield reasons.DAILY_CAP(n_cap=queue.n_cap) if queue.is_capped else reasons.TAKEN()


def _held(project: str, hold: str) -> Reason:
    """What has a sentence of its own says it: what is to be signed leads to its page."""
    own = _OF_HOLDS.get(hold)
    if own is not None:
        return own(project=project)
    return reasons.HELD(project=project, hold=Word(hold))


_OF_HOLDS = {
    AGREEMENT_HOLD: reasons.AGREEMENT,
    POOL_HOLD: reasons.POOL,
    ALLOCATION_HOLD: reasons.ASSIGNED_ELSEWHERE,
}
_SENTENCES = {
    "work.off_boarded": lambda queue: reasons.OFF_BOARDED(),
    "work.paused": lambda queue: reasons.PAUSED(reason=queue.pause),
    "work.language": lambda queue: reasons.LANGUAGE(
        language=queue.language, level=Word(LanguageLevel(queue.level).label)
    ),
    "work.market": lambda queue: reasons.MARKET(market=queue.market),
    "work.skill": lambda queue: reasons.SKILL(skill=queue.skills),
    "work.guideline": lambda queue: reasons.GUIDELINE(project=queue.project),
    "work.vendor": lambda queue: reasons.VENDOR(),
}


def _merged(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """The same sentence of the same project once, with the sum of its tasks."""

    def same(obstacle: Obstacle) -> tuple[str, str, str]:
        return (obstacle.reason.code, obstacle.reason.text, str(obstacle.project))

    merged = []
    for _, group in groupby(sorted(obstacles, key=same), key=same):
        members = list(group)
        n = sum(member.n for member in members)
        capped = n > CAPPED_AT or any(member.n_is_capped for member in members)
        merged.append(Obstacle(members[0].reason, min(n, CAPPED_AT), capped, members[0].project))
    return tuple(sorted(merged, key=lambda obstacle: -obstacle.n))
