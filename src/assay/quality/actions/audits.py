"""Reviews that are done again by somebody else, blind: a random share of every reviewer's, kept exactly."""

from datetime import datetime

from assay.quality.enums import ReviewPurpose, ReviewTier
from assay.quality.models import Review, ReviewItem, ReviewPlan, ReviewQuota
from assay.quality.queries.due import due_after
from assay.quality.queries.review import plan_of
from assay.quality.rules.sampling import n_due

# A rule's key is never empty, so that no rule of a plan, whatever it is called, shares the quota of audits.
RULE = ""
# What is no audit itself, and whose right verdict is not known anyhow.
AUDITABLE = frozenset({ReviewPurpose.SAMPLE, ReviewPurpose.LOT, ReviewPurpose.RECHECK})


def draw_audit(review: Review, *, item: ReviewItem, now: datetime) -> ReviewItem | None:
    """Whether this review is audited, by the reviewer's quota; within the review's transaction.

    One reviewer's reviews wait for each other at the quota's row, and for nobody else's.
    """
    plan = item.plan or plan_of(item.stage_id)
    if plan is None or not plan.audit_share or review.purpose not in AUDITABLE:
        return None
    name = str(review.reviewer.uid)
    ReviewQuota.objects.get_or_create(plan=plan, rule=RULE, stratum=name)
    quota = ReviewQuota.objects.select_for_update(no_key=True).get(plan=plan, rule=RULE, stratum=name)
    quota.n_seen += 1
    is_due = n_due(plan.audit_share, quota.n_seen, seed=plan.seed, name=f"audit|{name}") > quota.n_taken
    quota.n_taken += int(is_due)
    quota.save(update_fields=["n_seen", "n_taken"])
    return _audit(review, item, plan, now) if is_due else None


def _audit(review: Review, item: ReviewItem, plan: ReviewPlan, now: datetime) -> ReviewItem:
    return ReviewItem.objects.create(
        plan=plan,
        project_id=item.project_id,
        stage_id=item.stage_id,
        judgment_id=item.judgment_id,
        task_id=item.task_id,
        contributor_id=item.contributor_id,
        vendor_id=item.vendor_id,
        site_id=item.site_id,
        market_id=item.market_id,
        tier=ReviewTier.CLIENT,
        purpose=ReviewPurpose.AUDIT,
        is_blind=plan.is_blind,
        audited=review,
        sampled_at=now,
        due_at=due_after(item.project, now, plan.due_hours),
    )
