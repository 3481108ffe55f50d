"""Bonus rules are set and ended, and propose what they give for each month, once."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.money.enums import ExtraKind
from assay.money.models import BonusRule, ExtraPay
from assay.money.queries.bonuses import month_of_work, terms_of
from assay.money.rules import bonuses as rules
from assay.money.rules.bonuses import BonusTerms
from assay.money.rules.periods import last_day
from assay.money.rules.top_ups import BACK
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require


def set_bonus(by: User | None, *, project: Project, terms: BonusTerms, now: datetime) -> BonusRule:
    """It holds from this month on."""
    require(by, project, Permission.EDIT_RATES)
    if problems := rules.refuse_bonus(terms):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        return BonusRule.objects.create(
            project=project,
            name=_text(terms.name)[:120],
            least_share=terms.least_share,
            least_n=terms.least_n,
            percent=terms.percent,
            fixed_micro=terms.fixed_micro,
            cap_micro=terms.cap_micro,
            currency=terms.currency,
            reason=_text(terms.reason),
            set_at=now,
            set_by=by,
        )


def end_bonus(by: User | None, *, rule: BonusRule, now: datetime) -> BonusRule:
    """Months that are over are kept to; this one gives nothing more."""
    require(by, rule.project, Permission.EDIT_RATES)
    with transaction.atomic():
        act_as(by)
        locked = BonusRule.objects.select_for_update(no_key=True, of=["self"]).get(pk=rule.pk)
        if locked.ended_at is not None:
            raise Refused(rules.ENDED())
        locked.ended_at, locked.ended_by = now, by
        locked.save(update_fields=["ended_at", "ended_by"])
        return locked


def propose_bonuses(*, now: datetime) -> int:
    """Of every month whose windows are over; how many. Whoever calls it holds the look of the day."""
    made = [
        each
        for rule in BonusRule.objects.select_related("project").order_by("pk")
        for each in _proposed(rule, now)
    ]
    ExtraPay.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _proposed(rule: BonusRule, now: datetime) -> list[ExtraPay]:
    ended_on = rule.ended_at.date() if rule.ended_at else None
    settled = rules.months_settled(now.date(), dispute_days=rule.project.dispute_days, back=BACK)
    terms = terms_of(rule)
    found = []
    for month in settled:
        if not rules.holds_for(month, set_on=rule.set_at.date(), ended_on=ended_on):
            continue
        for contributor, work in month_of_work(rule, month).items():
            if micro := rules.bonus_micro(terms, work):
                found.append(
                    ExtraPay(
                        kind=ExtraKind.BONUS,
                        rule=rule,
                        contributor_id=contributor,
                        project=rule.project,
                        n=work.n,
                        n_right=work.n_right,
                        starts_on=month,
                        ends_on=last_day(month),
                        earned_micro=work.earned_micro,
                        currency=rule.currency,
                        amount_micro=micro,
                        proposed_at=now,
                    )
                )
    return found


def _text(text: str) -> str:
    return text.strip().replace("\0", "")[:2000]
