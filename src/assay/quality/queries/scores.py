"""What reviews say of people and of reviewers: raw and after disputes, each with its n and interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from assay.kit.sql import rows
from assay.stats.sampling import Share, wilson

_SCORES = """
SELECT {group}, count(*), count(*) FILTER (WHERE r.is_correct),
    count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))
FROM quality_review r
JOIN quality_reviewitem i ON i.id = r.item_id
LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
LEFT JOIN people_contributor c ON c.id = r.contributor_id
LEFT JOIN people_site s ON s.id = i.site_id
WHERE r.project_id = %(project)s::bigint AND r.tier = %(tier)s::text AND r.purpose IN ('sample', 'lot')
  AND (%(people)s::bigint[] IS NULL OR r.contributor_id = ANY (%(people)s::bigint[]))
GROUP BY 1, 2 ORDER BY 2, 1
"""
_REVIEWERS = """
SELECT u.uid, u.name, count(DISTINCT d.review_id), count(*) FILTER (WHERE d.state IN ('upheld', 'overturned')),
    count(*) FILTER (WHERE d.state = 'overturned'), count(*) FILTER (WHERE d.state = 'open')
FROM quality_dispute d
JOIN quality_review r ON r.id = d.review_id
JOIN people_user u ON u.id = r.reviewer_id
WHERE d.project_id = %(project)s::bigint
GROUP BY u.uid, u.name ORDER BY 5 DESC, u.name
"""
_CHARGED = """
SELECT u.uid, count(*) FROM quality_review r JOIN people_user u ON u.id = r.reviewer_id
WHERE r.project_id = %(project)s::bigint AND r.purpose IN ('sample', 'lot', 'recheck')
  AND (NOT r.is_correct OR r.n_errors > 0)
GROUP BY u.uid
"""


@dataclass(frozen=True, slots=True)
class Score:
    """Both stay: what reviewers found, and what is left of it after disputes."""

    uid: UUID | None
    name: str
    raw: Share
    adjusted: Share


@dataclass(frozen=True, slots=True)
class ReviewerDisputes:
    """`overturned` of those that were decided; `disputed` of the reviews that held something against somebody."""

    uid: UUID
    name: str
    disputed: Share
    overturned: Share
    n_open: int


def scores_of_people(
    project_id: int, people: Sequence[int] | None = None, *, tier: str = "client"
) -> list[Score]:
    """Accuracy by contributor, of random samples and lots."""
    return _scores("c.uid, coalesce(c.pseudonym, '')", project_id, people, tier)


def scores_of_sites(
    project_id: int, people: Sequence[int] | None = None, *, tier: str = "client"
) -> list[Score]:
    """Accuracy by the site at the time of the judgment; who works for no site stands in one row."""
    return _scores("s.uid, coalesce(s.name, '')", project_id, people, tier)


def score_of_project(project_id: int, people: Sequence[int] | None = None, *, tier: str = "client") -> Score:
    found = _scores("NULL::uuid, ''", project_id, people, tier)
    return found[0] if found else Score(None, "", wilson(0, 0), wilson(0, 0))


def disputes_by_reviewer(project_id: int) -> list[ReviewerDisputes]:
    """How much of what each reviewer charged was disputed, and how much of that was overturned."""
    charged: dict[UUID, int] = {row[0]: int(row[1]) for row in rows(_CHARGED, {"project": project_id})}
    return [
        ReviewerDisputes(
            uid,
            name,
            wilson(n, charged[uid]),
            wilson(n_overturned, n_decided),
            n_open,
        )
        for uid, name, n, n_decided, n_overturned, n_open in rows(_REVIEWERS, {"project": project_id})
    ]


def _scores(group: str, project_id: int, people: Sequence[int] | None, tier: str) -> list[Score]:
    params = {"project": project_id, "tier": tier, "people": None if people is None else list(people)}
    return [
        Score(uid, name, wilson(k, n), wilson(k_adjusted, n))
        for uid, name, n, k, k_adjusted in rows(_SCORES.format(group=group), params)
    ]
