"""The gold library: where gold is thin, which items are worn or known, and how long unseen gold lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.enums import LanguageLevel
from assay.people.models import Contributor, Market, User
from assay.people.rules.roles import Permission
from assay.projects.models import GuidelineVersion, Project
from assay.projects.queries.permission import require, visible_projects
from assay.quality.enums import GoldProposalState
from assay.quality.models import Gold, GoldOpinion, GoldProposal
from assay.quality.rules.gold_library import Expert, Record, Speaker, Unseen
from assay.stats.sampling import Share, wilson
from assay.work.models import Claim, Judgment

PACE = timedelta(days=14)
_RECORDS = """
WITH scored AS (
    SELECT r.gold_id, r.is_correct, j.handling_seconds,
        2 * row_number() OVER (PARTITION BY r.gold_id ORDER BY r.judged_at, r.id)
            <= count(*) OVER (PARTITION BY r.gold_id) AS is_early
    FROM quality_goldresult r JOIN work_judgment j ON j.id = r.judgment_id
    WHERE r.gold_id = ANY (%(gold)s::bigint[])
), told AS (
    SELECT gold_id, count(*) AS n, count(*) FILTER (WHERE is_correct) AS k,
        count(*) FILTER (WHERE is_early) AS n_early, count(*) FILTER (WHERE is_early AND is_correct) AS k_early,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY handling_seconds) FILTER (WHERE is_early) AS early,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY handling_seconds) FILTER (WHERE NOT is_early) AS late
    FROM scored GROUP BY gold_id
)
SELECT g.id, coalesce(t.n, 0), coalesce(t.k, 0), coalesce(t.n_early, 0), coalesce(t.k_early, 0), t.early, t.late,
    (SELECT count(DISTINCT c.contributor_id) FROM work_claim c WHERE c.task_id = g.task_id),
    (SELECT count(DISTINCT cq.contributor_id) FROM work_queueitem i
     JOIN work_contributorqueue cq ON cq.queue_id = i.queue_id AND cq.is_eligible
     WHERE i.task_id = g.task_id AND i.state <> 3)
FROM quality_gold g LEFT JOIN told t ON t.gold_id = g.id
WHERE g.id = ANY (%(gold)s::bigint[])
"""
# Gold of the project that each person may still be given, and how much of it they met a day on the days they worked;
# what is parked, such as for an exam or a course, is given to nobody.
_UNSEEN = """
WITH usable AS (
    SELECT g.task_id, i.queue_id, i.excluded FROM quality_gold g JOIN work_queueitem i ON i.task_id = g.task_id
    WHERE g.project_id = %(project)s::bigint AND g.retired_at IS NULL AND i.state <> 3
), eligible AS (
    SELECT cq.contributor_id, u.task_id FROM usable u
    JOIN work_contributorqueue cq ON cq.queue_id = u.queue_id AND cq.is_eligible
    WHERE NOT cq.contributor_id = ANY (coalesce(u.excluded, '{}'))
), unseen AS (
    SELECT e.contributor_id, count(*) FILTER (WHERE NOT EXISTS (
        SELECT FROM work_claim c WHERE c.task_id = e.task_id AND c.contributor_id = e.contributor_id)) AS n
    FROM eligible e GROUP BY e.contributor_id
), pace AS (
    SELECT j.contributor_id, count(*)::float8 / count(DISTINCT j.work_on) AS per_day
    FROM quality_gold g JOIN work_judgment j ON j.task_id = g.task_id
    WHERE g.project_id = %(project)s::bigint AND j.submitted_at > %(since)s::timestamptz
    GROUP BY j.contributor_id
)
SELECT c.uid, c.pseudonym, coalesce(u.n, 0), p.per_day FROM pace p
JOIN people_contributor c ON c.id = p.contributor_id
LEFT JOIN unseen u ON u.contributor_id = p.contributor_id
ORDER BY coalesce(u.n, 0) / p.per_day, c.pseudonym
"""
_MARKETS = """
WITH gold AS (
    SELECT coalesce(t.market_id, 0) AS market_id, g.id, g.retired_at FROM quality_gold g
    JOIN work_task t ON t.id = g.task_id WHERE g.project_id = %(project)s::bigint
), scores AS (
    SELECT gold.market_id, count(*) AS n, count(*) FILTER (WHERE NOT r.is_correct) AS k
    FROM gold JOIN quality_goldresult r ON r.gold_id = gold.id WHERE gold.retired_at IS NULL GROUP BY 1
), counted AS (
    SELECT market_id, count(*) FILTER (WHERE retired_at IS NULL) AS n_in_use,
        count(*) FILTER (WHERE retired_at IS NOT NULL) AS n_retired FROM gold GROUP BY 1
), proposed AS (
    SELECT market_id, count(*) AS n FROM quality_goldproposal
    WHERE project_id = %(project)s::bigint AND state = 'open' GROUP BY 1
), markets AS (
    SELECT market_id FROM projects_projectmarket WHERE project_id = %(project)s::bigint
    UNION SELECT market_id FROM counted UNION SELECT market_id FROM proposed
)
SELECT coalesce(m.code, ''), coalesce(m.name, ''), coalesce(m.language, ''), coalesce(c.n_in_use, 0),
    coalesce(c.n_retired, 0), coalesce(p.n, 0), coalesce(s.k, 0), coalesce(s.n, 0)
