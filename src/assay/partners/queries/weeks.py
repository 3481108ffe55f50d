"""The weekly review of a vendor: its cards of the week, open differences of its invoices, and what is to be done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from assay.kit.reasons import NotFound
from assay.partners.models import Scorecard, VendorInvoice
from assay.partners.queries.contracts import vendors_agreed_with
from assay.partners.queries.invoices import open_differences
from assay.partners.queries.scorecards import cards_of_week
from assay.partners.rules.invoices import Compared
from assay.partners.rules.weeks import WEEK, end_of
from assay.people.models import User, Vendor
from assay.planning.enums import DecisionState
from assay.planning.queries.decisions import carried_into, decisions_in, vendors_with_open
from assay.planning.rules.decisions import Taken


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One vendor in the list; `score` None: not enough was measured in that week, or it is not for this person."""

    vendor: Vendor
    score: float | None
    n_open: int
    n_differences: int


@dataclass(frozen=True, slots=True)
class WeekReview:
    """Of one vendor. Cards are those in the person's sight; differences are those that are open now."""

    vendor: Vendor
    week_on: date
    cards: Sequence[Scorecard]
    differences: Sequence[tuple[VendorInvoice, Sequence[Compared]]]
    actions: Sequence[Taken]
    carried: Sequence[Taken]

    def overdue(self, today: date) -> int:
        return sum(
            each.state == DecisionState.OPEN and each.due_on is not None and each.due_on < today
            for each in (*self.actions, *self.carried)
        )


def vendor_for_week(user: User, uid: UUID) -> Vendor:
    """The vendor, for who may read what was agreed with it."""
    found = vendors_agreed_with(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def week_rows(user: User, week_on: date, now: datetime) -> list[WeekRow]:
    """Every vendor in sight that is in use: a fixed number of statements."""
    vendors = list(vendors_agreed_with(user).filter(retired_at=None))
    scores = {
        each.vendor_id: each.score for each in cards_of_week(user, vendors, week_on) if not each.site_id
    }
    left = vendors_with_open(vendors, week_on, min(now, end_of(week_on)))
    differences = _by_vendor(open_differences(vendors))
    return [
        WeekRow(each, scores.get(each.pk), left.get(each.pk, 0), differences.get(each.pk, 0))
        for each in vendors
    ]


def week_review(user: User, vendor: Vendor, week_on: date, now: datetime) -> WeekReview:
    """As far as the person may see it; what was carried into an earlier week stands as it did when that ended."""
    return WeekReview(
        vendor,
        week_on,
        cards_of_week(user, [vendor], week_on),
        open_differences([vendor]),
        decisions_in(vendor, week_on),
        carried_into(vendor, week_on, end_of(week_on - WEEK), min(now, end_of(week_on))),
    )


def _by_vendor(found: Sequence[tuple[VendorInvoice, Sequence[Compared]]]) -> Mapping[int, int]:
    counted: defaultdict[int, int] = defaultdict(int)
    for invoice, differing in found:
        counted[invoice.vendor_id] += len(differing)
    return counted
