"""The eligibility rule, in Python: may this person work on this queue, and if not, why.

The claim uses the same rule as SQL (work/actions/sql/eligibility.sql); a property test holds the two together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime


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
    guideline: int | None = None


def reasons_against(person: ContributorFacts, queue: QueueFacts, now: datetime) -> tuple[str, ...]:
    """Codes of everything that stands between the person and the queue; empty: eligible."""
    return tuple(_reasons(person, queue, now))


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
    if (
        queue.needs_acknowledgment
        and queue.guideline is not None
        and (person.acknowledged or 0) < queue.guideline
    ):
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
