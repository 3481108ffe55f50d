"""One vendor's invoice of the demo: counted, and the vendor's own differs in one line."""

import csv
import io
from datetime import datetime

from assay.demo.agenda import Agenda
from assay.demo.contracts import LINGUA
from assay.demo.people import Organisation
from assay.kit.csv_safety import guard
from assay.kit.jobs import run_now
from assay.kit.money import text_of
from assay.partners.actions.invoices import hand_in, propose_invoice
from assay.partners.enums import InvoiceState, InvoiceUnit
from assay.partners.models import VendorInvoice
from assay.partners.queries.invoices import billed, lines_of
from assay.partners.rules.invoice_file import COLUMNS, count_text
from assay.people.models import Vendor


def tell_invoices(organisation: Organisation, agenda: Agenda) -> None:
    agenda.put(agenda.ago(hours=7), lambda at: bill(organisation, at))


def bill(organisation: Organisation, at: datetime) -> None:
    """Mia proposes, Ravi hands in Lingua's own; Omar has not decided yet."""
    vendor = Vendor.objects.get(name=LINGUA)
    invoice, job = propose_invoice(
        organisation.users["mia"], vendor=vendor, month=at.date().replace(day=1), now=at
    )
    run_now(job, at=at)
    invoice.refresh_from_db()
    if invoice.state == InvoiceState.PROPOSED:
        hand_in(
            organisation.users["ravi"], invoice=invoice, number="LP-2107", content=theirs(invoice), now=at
        )


def theirs(invoice: VendorInvoice) -> bytes:
    """As ours, but for the largest line: answers that were rejected are counted in it."""
    lines = [billed(each) for each in lines_of(invoice)]
    most = max(each.n for each in lines if each.unit == InvoiceUnit.JUDGMENT)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for each in lines:
        n = each.n + 12 if each.n == most and each.unit == InvoiceUnit.JUDGMENT else each.n
        counted = count_text(each.unit, n)
        writer.writerow(
            [guard(each.project), guard(each.site), each.market, each.unit, counted, text_of(each.rate_micro)]
        )
    return written.getvalue().encode()
