"""What is reviewed, as versions of a plan: the newest is in force for what is sampled from then on."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Rules are JSON.

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Stage
from assay.projects.queries.permission import require
from assay.quality.actions.taxonomy import ensure_taxonomy
from assay.quality.enums import ReviewTier
from assay.quality.models import ReviewPlan
from assay.quality.queries.review import plan_of
from assay.quality.rules import sampling as rules

MOST_HOURS = 2000.0
EVERYTHING = [{"key": "all", "name": "Everything", "share": 0.1, "strata": ["contributor"]}]


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a plan says beside its rules."""

    is_blind: bool = False
    due_hours: float | None = None
    rework_hours: float = 48.0
    audit_share: float = 0.0
    is_stopped: bool = False
    note: str = ""


def publish_plan(
    by: User | None,
    *,
    stage: Stage,
    rules_in_order: Sequence[Any],
    now: datetime,
    terms: PlanTerms | None = None,
    tier: ReviewTier = ReviewTier.CLIENT,
    since: datetime | None = None,
    seed: int | None = None,
) -> ReviewPlan:
    """The next version; the first one looks at judgments submitted `since` (else: from now on)."""
    require(by, stage.project, Permission.MANAGE_QUALITY)
    terms = terms or PlanTerms()
    problems = [*rules.refuse_rules(list(rules_in_order)), *_refuse_terms(terms)]
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        Stage.objects.select_for_update(no_key=True).get(pk=stage.pk)
        ensure_taxonomy(stage.project, now=now)
        newest = plan_of(stage.pk, tier)
        return ReviewPlan.objects.create(
            project=stage.project,
            stage=stage,
            tier=tier,
            number=newest.number + 1 if newest else 1,
            rules=list(rules_in_order),
            is_blind=terms.is_blind,
            due_hours=terms.due_hours,
            rework_hours=terms.rework_hours,
            audit_share=terms.audit_share,
            is_stopped=terms.is_stopped,
            # Nobody can foresee who is looked at: the seed is nowhere shown.
            seed=secrets.randbits(62) if seed is None else seed,
            samples_since=since or (newest.samples_since if newest else now),
            note=terms.note.strip()[:2000],
            published_at=now,
            published_by=by,
        )


def _refuse_terms(terms: PlanTerms) -> list[Any]:
    problems = [] if 0 <= terms.audit_share <= 1 else [rules.BAD_SHARE(field="audit_share")]
    if terms.due_hours is not None and not 0 < terms.due_hours <= MOST_HOURS:
        problems.append(rules.BAD_HOURS(field="due_hours"))
    if not 0 < terms.rework_hours <= MOST_HOURS:
        problems.append(rules.BAD_HOURS(field="rework_hours"))
    return problems
