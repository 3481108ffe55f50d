"""Whom an announcement is for, and who may say something to them."""

from collections.abc import Collection
from dataclasses import dataclass, field

from assay.kit.reasons import Reason
from assay.people.enums import Role
from assay.people.rules.scope import Reach
from assay.support.rules import reasons

MOST_IN_TITLE, MOST_IN_TEXT, MOST_LANGUAGES = 160, 5_000, 30


@dataclass(frozen=True, slots=True)
class Segment:
    """By keys; what is empty fits everybody. `vendor` is the site's."""

    languages: frozenset[str] = field(default_factory=frozenset)
    markets: frozenset[str] = field(default_factory=frozenset)
    site: int | None = None
    vendor: int | None = None
    project: int | None = None
    role: str = ""

    @property
    def is_everybody(self) -> bool:
        return self == Segment()

    @property
    def is_of_contributors(self) -> bool:
        return self.role == Role.CONTRIBUTOR or (not self.role and not self.is_everybody)


def refuse_segment(segment: Segment) -> Reason | None:
    """Languages and markets are known of contributors only."""
    if (segment.languages or segment.markets) and segment.role not in {"", Role.CONTRIBUTOR}:
        return reasons.SEGMENT_OF_CONTRIBUTORS(field="role")
    return None


def may_tell(reaches: Collection[Reach], segment: Segment) -> bool:
    """Whether a grant reaches the whole segment: everything that the grant names, the segment names, too."""
    return any(_holds(reach, segment) for reach in reaches)


def _holds(reach: Reach, segment: Segment) -> bool:
    if reach.is_everywhere:
        return True
    if segment.role not in {"", Role.CONTRIBUTOR} or reach.team is not None:
        return False
    return (
        reach.project in {None, segment.project}
        and reach.vendor in {None, segment.vendor}
        and reach.site in {None, segment.site}
        and (not reach.markets or (bool(segment.markets) and segment.markets <= reach.markets))
    )


def with_wider(tag: str) -> list[str]:
    """Who speaks zh-Hant-TW is reached by what is for zh-Hant and for zh, too."""
    parts = tag.split("-")
    return ["-".join(parts[:n]) for n in range(1, len(parts) + 1)]
