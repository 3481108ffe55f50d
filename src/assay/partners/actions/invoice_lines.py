"""The lines of a proposed invoice: final answers and approved hours, each on one line, once; and the credits.

A day may be withdrawn after it was invoiced. What it came to is then given back by the next invoice, on a line
of the same place and rate; a day that was withdrawn before it was invoiced stands on none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.money.actions.accruing import hold_progress
from assay.money.queries.accrual import overlaps_of, skills_by_stage
from assay.money.queries.invoicing import FINAL, FinalHours, Group, final_groups, final_hours, withdrawn_hours
from assay.money.queries.rates import with_lines
from assay.money.rules.payouts import unit_micro
from assay.money.rules.periods import last_day
from assay.money.rules.rates import Piece, RateTerms, hour_line_for, line_for, piece_micro
from assay.partners.enums import InvoiceUnit
from assay.partners.models import InvoicedHours, InvoiceLine, VendorInvoice
from assay.partners.queries.contracts import LevelAttained
from assay.partners.queries.invoices import missed_levels
from assay.partners.rules import invoices as rules

WITHOUT = "NOT EXISTS (SELECT FROM partners_invoicedearning i WHERE i.earning_id = f.id)"
NO_HOURS_YET = "NOT EXISTS (SELECT FROM partners_invoicedhours i WHERE i.hours_id = f.id)"
GIVEN_BACK = (
    f"EXISTS (SELECT FROM partners_invoicedhours e WHERE e.hours_id = f.earned_id) AND {NO_HOURS_YET}"
)
BATCH = 2_000
# Which answers stand on which line, by what makes them alike.
_TAKE = f"""
INSERT INTO partners_invoicedearning (earning_id, line_id)
SELECT f.id, g.line FROM ({FINAL}) f
JOIN unnest(%(lines)s::bigint[], %(projects)s::bigint[], %(sites)s::bigint[], %(stages)s::bigint[], %(markets)s::text[],
    %(languages)s::text[], %(severities)s::int[]) AS g(line, project, site, stage, market, language, severity)
  ON g.project = f.project_id AND g.site IS NOT DISTINCT FROM f.site_id AND g.stage = f.stage_id
  AND g.market = f.market AND g.language = f.language AND g.severity = f.severity
