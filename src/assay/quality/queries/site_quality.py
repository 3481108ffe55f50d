"""The quality of one site in one project: only work that was done there, and never a word of another site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.models import Site, User
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.people.rules.scope import Reach
from assay.projects.models import Membership, Project
from assay.projects.queries.permission import permissions_in, visible_projects
from assay.stats.sampling import Share, wilson

WINDOW = timedelta(days=28)
N_WEEKS, MOST_LOTS = 8, 30
SEES_ALL = frozenset({Permission.VIEW_ANSWERS, Permission.MANAGE_QUALITY})
# Samples and lots are drawn at random; audits, rechecks and planted judgments say something else.
_REVIEWED = """
FROM quality_review r
JOIN quality_reviewitem i ON i.id = r.item_id AND i.site_id = %(site)s::bigint
LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
LEFT JOIN people_contributor c ON c.id = r.contributor_id
WHERE r.project_id = %(project)s::bigint AND r.purpose IN ('sample', 'lot') AND r.reviewed_at >= %(since)s::timestamptz
  AND (%(team)s::bigint IS NULL OR c.team_id = %(team)s::bigint)
  AND (%(markets)s::text[] IS NULL
    OR i.market_id IN (SELECT id FROM people_market WHERE code = ANY (%(markets)s::text[])))
"""
_TIERS = f"""
SELECT r.tier, count(*)::int, count(*) FILTER (WHERE r.is_correct)::int,
    count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))::int,
    count(*) FILTER (WHERE coalesce(a.is_critical, r.is_critical))::int
{_REVIEWED} GROUP BY r.tier
"""
_PEOPLE = f"""
WITH gold AS (
    SELECT g.contributor_id, count(*)::int AS n, count(*) FILTER (WHERE g.is_correct)::int AS k
    FROM quality_goldresult g JOIN work_judgment j ON j.id = g.judgment_id
    LEFT JOIN people_contributor c ON c.id = g.contributor_id
    WHERE j.project_id = %(project)s::bigint AND j.site_id = %(site)s::bigint AND g.judged_at >= %(since)s::timestamptz
      AND (%(team)s::bigint IS NULL OR c.team_id = %(team)s::bigint)
      AND (%(markets)s::text[] IS NULL
        OR j.market_id IN (SELECT id FROM people_market WHERE code = ANY (%(markets)s::text[])))
    GROUP BY g.contributor_id
),
reviewed AS (
    SELECT r.contributor_id, count(*)::int AS n,
        count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))::int AS k,
        count(*) FILTER (WHERE coalesce(a.is_critical, r.is_critical))::int AS n_critical
    {_REVIEWED} AND r.tier = 'client' GROUP BY r.contributor_id
)
SELECT p.uid, p.pseudonym, coalesce(v.n, 0), coalesce(v.k, 0), coalesce(v.n_critical, 0), coalesce(g.n, 0),
    coalesce(g.k, 0)
FROM people_contributor p LEFT JOIN reviewed v ON v.contributor_id = p.id LEFT JOIN gold g ON g.contributor_id = p.id
WHERE v.n > 0 OR g.n > 0 ORDER BY p.pseudonym
"""
_WEEKS = f"""
SELECT date_trunc('week', r.reviewed_at AT TIME ZONE %(zone)s::text)::date, count(*)::int,
    count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))::int
{_REVIEWED} AND r.tier = 'client' GROUP BY 1 ORDER BY 1
"""
_DISPUTES = """
SELECT d.state, count(*)::int FROM quality_dispute d
JOIN quality_review r ON r.id = d.review_id
JOIN quality_reviewitem i ON i.id = r.item_id AND i.site_id = %(site)s::bigint
LEFT JOIN people_contributor c ON c.id = d.contributor_id
WHERE d.project_id = %(project)s::bigint AND (%(team)s::bigint IS NULL OR c.team_id = %(team)s::bigint)
  AND (%(markets)s::text[] IS NULL
    OR i.market_id IN (SELECT id FROM people_market WHERE code = ANY (%(markets)s::text[])))
GROUP BY d.state
"""
# Of each lot the site's own units that were looked at; others' are not counted here.
_LOTS = """
SELECT l.number, l.state, b.name, coalesce(m.code, ''), count(*)::int, count(*) FILTER (WHERE s.worst <> '')::int
FROM quality_lot l
JOIN work_batch b ON b.id = l.batch_id
LEFT JOIN people_market m ON m.id = l.market_id
JOIN quality_lotinspection n ON n.lot_id = l.id
JOIN quality_sampleunit s ON s.inspection_id = n.id AND s.is_inspected AND NOT s.is_left_out
JOIN quality_reviewitem i ON i.id = s.item_id AND i.site_id = %(site)s::bigint
LEFT JOIN people_contributor c ON c.id = i.contributor_id
WHERE l.project_id = %(project)s::bigint AND (%(team)s::bigint IS NULL OR c.team_id = %(team)s::bigint)
  AND (%(markets)s::text[] IS NULL
    OR i.market_id IN (SELECT id FROM people_market WHERE code = ANY (%(markets)s::text[])))
  AND n.attempt = (SELECT max(attempt) FROM quality_lotinspection WHERE lot_id = l.id)
