"""Members and people who could become some, as rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from assay.people.models import Contributor
from assay.web.people.shown import ShownStanding, opening_shown, place_of, standing_shown, summary
from assay.work.queries.one_person import Opening


@dataclass(frozen=True, slots=True)
class MemberRow:
    uid: UUID
    pseudonym: str
    place: str
    standing: ShownStanding
    summary: str
    gets_something: bool
    obstacles: tuple[str, ...]
    added_at: datetime | None


@dataclass(frozen=True, slots=True)
class Candidates:
    rows: tuple[MemberRow, ...]
    has_more: bool


def member_rows(
    people: Iterable[Contributor], openings: Mapping[int, Sequence[Opening]], now: datetime
) -> list[MemberRow]:
    return [_row(each, openings.get(each.pk, ()), now) for each in people]


def candidate_rows(people: Iterable[Contributor], most: int, now: datetime) -> Candidates:
    """At most so many."""
    rows = tuple(_row(each, (), now) for each in people)
    return Candidates(rows[:most], len(rows) > most)


def _row(contributor: Contributor, openings: Sequence[Opening], now: datetime) -> MemberRow:
    sentences = [sentence for each in openings for sentence in opening_shown(each).sentences]
    return MemberRow(
        uid=contributor.uid,
        pseudonym=contributor.pseudonym,
        place=place_of(contributor),
        standing=standing_shown(contributor, now),
        summary=summary(openings),
        gets_something=any(each.is_eligible and each.is_open and each.n_open for each in openings),
        obstacles=tuple(dict.fromkeys(sentences)),
        added_at=cast("datetime | None", getattr(contributor, "added_at", None)),
    )
