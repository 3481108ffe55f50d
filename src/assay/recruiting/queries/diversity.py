"""What people said of themselves: to themselves word by word, to those who recruit as figures of large groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.models import Market, User
from assay.people.queries.organisation import markets
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects
from assay.recruiting.enums import SelfQuestion
from assay.recruiting.models import DiversityCount, DiversityNeed, SelfAnswer
from assay.recruiting.queries.campaigns import may_recruit, recruits_for
from assay.recruiting.rules.diversity import Compared, Groups, Shares, compared, groups_from

# Everybody is counted once, in the first of their markets that there was.
_PLACED = """
placed AS (
    SELECT c.id, min(m.market_id) AS market_id
    FROM people_contributor c
    JOIN people_user u ON u.id = c.user_id AND u.is_active
    JOIN people_contributormarket m ON m.contributor_id = c.id
    WHERE c.standing IN ('active', 'probation')
    GROUP BY c.id
)
"""
_SAID = f"""
WITH {_PLACED}
SELECT p.market_id, a.question, a.answer, count(*)::int,
    (count(*) FILTER (WHERE a.is_as_counted AND a.counted_in_id = p.market_id))::int
FROM recruiting_selfanswer a JOIN placed p ON p.id = a.contributor_id
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_POOLS = f"WITH {_PLACED} SELECT market_id, count(*)::int FROM placed GROUP BY 1"
_MARK = f"""
WITH {_PLACED}
UPDATE recruiting_selfanswer a
SET counted_in_id = CASE WHEN p.market_id = %(market)s THEN p.market_id END, is_as_counted = true
FROM people_contributor c LEFT JOIN placed p ON p.id = c.id
WHERE c.id = a.contributor_id AND a.question = %(question)s
  AND (p.market_id = %(market)s OR a.counted_in_id = %(market)s)
RETURNING a.id
"""


@dataclass(slots=True)
class Look:
    """A question in a market as it is now; `n_same` of those who answered were counted there as they are."""

    market_id: int
    question: str
    n_pool: int
    answers: dict[str, int] = field(default_factory=dict)
    n_same: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A question in a market; no groups: nothing of it can be shown."""

    question: str
    counted_on: date | None
    groups: Groups | None


@dataclass(frozen=True, slots=True)
class Wished:
    project: Project
    rows: Sequence[Compared]


@dataclass(frozen=True, slots=True)
class MarketDiversity:
    market: Market
    shown: Sequence[Shown]
    wished: Sequence[Wished]


def own_answers(user: User) -> dict[str, str]:
    """By question; NotFound for who is no contributor."""
    if not hasattr(user, "contributor"):
        raise NotFound
    mine = SelfAnswer.objects.filter(contributor=user.contributor)
    return dict(mine.values_list("question", "answer"))


def varieties() -> list[str]:
    """What is spoken in the markets in use, with its region."""
    used = markets().filter(retired_at=None).values_list("language", "region")
    return sorted({tag if "-" in tag else f"{tag}-{region}" for tag, region in used})


def varieties_of(project: Project) -> list[str]:
    """Of the languages that the project's markets speak, wherever they are spoken."""
    spoken = {tag.partition("-")[0] for tag in project.markets.values_list("market__language", flat=True)}
    return [tag for tag in varieties() if tag.partition("-")[0] in spoken]


def looks() -> list[Look]:
    """Of every question somebody has answered in a market now, or had when it was counted."""
    pools: dict[int, int] = dict(rows(_POOLS, {}))
    found = {
        (market, question): Look(market, question, pools.get(market, 0))
        for market, question in DiversityCount.objects.values_list("market", "question")
    }
    for market, question, answer, n, n_same in rows(_SAID, {}):
        look = found.setdefault((market, question), Look(market, question, pools[market]))
        look.answers[answer] = n
        look.n_same += n_same
    return list(found.values())


def mark_counted(look: Look) -> None:
    """Who is in the figures now, and who is not any more."""
    rows(_MARK, {"market": look.market_id, "question": look.question})


def need_of(project: Project) -> Shares:
    kept = DiversityNeed.objects.filter(project=project).first()
    return kept.shares if kept else {}


def pool_diversity(user: User) -> list[MarketDiversity]:
    """Of the markets for which somebody recruits, by code; NotFound for who recruits nowhere."""
    if not may_recruit(user):
        raise NotFound
    chosen = list(recruits_for(user))
    counts: dict[int, dict[str, DiversityCount]] = {}
    for each in DiversityCount.objects.filter(market__in=chosen):
        counts.setdefault(each.market_id, {})[each.question] = each
    wished = _wished(user, chosen)
    return [
        _market(market, counts.get(market.pk, {}), wished.get(market.pk, []))
        for market in chosen
        if market.pk in counts or market.pk in wished
    ]


def _wished(user: User, chosen: Sequence[Market]) -> dict[int, list[DiversityNeed]]:
    """What projects in sight need, by the markets that they serve."""
    seen = visible_projects(user, Permission.VIEW_PROJECT).order_by().values("pk")
    needs = DiversityNeed.objects.filter(project__in=seen).exclude(shares={}).select_related("project")
    found: dict[int, list[DiversityNeed]] = {}
    for need in needs.order_by("project__name", "pk").prefetch_related("project__markets"):
        for each in need.project.markets.all():
            found.setdefault(each.market_id, []).append(need)
    keys = {market.pk for market in chosen}
    return {market: needs for market, needs in found.items() if market in keys}


def _market(
    market: Market, counts: Mapping[str, DiversityCount], wished: Sequence[DiversityNeed]
) -> MarketDiversity:
    shown = [_shown(question, counts.get(question)) for question in SelfQuestion.values]
    groups = {each.question: each.groups for each in shown}
    return MarketDiversity(
        market, shown, [Wished(need.project, compared(need.shares, groups)) for need in wished]
    )


def _shown(question: str, kept: DiversityCount | None) -> Shown:
    return Shown(question, kept.counted_on if kept else None, groups_from(kept.groups if kept else None))
