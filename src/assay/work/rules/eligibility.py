"""The eligibility rule, in Python: may this person work on this queue, and if not, why.

The claim uses the same rule as SQL (work/actions/sql/eligibility.sql); a property test holds the two together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

# A higher domain holds people with such a word; staff read it as it stands.
AGREEMENT_HOLD = "an agreement to sign"
# Planning holds with these: the project is kept for other people, or the week was given to other projects.
POOL_HOLD = "not in the project's pool"
ALLOCATION_HOLD = "assigned to other projects this week"


@dataclass(frozen=True, slots=True)
class SkillHeld:
    score: int
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContributorFacts:
    is_active: bool = True
    standing: str = "active"
    standing_until: datetime | None = None
    vendor: int | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    markets: frozenset[int] = frozenset()
    skills: Mapping[int, SkillHeld] = field(default_factory=dict)
    acknowledged: int | None = None


@dataclass(frozen=True, slots=True)
class QueueFacts:
    market: int | None = None
    language: str | None = None
    language_level: int = 0
    skills: Mapping[int, int] = field(default_factory=dict)
    vendors: frozenset[int] = frozenset()
    needs_acknowledgment: bool = False
    # Versions of the guideline to be acknowledged, each with the end of its grace period.
    needed: Mapping[int, datetime | None] = field(default_factory=dict)


def reasons_against(person: ContributorFacts, queue: QueueFacts, now: datetime) -> tuple[str, ...]:
    """Codes of everything that stands between the person and the queue; empty: eligible."""
    return tuple(_reasons(person, queue, now))


def eligible_until(person: ContributorFacts, queue: QueueFacts, now: datetime) -> datetime | None:
    """When the next grace period of a version ends that the person has not acknowledged; None: never."""
    ends = [end for end in _unread(person, queue) if end is not None and end > now]
    return min(ends, default=None)


def _unread(person: ContributorFacts, queue: QueueFacts) -> list[datetime | None]:
    """The grace periods of what the person has to read: acknowledging a version covers those before it."""
    if not queue.needs_acknowledgment:
        return []
    return [end for number, end in queue.needed.items() if number > (person.acknowledged or 0)]


def _reasons(person: ContributorFacts, queue: QueueFacts, now: datetime) -> Iterator[str]:
    if not person.is_active or person.standing == "off_boarded":
        yield "work.off_boarded"
    if person.standing == "paused" and (person.standing_until is None or person.standing_until > now):
        yield "work.paused"
    if queue.market is not None and not _speaks(person, queue):
        yield "work.language"
    if queue.market is not None and queue.market not in person.markets:
        yield "work.market"
    if not all(_has_skill(person, skill, least, now) for skill, least in queue.skills.items()):
        yield "work.skill"
    if any(end is None or end <= now for end in _unread(person, queue)):
        yield "work.guideline"
    if queue.vendors and person.vendor not in queue.vendors:
        yield "work.vendor"


def _speaks(person: ContributorFacts, queue: QueueFacts) -> bool:
    """A level in the market's language, or in the language that its tag narrows (pt covers pt-BR)."""
    wanted = queue.language or ""
    return any(
        level >= queue.language_level and (wanted == tag or wanted.startswith(f"{tag}-"))
        for tag, level in person.languages.items()
    )


def _has_skill(person: ContributorFacts, skill: int, least: int, now: datetime) -> bool:
    held = person.skills.get(skill)
    return held is not None and held.score >= least and (held.expires_at is None or held.expires_at > now)
