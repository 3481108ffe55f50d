"""Vendors' invoices as their pages and files show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any  # Credits are kept as JSON.

from django.utils.translation import gettext as _

from assay.kit.money import text_of
from assay.kit.papers import Paper, Table
from assay.money.queries.invoicing import InvoicedDay
from assay.money.rules.hours import SECONDS_OF_HOUR
from assay.partners.enums import Difference, InvoiceState, InvoiceUnit, ScoreMeasure
from assay.partners.models import InvoiceLine, VendorInvoice
from assay.partners.queries.invoices import Checked
from assay.partners.rules.invoice_file import count_text
from assay.partners.rules.invoices import Billed, Compared
from assay.web.money.amounts import amount
from assay.web.partners.words import MEASURES
from assay.web.templatetags.figures import count, percent, rounded

TONES = {
    InvoiceState.COUNTING: "",
    InvoiceState.PROPOSED: "warn",
    InvoiceState.RETURNED: "bad",
    InvoiceState.APPROVED: "warn",
    InvoiceState.PAID: "good",
}


@dataclass(frozen=True, slots=True)
class ShownInvoice:
    invoice: VendorInvoice
    state: str
    tone: str
    work: str
    credit: str
    total: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """`project`: its name, or that the hours are of none."""

    line: InvoiceLine
    project: str
    count: str
    rate: str
    amount: str


@dataclass(frozen=True, slots=True)
class ShownCompared:
    """`ours` and `theirs`: count and rate in words."""

    name: str
    ours: str
    theirs: str
    difference: str
    tone: str
    more: str


def shown_invoice(each: VendorInvoice) -> ShownInvoice:
    state, currency = InvoiceState(each.state), each.currency
    return ShownInvoice(
        each,
        _(str(state.label)),
        TONES[state],
        amount(each.work_micro, currency),
        amount(each.credit_micro, currency),
        amount(each.total_micro, currency),
    )


def shown_line(each: InvoiceLine) -> ShownLine:
    currency = each.invoice.currency
    return ShownLine(
        each,
        each.project.name if each.project else _("Of no project"),
        _counted(each.unit, each.n),
        amount(each.rate_micro, currency),
        amount(each.amount_micro, currency),
    )


def shown_days(days: Sequence[InvoicedDay], currency: str) -> list[tuple[date, str, str, str]]:
    """Day, who, hours, and what the ledger owes for them."""
    return [
        (each.day_on, each.contributor, _counted("hour", each.seconds), amount(each.micro, currency))
        for each in days
    ]


def shown_credits(invoice: VendorInvoice) -> list[tuple[str, str, str, int, str]]:
    """Each level that was missed: its name, target, what was measured, n, and its share of the fee."""
    return [_credit(each) for each in invoice.credits]


def _credit(each: dict[str, Any]) -> tuple[str, str, str, int, str]:
    name, _how = MEASURES[ScoreMeasure(each["measure"])]
    return _(name), percent(each["target"]), percent(each["value"]), each["n"], percent(each["share"])


def shown_compared(each: Compared, currency: str) -> ShownCompared:
    tone = "good" if each.difference == Difference.NONE else "bad"
    more = ("−" if each.micro < 0 else "+") + amount(abs(each.micro), currency) if each.micro else "–"
    return ShownCompared(
        _named(each.key),
        _side(each.ours, currency),
        _side(each.theirs, currency),
        _(str(each.difference.label)),
        tone,
        more,
    )


def paper_of(found: Checked) -> Paper:
    """For the books of both sides."""
    row = found.invoice
    facts = [
        (_("Vendor"), row.vendor.name),
        (_("Month"), f"{row.month:%Y-%m}"),
        (_("Contract"), _("Version %(n)s") % {"n": row.contract.number}),
        (_("State"), _(str(InvoiceState(row.state).label))),
        (_("Accepted work"), amount(row.work_micro, row.currency)),
        (_("Service credits"), amount(row.credit_micro, row.currency)),
        (_("Total"), amount(row.total_micro, row.currency)),
    ]
    header = [_("Project"), _("Site"), _("Market"), _("Unit"), _("Count"), _("Rate"), _("Amount")]
    lines = Table(_("Lines"), header, [_line_row(each) for each in found.lines])
    return Paper(
        _("Invoice"), f"{row.vendor.name} {row.month:%Y-%m}", "", facts, [lines, *_differences(found)]
    )


def _differences(found: Checked) -> Sequence[Table]:
    if found.claim is None:
        return []
    currency = found.invoice.currency
    shown = [shown_compared(each, currency) for each in found.compared]
    header = [_("Line"), _("Ours"), _("Theirs"), _("Difference"), _("More")]
    rows = [(each.name, each.ours, each.theirs, each.difference, each.more) for each in shown]
    return [Table(_("Compared with %(number)s") % {"number": found.claim.number}, header, rows)]


def _line_row(each: InvoiceLine) -> tuple[str | int | Decimal, ...]:
    site = each.site.name if each.site else ""
    project = each.project.name if each.project else ""
    rate, total = Decimal(text_of(each.rate_micro)), Decimal(text_of(each.amount_micro))
    n = Decimal(count_text(each.unit, each.n)) if each.unit == InvoiceUnit.HOUR else each.n
    return (project, site, each.market, each.unit, n, rate, total)


def _named(key: Sequence[str]) -> str:
    return " · ".join(each for each in key[:3] if each) or "–"


def _side(each: Billed | None, currency: str) -> str:
    return f"{_counted(each.unit, each.n)} × {amount(each.rate_micro, currency)}" if each else "–"


def _counted(unit: str, n: int) -> str:
    if unit != InvoiceUnit.HOUR:
        return count(n)
    return _("%(hours)s h") % {"hours": rounded(n / SECONDS_OF_HOUR, 2)}
