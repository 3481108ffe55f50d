"""Money of the demo: one payout with one payment that came back, one invoice with a difference."""

from collections import Counter

import pytest

from assay.money.enums import PayoutBatchState, PayoutState
from assay.money.models import ExtraPay, LedgerEntry, Payout, PayoutBatch
from assay.partners.models import VendorInvoice
from assay.partners.queries.invoices import checked

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("filled"),
    pytest.mark.xdist_group("demo"),
]


def test_one_payment_of_the_payout_came_back() -> None:
    states = Counter(Payout.objects.values_list("state", flat=True))

    assert PayoutBatch.objects.get().state == PayoutBatchState.RECONCILED
    assert (states[PayoutState.REJECTED], states[PayoutState.ACCEPTED] >= 2) == (1, True)
    assert sum(LedgerEntry.objects.values_list("amount_micro", flat=True)) == 0


def test_short_days_were_made_up_for() -> None:
    states = Counter(ExtraPay.objects.values_list("state", flat=True))

    assert states["approved"] > 0, states


def test_the_vendors_invoice_differs_in_one_line() -> None:
    found = checked(VendorInvoice.objects.select_related("vendor", "contract").get())

    assert (found.invoice.state, found.n_differences) == ("proposed", 1)
    assert found.invoice.work_micro > 0