WHERE {WITHOUT}
"""


@dataclass(frozen=True, slots=True)
class Place:
    """What a line is of."""

    project: int | None
    site: int | None
    market: str
    unit: InvoiceUnit
    rate_micro: int


@dataclass(frozen=True, slots=True)
class Day:
    """A part of a day, earned or given back."""

    pk: int
    seconds: int
    micro: int


def fill(invoice: VendorInvoice) -> None:
    """Within the transaction that counts it; nothing becomes final between counting and taking."""
    hold_progress()
    last, vendor, currency = last_day(invoice.month), invoice.vendor_id, invoice.currency
    groups = final_groups(vendor, currency, last, without=WITHOUT)
    answers, hours = _answers(invoice, groups), _hours(invoice, last)
    lines = {place: _line(invoice, place, alike) for place, alike in answers.items()}
    lines |= {place: _hour_line(invoice, place, days) for place, days in hours.items()}
    invoice.work_micro = sum(each.amount_micro for each in lines.values())
    # What is given back beyond what is due waits for the next invoice.
    if invoice.work_micro <= 0:
        raise Refused(rules.NOTHING_DUE())
    InvoiceLine.objects.bulk_create(lines.values())
    _take(invoice, last, {lines[place].pk: alike for place, alike in answers.items()})
    taken = [
        InvoicedHours(hours_id=day.pk, line=lines[place]) for place, days in hours.items() for day in days
    ]
    InvoicedHours.objects.bulk_create(taken, batch_size=BATCH)
    missed = missed_levels(invoice)
    shares = {each.measure.value: each.level.at_risk for each in missed}
    credit = rules.credit_of(invoice.work_micro, shares, cap=invoice.contract.credit_cap)
    invoice.credit_micro = credit
    invoice.credits = [_credited(each) for each in missed]
    invoice.total_micro = rules.whole_cents(invoice.work_micro - credit, unit_micro(invoice.currency))


def _line(invoice: VendorInvoice, place: Place, alike: Sequence[Group]) -> InvoiceLine:
    return _made(invoice, place, sum(each.n for each in alike), sum(each.accrued_micro for each in alike))


def _hour_line(invoice: VendorInvoice, place: Place, days: Sequence[Day]) -> InvoiceLine:
    return _made(invoice, place, sum(each.seconds for each in days), sum(each.micro for each in days))


def _made(invoice: VendorInvoice, place: Place, n: int, accrued_micro: int) -> InvoiceLine:
    return InvoiceLine(
        invoice=invoice,
        project_id=place.project,
        site_id=place.site,
        market=place.market,
        unit=place.unit,
        n=n,
        rate_micro=place.rate_micro,
        amount_micro=rules.line_micro(place.unit, n, place.rate_micro),
        accrued_micro=accrued_micro,
    )


def _credited(each: LevelAttained) -> dict[str, object]:
    """What a credit rests on, as it was measured then."""
    level = {"measure": each.measure.value, "target": each.level.target, "share": each.level.at_risk}
    return level | {"value": each.value, "n": each.n}


def _terms(invoice: VendorInvoice) -> list[RateTerms]:
    card = invoice.contract.rate_card
    return list(with_lines(card).lines) if card else []


def _answers(invoice: VendorInvoice, groups: Sequence[Group]) -> Mapping[Place, list[Group]]:
    """By the rate of the contract's card; what no card pays keeps what the ledger owes."""
    terms = _terms(invoice)
    skills = skills_by_stage([each.stage for each in groups])
    overlaps = overlaps_of([each.stage for each in groups])
    placed: defaultdict[Place, list[Group]] = defaultdict(list)
    for each in groups:
        piece = Piece(each.market, each.language, skills.get(each.stage, frozenset()), each.severity)
        line = line_for(terms, piece)
        rate = piece_micro(line, overlaps[each.stage]) if line else each.accrued_micro // each.n
        placed[Place(each.project, each.site, each.market, InvoiceUnit.JUDGMENT, rate)].append(each)
    return placed


def _hours(invoice: VendorInvoice, last: date) -> Mapping[Place, list[Day]]:
    """Approved days by the contract's hour; less days that were invoiced and then withdrawn, as they stood."""
    terms = _terms(invoice)
    vendor, currency = invoice.vendor_id, invoice.currency
    placed: defaultdict[Place, list[Day]] = defaultdict(list)
    for each in final_hours(vendor, currency, last, without=NO_HOURS_YET):
        placed[_hour_place(terms, each)].append(Day(each.pk, each.seconds, each.micro))
    back = withdrawn_hours(vendor, currency, last, without=GIVEN_BACK)
    stood = InvoicedHours.objects.select_related("line").in_bulk([each.earned for each in back])
    for gone in back:
        line = stood[gone.earned].line
        place = Place(line.project_id, line.site_id, line.market, InvoiceUnit.HOUR, line.rate_micro)
        placed[place].append(Day(gone.pk, gone.seconds, gone.micro))
    return placed


def _hour_place(terms: Sequence[RateTerms], each: FinalHours) -> Place:
    line = hour_line_for(terms, Piece(each.market, each.language))
    rate = line.micro if line else each.rate_micro
    return Place(each.project, each.site, each.market, InvoiceUnit.HOUR, rate)


def _take(invoice: VendorInvoice, last: date, placed: Mapping[int, Sequence[Group]]) -> None:
    pairs = [(line, each) for line, alike in placed.items() for each in alike]
    params: dict[str, object] = {"vendor": invoice.vendor_id, "currency": invoice.currency, "last": last}
    params |= {"lines": [line for line, _ in pairs], "projects": [each.project for _, each in pairs]}
    params |= {"sites": [each.site for _, each in pairs], "stages": [each.stage for _, each in pairs]}
    params |= {
        "markets": [each.market for _, each in pairs],
        "languages": [each.language for _, each in pairs],
    }
    params |= {"severities": [each.severity for _, each in pairs]}
    rows(_TAKE + " RETURNING 1", params)
