"""Vendors' invoices as somebody may see them: all of them, or the own vendor's and no other."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from assay.kit.reasons import NotFound
from assay.money.queries.invoicing import InvoicedDay, InvoicedPiece, invoiced_days, invoiced_pieces
from assay.money.rules.periods import last_day
from assay.partners.enums import Attained, Difference, InvoiceState
from assay.partners.models import (
    InvoicedEarning,
    InvoicedHours,
    InvoiceLine,
    Scorecard,
    VendorClaim,
    VendorInvoice,
)
from assay.partners.queries.contracts import LevelAttained, attained_by, levels_in, vendors_agreed_with
from assay.partners.rules.invoices import Billed, Compared, Key, compared
from assay.people.models import User, Vendor
from assay.people.queries.site_parts import vendors_led
from assay.people.rules.roles import Permission

OPEN = (InvoiceState.PROPOSED, InvoiceState.RETURNED)
SEEN = ("vendor", "contract", "proposed_by", "decided_by", "posting")


@dataclass(frozen=True, slots=True)
class Checked:
    """An invoice with its lines, the vendor's own, and how they differ."""

    invoice: VendorInvoice
    lines: Sequence[InvoiceLine]
    claim: VendorClaim | None
    compared: Sequence[Compared]

    @property
    def n_differences(self) -> int:
        return sum(each.difference != Difference.NONE for each in self.compared)


def invoices(user: User) -> QuerySet[VendorInvoice]:
    """The newest first. A vendor finds its own once they are counted."""
    found = VendorInvoice.objects.select_related(*SEEN).order_by("-pk")
    return found.filter(vendor__in=vendors_agreed_with(user))


def invoice_for(user: User, uid: UUID) -> VendorInvoice:
    found = invoices(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def checked(invoice: VendorInvoice) -> Checked:
    claim = newest_claim(invoice)
    return Checked(invoice, list(lines_of(invoice)), claim, _compared(invoice, claim))


def lines_of(invoice: VendorInvoice) -> QuerySet[InvoiceLine]:
    return _in_order(invoice.lines.all())


def line_of(invoice: VendorInvoice, uid: UUID) -> InvoiceLine:
    found = lines_of(invoice).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def pieces_of(line: InvoiceLine, *, most: int, skip: int) -> list[InvoicedPiece]:
    """The answers that a line rests on."""
    earnings = InvoicedEarning.objects.filter(line=line).order_by("pk").values_list("pk", flat=True)
    return invoiced_pieces(list(earnings[skip : skip + most]))


def days_of(line: InvoiceLine, *, most: int, skip: int) -> list[InvoicedDay]:
    """The approved days that a line rests on, and those of an earlier one that it gives back."""
    hours = InvoicedHours.objects.filter(line=line).order_by("pk").values_list("pk", flat=True)
    return invoiced_days(list(hours[skip : skip + most]))


def newest_claim(invoice: VendorInvoice) -> VendorClaim | None:
    return VendorClaim.objects.filter(invoice=invoice).select_related("given_by").order_by("-pk").first()


def differences(invoice: VendorInvoice, claim: VendorClaim | None) -> list[Compared]:
    """What does not agree; nothing where the vendor has handed in none."""
    return [each for each in _compared(invoice, claim) if each.difference != Difference.NONE]


def open_differences(vendors: Sequence[Vendor]) -> list[tuple[VendorInvoice, list[Compared]]]:
    """Of invoices that nobody has approved yet: what does not agree, by invoice; three statements for all vendors."""
    found = VendorInvoice.objects.filter(vendor__in=vendors, state__in=OPEN).select_related("vendor")
    claims = {
        each.invoice_id: each
        for each in VendorClaim.objects.filter(invoice__in=found)
        .order_by("invoice", "-pk")
        .distinct("invoice")
    }
    claimed = list(found.filter(pk__in=claims).order_by("vendor__name", "month", "pk"))
    lines: defaultdict[int, list[Billed]] = defaultdict(list)
    for line in _in_order(InvoiceLine.objects.filter(invoice__in=claimed)):
        lines[line.invoice_id].append(billed(line))
    known = _invoiced({each.vendor_id for each in claimed})
    differing = ((each, compared(lines[each.pk], _theirs(claims[each.pk]), known(each))) for each in claimed)
    rows = ((each, [one for one in of if one.difference != Difference.NONE]) for each, of in differing)
    return [(each, of) for each, of in rows if of]


def may_hand_in(user: User, invoice: VendorInvoice) -> bool:
    """Who leads a whole site of the vendor, or the vendor."""
    return invoice.vendor_id in vendors_led(user, Permission.VIEW_CONTRACTS)


def missed_levels(invoice: VendorInvoice) -> list[LevelAttained]:
    """Levels with a share of the fee that the vendor's last scorecard of the month misses beyond chance."""
    cards = Scorecard.objects.filter(vendor=invoice.vendor, site=None, market=None)
    of_month = cards.filter(run__week_on__range=(invoice.month, last_day(invoice.month)))
    card = of_month.order_by("-run__week_on").first()
    if card is None:
        return []
    found = attained_by(levels_in(invoice.contract), card)
    return [each for each in found if each.attained == Attained.MISSED and each.level.at_risk > 0]


def _compared(invoice: VendorInvoice, claim: VendorClaim | None) -> list[Compared]:
    if claim is None or invoice.state == InvoiceState.COUNTING:
        return []
    theirs = _theirs(claim)
    before = InvoiceLine.objects.filter(invoice__vendor=invoice.vendor_id).exclude(invoice=invoice)
    named = before.values_list("project__name", "site__name", "market", "unit").distinct()
    known = [(project or "", site or "", market, unit) for project, site, market, unit in named]
    return compared([billed(each) for each in lines_of(invoice)], theirs, known)


def _in_order(found: QuerySet[InvoiceLine]) -> QuerySet[InvoiceLine]:
    return found.select_related("project", "site").order_by(
        "project__name", "site__name", "market", "unit", "pk"
    )


def _theirs(claim: VendorClaim) -> list[Billed]:
    return [Billed(*row) for row in claim.lines]


def _invoiced(vendor_ids: Collection[int]) -> Callable[[VendorInvoice], list[Key]]:
    """What stands in other invoices of the same vendor: one row for all that name the same, however many there are."""
    named = ("invoice__vendor", "project__name", "site__name", "market", "unit")
    lines = InvoiceLine.objects.filter(invoice__vendor__in=vendor_ids).values_list(*named)
    counted = lines.annotate(n=Count("invoice", distinct=True), one=Min("invoice")).order_by(*named)
    found: defaultdict[int, list[tuple[Key, int | None]]] = defaultdict(list)
    for vendor, project, site, market, unit, n, one in counted:
        found[vendor].append(((project or "", site or "", market, unit), one if n == 1 else None))
    return lambda invoice: [key for key, alone in found[invoice.vendor_id] if alone != invoice.pk]


def billed(line: InvoiceLine) -> Billed:
    site = line.site.name if line.site else ""
    project = line.project.name if line.project else ""
    return Billed(project, site, line.market, line.unit, line.n, line.rate_micro)