GROUP BY l.id, b.name, m.code ORDER BY l.number DESC LIMIT %(most)s::int
"""


@dataclass(frozen=True, slots=True)
class TierScore:
    """What reviewers of one tier found: as they said, and after disputes; critical errors are those that stand."""

    raw: Share
    adjusted: Share
    n_critical: int


@dataclass(frozen=True, slots=True)
class SitePerson:
    uid: UUID
    pseudonym: str
    accuracy: Share
    n_critical: int
    gold: Share


@dataclass(frozen=True, slots=True)
class Week:
    begins_on: date
    accuracy: Share


@dataclass(frozen=True, slots=True)
class SiteLot:
    """`defective` of the site's own tasks in the sample."""

    number: int
    state: str
    batch: str
    market: str
    defective: Share


@dataclass(frozen=True, slots=True)
class SiteQuality:
    site: Site
    client: TierScore
    own: TierScore
    people: tuple[SitePerson, ...]
    weeks: tuple[Week, ...]
    disputes: dict[str, int]
    lots: tuple[SiteLot, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a site a person may look at: one team, some markets; empty: all of it."""

    team: int | None = None
    markets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteSight:
    """The sites a person may look at; of some perhaps a part only."""

    sites: tuple[Site, ...]
    parts: Mapping[int, Narrowing]

    def part(self, site: Site) -> Narrowing:
        return self.parts.get(site.pk, Narrowing())


def site_sight(user: User, project: Project) -> SiteSight:
    """Whoever sees the project's answers sees every site; a site lead the own one; NotFound for everybody else."""
    if not visible_projects(user).filter(pk=project.pk).exists():
        raise NotFound
    if permissions_in(user, project) & SEES_ALL:
        return SiteSight(tuple(_sites(project)), {})
    reaches = [each for each in scope_of(user, Permission.DISPUTE).reaches if each.names_people]
    mine = [each for each in reaches if each.project in {None, project.pk}]
    parts: dict[int, Narrowing] = {}
    for reach in mine:
        for site in _sites(project).filter(_places(reach)):
            # Of several grants the widest counts; two narrow ones show one part, never more than each gives.
            found = Narrowing(reach.team, tuple(sorted(reach.markets)))
            if site.pk not in parts or found == Narrowing():
                parts[site.pk] = found
    sites = tuple(_sites(project).filter(pk__in=parts))
    if not sites:
        raise NotFound
    return SiteSight(sites, parts)


def _sites(project: Project) -> QuerySet[Site]:
    """Where people work who are members of the project, or were."""
    there = Membership.objects.filter(project=project, contributor__site__isnull=False)
    return (
        Site.objects.filter(pk__in=there.values("contributor__site"))
        .select_related("vendor")
        .order_by("name")
    )


def _places(reach: Reach) -> Q:
    if reach.team is not None:
        return Q(teams=reach.team)
    return Q(pk=reach.site) if reach.site is not None else Q(vendor=reach.vendor)


def site_quality(project: Project, site: Site, part: Narrowing, *, now: datetime) -> SiteQuality:
    """Of the last four weeks; disputes and lots as a whole."""
    about: dict[str, object] = {
        "project": project.pk,
        "site": site.pk,
        "team": part.team,
        "markets": list(part.markets) or None,
        "since": now - WINDOW,
    }
    tiers = {tier: _score(*row) for tier, *row in rows(_TIERS, about)}
    nothing = _score(0, 0, 0, 0)
    weeks = rows(_WEEKS, {**about, "since": now - timedelta(weeks=N_WEEKS), "zone": project.time_zone})
    return SiteQuality(
        site=site,
        client=tiers.get("client", nothing),
        own=tiers.get("site", nothing),
        people=tuple(_person(*row) for row in rows(_PEOPLE, about)),
        weeks=tuple(Week(begins_on, wilson(k, n)) for begins_on, n, k in weeks),
        disputes=dict(rows(_DISPUTES, about)),
        lots=tuple(_lot(row) for row in rows(_LOTS, {**about, "most": MOST_LOTS})),
    )


def _score(n: int, k: int, k_adjusted: int, n_critical: int) -> TierScore:
    return TierScore(wilson(k, n), wilson(k_adjusted, n), n_critical)


def _person(uid: UUID, pseudonym: str, *counts: int) -> SitePerson:
    n, k, n_critical, n_gold, k_gold = counts
    return SitePerson(uid, pseudonym, wilson(k, n), n_critical, wilson(k_gold, n_gold))


def _lot(row: Sequence[object]) -> SiteLot:
    number, state, batch, market, n, k = row
    assert isinstance(n, int)
    assert isinstance(k, int)
    return SiteLot(int(str(number)), str(state), str(batch), str(market), wilson(k, n))