FROM markets LEFT JOIN people_market m ON m.id = markets.market_id
LEFT JOIN counted c USING (market_id) LEFT JOIN proposed p USING (market_id) LEFT JOIN scores s USING (market_id)
ORDER BY coalesce(c.n_in_use, 0), m.code
"""


@dataclass(frozen=True, slots=True)
class MarketGold:
    """What one market has; `code` is empty for tasks without a market."""

    code: str
    name: str
    language: str
    n_in_use: int
    n_retired: int
    n_proposed: int
    missed: Share


@dataclass(frozen=True, slots=True)
class PersonUnseen:
    contributor: UUID
    pseudonym: str
    unseen: Unseen


def records_of(golds: Sequence[Gold]) -> dict[int, Record]:
    """By inner id, in one statement for all of a page."""
    if not golds:
        return {}
    changed_at = guideline_changed_at(golds[0].project_id)
    found = {row[0]: row[1:] for row in rows(_RECORDS, {"gold": [gold.pk for gold in golds]})}
    return {gold.pk: _record(gold, found[gold.pk], changed_at) for gold in golds if gold.pk in found}


def _record(gold: Gold, row: Sequence[float | None], changed_at: datetime | None) -> Record:
    n, k, n_early, k_early = (int(each or 0) for each in row[:4])
    return Record(
        created_at=gold.created_at,
        n_shown=int(row[6] or 0),
        n_people=int(row[7] or 0),
        right=wilson(k, n),
        early=wilson(k_early, n_early),
        late=wilson(k - k_early, n - n_early),
        early_seconds=row[4],
        late_seconds=row[5],
        is_before_guideline=changed_at is not None and gold.created_at < changed_at,
    )


def guideline_changed_at(project_id: int) -> datetime | None:
    """When people were last asked to read a new version; a correction of spelling changes nothing."""
    found = GuidelineVersion.objects.filter(project=project_id, needs_acknowledgment=True, number__gt=1)
    return found.order_by("-number").values_list("created_at", flat=True).first()


def gold_by_market(project: Project) -> list[MarketGold]:
    """Every market of the project, the thinnest first."""
    found = rows(_MARKETS, {"project": project.pk})
    return [
        MarketGold(code, name, language, n_in_use, n_retired, n_proposed, wilson(k, n))
        for code, name, language, n_in_use, n_retired, n_proposed, k, n in found
    ]


def unseen_gold(project: Project, now: datetime) -> list[PersonUnseen]:
    """Who met gold in the past fortnight, who runs out first on top."""
    found = rows(_UNSEEN, {"project": project.pk, "since": now - PACE})
    return [PersonUnseen(uid, name, Unseen(n, per_day)) for uid, name, n, per_day in found]


def speaker_of(contributor: Contributor, market: Market) -> Speaker:
    """The best level in the market's language, or in one that its tag narrows: pt covers pt-BR."""
    levels = contributor.languages.filter(language__in=_covering(market.language))
    return Speaker(contributor.pseudonym, max(levels.values_list("level", flat=True), default=None))


def native_speakers(market: Market) -> QuerySet[Contributor]:
    """Who may stand for the words of a market's gold."""
    spoken = {"languages__level": LanguageLevel.NATIVE, "languages__language__in": _covering(market.language)}
    return Contributor.objects.filter(**spoken).distinct().order_by("pseudonym")


def _covering(language: str) -> list[str]:
    parts = language.split("-")
    return ["-".join(parts[:n]) for n in range(1, len(parts) + 1)]


def expert_of(user: User, proposal: GoldProposal) -> Expert:
    """What ties the person to the proposal; a role they had before makes no difference."""
    had = {"task": proposal.task_id, "contributor__user": user}
    return Expert(
        is_proposer=user.pk in {proposal.proposed_by_id, proposal.speaker.user_id},
        had_the_task=Judgment.objects.filter(**had).exists() or Claim.objects.filter(**had).exists(),
        has_answered=GoldOpinion.objects.filter(proposal=proposal, by=user).exists(),
    )


def proposals_of(project: Project, state: GoldProposalState | None = None) -> QuerySet[GoldProposal]:
    """Open ones in their order, others newest first."""
    found = GoldProposal.objects.filter(project=project)
    found = found.select_related("task", "market", "speaker", "proposed_by", "project")
    found = found.annotate(n_opinions=Count("opinions"))
    if state is None:
        return found.order_by("-pk")
    return found.filter(state=state).order_by("pk" if state == GoldProposalState.OPEN else "-pk")


def open_to_expert(user: User, project: Project) -> QuerySet[GoldProposal]:
    """What the person may answer: not their own, not answered yet, and no task they were given."""
    mine = {"contributor__user": user}
    found = proposals_of(project, GoldProposalState.OPEN).filter(task__withdrawn_at=None)
    return (
        found.exclude(proposed_by=user)
        .exclude(speaker__user=user)
        .filter(
            ~Exists(GoldOpinion.objects.filter(proposal=OuterRef("pk"), by=user)),
            ~Exists(Judgment.objects.filter(task=OuterRef("task"), **mine)),
            ~Exists(Claim.objects.filter(task=OuterRef("task"), **mine)),
        )
    )


def proposal_for(user: User, uid: UUID, permission: Permission) -> GoldProposal:
    """The proposal, if its project is in the person's scope (else NotFound) and the permission is given."""
    found = GoldProposal.objects.select_related("project", "task", "market", "speaker", "proposed_by")
    proposal = found.filter(uid=uid, project__in=visible_projects(user)).first()
    if proposal is None:
        raise NotFound
    require(user, proposal.project, permission)
    return proposal
