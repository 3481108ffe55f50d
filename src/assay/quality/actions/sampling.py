"""Sampling: judgments that count by now are looked at once, in the order in which they were committed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from assay.projects.models import Stage
from assay.quality.enums import ReviewPurpose
from assay.quality.models import ReviewItem, ReviewPlan, ReviewQuota, SamplingProgress
from assay.quality.queries.due import due_after
from assay.quality.queries.review import plan_of
from assay.quality.queries.sampling import Candidate, candidates
from assay.quality.rules.sampling import JudgmentFacts, Quota, Rule, choose, parse_rules, rule_for

CHUNK = 2_000


def sample_due(
    stage: Stage, tier: str, *, now: datetime, most: int = 50_000, below: int | None = None
) -> int:
    """Review items for what has come to count since the last time; how many. Twice at once is the same as once.

    `below`: transactions before this one are known to have ended; by itself, as the database knows.
    """
    n_sampled = n_seen = 0
    while n_seen < most:
        with transaction.atomic():
            seen, sampled = _chunk(stage, tier, now=now, below=below)
        n_seen, n_sampled = n_seen + seen, n_sampled + sampled
        if seen < CHUNK:
            break
    return n_sampled


def _chunk(stage: Stage, tier: str, *, now: datetime, below: int | None) -> tuple[int, int]:
    SamplingProgress.objects.get_or_create(stage=stage, tier=tier)
    # The row is held: a second sampler waits, and then finds nothing new.
    progress = SamplingProgress.objects.select_for_update(no_key=True).get(stage=stage, tier=tier)
    plan = plan_of(stage.pk, tier)
    if plan is None:
        return 0, 0
    rules = parse_rules(plan.rules)
    found = candidates(plan, rules, progress, now=now, most=CHUNK, below=below)
    if not found:
        return 0, 0
    by_id = {each.facts.judgment_id: each for each in found}
    items = []
    for rule in () if plan.is_stopped else rules:
        of_rule = [each.facts for each in found if each.is_sampled and rule_for(rules, each.facts) is rule]
        for facts, stratum in _chosen(plan, rule, of_rule):
            items.append(_item(plan, by_id[facts.judgment_id], (rule.key, stratum), now))
    n_sampled = len(ReviewItem.objects.bulk_create(items, batch_size=1000, ignore_conflicts=True))
    last = found[-1]
    progress.xid, progress.judgment_id = last.xid, last.facts.judgment_id
    progress.save(update_fields=["xid", "judgment_id"])
    return len(found), n_sampled


def _chosen(plan: ReviewPlan, rule: Rule, facts: list[JudgmentFacts]) -> Iterable[tuple[JudgmentFacts, str]]:
    if not facts:
        return []
    stored = ReviewQuota.objects.filter(plan=plan, rule=rule.key)
    quotas = {each.stratum: Quota(each.n_seen, each.n_taken) for each in stored}
    taken = choose(rule, facts, quotas, seed=plan.seed)
    ReviewQuota.objects.bulk_create(
        [
            ReviewQuota(plan=plan, rule=rule.key, stratum=name, n_seen=each.n_seen, n_taken=each.n_taken)
            for name, each in sorted(quotas.items())
        ],
        update_conflicts=True,
        unique_fields=["plan", "rule", "stratum"],
        update_fields=["n_seen", "n_taken"],
    )
    return taken


def _item(plan: ReviewPlan, each: Candidate, why: tuple[str, str], now: datetime) -> ReviewItem:
    rule, stratum = why
    return ReviewItem(
        plan=plan,
        project_id=plan.project_id,
        stage_id=plan.stage_id,
        judgment_id=each.facts.judgment_id,
        task_id=each.task_id,
        contributor_id=each.contributor_id,
        vendor_id=each.vendor_id,
        site_id=each.site_id,
        market_id=each.market_id,
        tier=plan.tier,
        purpose=ReviewPurpose.SAMPLE,
        is_blind=plan.is_blind,
        rule=rule,
        stratum=stratum,
        sampled_at=now,
        due_at=due_after(plan.project, now, plan.due_hours),
    )
