"""The standing of several people at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.kit.reasons import Reason, Refused
from assay.people.actions.contributors import change_standing
from assay.people.enums import Standing
from assay.people.models import Contributor, User


@dataclass(frozen=True, slots=True)
class Changes:
    """Who was changed, and who could not be and why: one refusal stops nobody else."""

    n_changed: int
    refused: tuple[tuple[Contributor, Reason], ...]


def change_standings(
    by: User,
    *,
    contributors: Sequence[Contributor],
    standing: Standing,
    reason: str,
    now: datetime,
    until: datetime | None = None,
    way_back: str = "",
) -> Changes:
    """The same change for each of them, each on its own."""
    refused = []
    for contributor in contributors:
        try:
            change_standing(
                by,
                contributor=contributor,
                standing=standing,
                reason=reason,
                until=until,
                way_back=way_back,
                now=now,
            )
        except Refused as refusal:
            refused.append((contributor, refusal.reasons[0]))
    return Changes(len(contributors) - len(refused), tuple(refused))
