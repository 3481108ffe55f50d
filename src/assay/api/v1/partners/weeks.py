"""The weekly review of a vendor: what the week's cards say, what differs, and what is to be done."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.partners.actions.weeks import agree_on_action
from assay.partners.enums import Difference
from assay.partners.queries import weeks as queries
from assay.partners.queries.weeks import WeekReview
from assay.partners.rules.weeks import NO_WEEK, week_from
from assay.people.queries.scope import require_everywhere
from assay.planning.queries.decisions import KEEPS_VENDORS, owner_for, taken
from assay.planning.rules.decisions import LONGEST_WHAT, LONGEST_WHY, NewDecision, Taken

router = Router(tags=["partners"])


class VendorActionIn(Strict):
    what: str = Field(max_length=LONGEST_WHAT, examples=["Retrain the night shift on adult content."])
    why: str = Field(max_length=LONGEST_WHY, examples=["Critical errors doubled there."])
    owner: UUID | None = Field(
        None, description="Who keeps contracts, or leads the vendor; empty: the caller."
    )
    due_on: date = Field(examples=["2999-12-01"])


class WeekCardOut(Schema):
    site: str = Field(description="Empty: the whole vendor.")
    score: float | None
    failed_gates: list[str]


class WeekDifferenceOut(Schema):
    month: date
    project: str
    site: str
    market: str
    unit: str
    difference: Difference
    more_micro: int = Field(description="How much more the vendor asks for.")


class VendorWeekOut(Schema):
    """Actions of this week's review, and those that earlier weeks left to do."""

    vendor: UUID
    vendor_name: str
    week_on: date
    cards: list[WeekCardOut]
    differences: list[WeekDifferenceOut] = Field(description="Of invoices that nobody has approved yet.")
    actions: list[Taken]
    carried: list[Taken]
    n_overdue: int


class VendorActionOut(Schema):
    action: Taken


@router.get("/vendors/{uuid:vendor}/weeks/{week}", response=VendorWeekOut, operation_id="vendor_weeks_get")
def get(request: HttpRequest, vendor: UUID, week: str) -> VendorWeekOut:
    """As far as you see it; a week is named by its Monday."""
    person = person_of(request)
    found = queries.vendor_for_week(person, vendor)
    return _out(queries.week_review(person, found, _week(week), now()))


@router.post(
    "/vendors/{uuid:vendor}/weeks/{week}/actions",
    response={201: VendorActionOut},
    operation_id="vendor_weeks_agree",
)
@creates
def agree(request: HttpRequest, vendor: UUID, week: str, asked: VendorActionIn) -> VendorActionOut:
    """Write down what is to be done, by whom and by when."""
    person = person_of(request)
    found = queries.vendor_for_week(person, vendor)
    require_everywhere(person, KEEPS_VENDORS)
    made = agree_on_action(
        person,
        vendor=found,
        week_on=_week(week),
        owner=owner_for(person, found, asked.owner),
        given=NewDecision(asked.what, asked.why, asked.due_on),
        now=now(),
    )
    return VendorActionOut(action=taken(made))


def _week(text: str) -> date:
    found = week_from(text, now().date())
    if found is None:
        raise Refused(NO_WEEK(field="week"))
    return found


def _out(found: WeekReview) -> VendorWeekOut:
    return VendorWeekOut(
        vendor=found.vendor.uid,
        vendor_name=found.vendor.name,
        week_on=found.week_on,
        cards=[
            WeekCardOut(
                site=each.site.name if each.site else "", score=each.score, failed_gates=each.failed_gates
            )
            for each in found.cards
        ],
        differences=[
            WeekDifferenceOut(
                month=invoice.month,
                **dict(zip(("project", "site", "market", "unit"), each.key, strict=True)),
                difference=each.difference,
                more_micro=each.micro,
            )
            for invoice, differing in found.differences
            for each in differing
        ],
        actions=list(found.actions),
        carried=list(found.carried),
        n_overdue=found.overdue(now().date()),
    )
