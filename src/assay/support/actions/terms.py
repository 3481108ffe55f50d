"""Setting how soon tickets are answered, in which hours, and when silence closes them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import Site, User
from assay.support.enums import TicketCategory
from assay.support.models import CategoryTerms, SiteHours
from assay.support.queries.macros import require_keeping
from assay.support.rules import reasons
from assay.support.rules.clocks import Typed, read_hours, refuse_terms


@dataclass(frozen=True, slots=True)
class TermsDraft:
    answer_hours: int
    solution_hours: int
    closes_after_days: int | None


def set_category_terms(by: User | None, *, category: str, draft: TermsDraft, now: datetime) -> CategoryTerms:
    """For clocks that start from now on; those that run keep what they were started with."""
    require_keeping(by)
    if category not in TicketCategory.values:
        raise Refused(reasons.NO_CATEGORY(field="category"))
    if found := refuse_terms(draft.answer_hours, draft.solution_hours, draft.closes_after_days):
        raise Refused(*found)
    with transaction.atomic():
        act_as(by)
        kept, _made = CategoryTerms.objects.update_or_create(
            category=category,
            defaults={
                "answer_hours": draft.answer_hours,
                "solution_hours": draft.solution_hours,
                "closes_after_days": draft.closes_after_days,
                "changed_at": now,
                "changed_by": by,
            },
        )
        return kept


def set_site_hours(by: User | None, *, site: Site, typed: Typed, now: datetime) -> SiteHours:
    """When tickets of the site's people are answered; due times are counted with them from now on."""
    require_keeping(by)
    hours, problems = read_hours(typed)
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        kept, _made = SiteHours.objects.update_or_create(
            site=site,
            defaults={
                "days": sorted(hours.days),
                "begins": hours.begins,
                "ends": hours.ends,
                "holidays": sorted(hours.holidays),
                "changed_at": now,
                "changed_by": by,
            },
        )
        return kept
