"""What a vendor is paid for a month: accepted work at the contract's rates, service credits, and how theirs differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assay.kit.reasons import declare
from assay.money.rules.hours import hours_micro
from assay.partners.enums import Difference, InvoiceUnit

NOT_BEGUN = declare("invoice.not_begun", "That month has not begun.")
NO_CONTRACT = declare("invoice.no_contract", "No contract with {name} holds at the end of that month.")
NOTHING_DUE = declare(
    "invoice.nothing_due", "All that became final by the end of that month is invoiced already."
)
OWN_PROPOSAL = declare("invoice.own_proposal", "You have proposed it, so somebody else decides.", status=403)
NEEDS_RULING = declare(
    "invoice.needs_ruling", "The vendor's own invoice differs: say why this amount is right.", status=422
)
NEEDS_REASON = declare("invoice.needs_reason", "Say what the vendor should correct.", status=422)
UNREADABLE = declare("invoice.unreadable", "The file is no invoice that Assay reads: {why}", status=422)
NO_NUMBER = declare("invoice.no_number", "Say the number of your invoice.", status=422)
NUMBER_TAKEN = declare("invoice.number_taken", "An invoice with that number was handed in already.")
NOT_OPEN = declare("invoice.not_open", "It is decided: nothing more is handed in for it.")

Key = tuple[str, str, str, str]
# Hours are written with two places: what is closer than half of the last one is the same.
SAME_SECONDS = 18


@dataclass(frozen=True, slots=True)
class Billed:
    """One line, ours or theirs: so much of a project at a site in a market, at one rate; hours count their seconds."""

    project: str
    site: str
    market: str
    unit: str
    n: int
    rate_micro: int

    @property
    def key(self) -> Key:
        return (self.project, self.site, self.market, self.unit)

    @property
    def amount_micro(self) -> int:
        return line_micro(self.unit, self.n, self.rate_micro)


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of either side; `micro`: how much more the vendor asks for."""

    key: Key
    ours: Billed | None
    theirs: Billed | None
    difference: Difference
    micro: int


def line_micro(unit: str, n: int, rate_micro: int) -> int:
    """What a line comes to: an hour is 3,600 of what it counts."""
    return hours_micro(rate_micro, n) if unit == InvoiceUnit.HOUR else n * rate_micro


def service_credit(invoice_micro: int, at_risk: float, allocations: Iterable[float]) -> int:
    """`min(sum of invoice * at_risk * alloc_k, invoice * at_risk)` over the levels that were missed, in millionths."""
    pool = invoice_micro * at_risk
    return round(min(pool * sum(allocations), pool))


def credit_of(invoice_micro: int, missed: Mapping[str, float], *, cap: float | None) -> int:
    """The same for levels that say their own share of the fee; `cap`: the most of the fee that credits take."""
    shares = sum(missed.values())
    return round(invoice_micro * min(shares, 1.0 if cap is None else cap))


def whole_cents(micro: int, unit_micro: int) -> int:
    """To the currency's smallest unit, halves up."""
    return (micro + unit_micro // 2) // unit_micro * unit_micro


def compared(ours: Sequence[Billed], theirs: Sequence[Billed], invoiced: Iterable[Key]) -> list[Compared]:
    """Line by line, by what they name; where ours has two rates for it, the one with the same rate first."""
    left, before, found = list(ours), set(invoiced), []
    for each in theirs:
        match = next((one for one in left if one.key == each.key and one.rate_micro == each.rate_micro), None)
        match = match or next((one for one in left if one.key == each.key), None)
        if match is not None:
            left.remove(match)
        found.append(_compared(match, each, is_known=each.key in before))
    return [*found, *(_compared(each, None, is_known=False) for each in left)]


def _compared(ours: Billed | None, theirs: Billed | None, *, is_known: bool) -> Compared:
    some = theirs or ours
    assert some is not None
    more = (theirs.amount_micro if theirs else 0) - (ours.amount_micro if ours else 0)
    return Compared(some.key, ours, theirs, _difference(ours, theirs, is_known=is_known), more)


def _difference(ours: Billed | None, theirs: Billed | None, *, is_known: bool) -> Difference:
    if theirs is None:
        return Difference.MISSING
    if ours is None:
        return Difference.INVOICED if is_known else Difference.NOT_IN_CONTRACT
    is_near = abs(ours.n - theirs.n) <= (SAME_SECONDS if ours.unit == InvoiceUnit.HOUR else 0)
    if ours.rate_micro != theirs.rate_micro:
        return Difference.RATE if is_near else Difference.BOTH
    return Difference.NONE if is_near else Difference.COUNT


def has_begun(month: date, today: date) -> bool:
    """What is not final yet stands on a later invoice: a month can be invoiced while it goes on."""
    return month <= today
