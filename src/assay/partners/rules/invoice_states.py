"""How vendors' invoices change their state."""

from assay.kit.transitions import Transitions
from assay.partners.enums import InvoiceState

INVOICE = Transitions(
    "the invoice",
    {
        InvoiceState.COUNTING: (InvoiceState.PROPOSED,),
        InvoiceState.PROPOSED: (InvoiceState.APPROVED, InvoiceState.RETURNED),
        InvoiceState.RETURNED: (InvoiceState.PROPOSED,),
        InvoiceState.APPROVED: (InvoiceState.PAID,),
    },
)
