"""Invoices of two vendors: what is final is invoiced once, checked, approved, paid; each finds its own alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.reasons import NotFound, Refused
from assay.money.actions.hours import accrue_hours, release_hours
from assay.money.actions.posting import Draft, account_of, post
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import AccountKind, PostingKind, RateUnit
from assay.money.models import LedgerEntry
from assay.money.queries.ledger import balances
from assay.money.rules.ledger import Line
from assay.money.rules.rates import RateTerms
from assay.partners.actions.contracts import publish_contract
from assay.partners.actions.invoices import decide_invoice, hand_in, pay_invoice, propose_invoice
from assay.partners.enums import InvoiceState
from assay.partners.models import InvoicedEarning, InvoicedHours, InvoiceLine, VendorInvoice
from assay.partners.queries import invoices as queries
from assay.partners.queries.invoices import checked, days_of, invoice_for, invoices, pieces_of
from assay.partners.rules.contracts import NewContract
from assay.people.actions.time import withdraw_sheet
from tests.partners.invoice_world import (
    AT,
    EACH,
    HOURLY,
    LATER,
    MONTH,
    Vendors,
    approve_day,
    measured,
    pay_by_the_hour,
    proposed,
    their_file,
    vendors,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Vendors:
    return vendors()


def refused(action: object) -> str:
    assert callable(action)
    with pytest.raises(Refused) as why:
        action()
    return why.value.reasons[0].code


def test_what_is_final_stands_on_one_line_that_leads_to_its_answers(of: Vendors) -> None:
    invoice = proposed(of, of.lisbon)

    [line] = invoice.lines.all()
    assert (invoice.state, invoice.work_micro, invoice.total_micro) == ("proposed", 4 * EACH, 4 * EACH)
    assert (line.project, line.site, line.n, line.rate_micro, line.accrued_micro) == (
        of.world.project,
        of.lisbon,
        4,
        EACH,
        4 * EACH,
    )
    assert {each.contributor for each in pieces_of(line, most=10, skip=0)} == {of.world.people[0].pseudonym}


def test_nothing_is_invoiced_twice(of: Vendors) -> None:
    proposed(of, of.lisbon)

    made, job = propose_invoice(of.mia, vendor=of.lisbon.vendor, month=MONTH, now=now())
    run_now(job)

    made.refresh_from_db()
    job.refresh_from_db()
    assert (made.state, job.state, InvoicedEarning.objects.count()) == (InvoiceState.COUNTING, "failed", 4)
    again = InvoicedEarning.objects.order_by("pk")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoicedEarning(earning=again.earning, line=again.line).save(force_insert=True)


def test_a_month_to_come_and_a_vendor_without_a_contract_are_refused(of: Vendors) -> None:
    today = now()

    codes = [
        refused(
            lambda: propose_invoice(
                of.mia,
                vendor=of.lisbon.vendor,
                month=today.date().replace(day=1, year=today.year + 1),
                now=today,
            )
        ),
        refused(
            lambda: propose_invoice(
                of.mia, vendor=of.lisbon.vendor, month=MONTH.replace(year=2020), now=today
            )
        ),
        refused(lambda: propose_invoice(of.ravi, vendor=of.lisbon.vendor, month=MONTH, now=today)),
    ]

    assert codes == ["invoice.not_begun", "invoice.no_contract", "people.not_allowed"]


def test_a_difference_is_explained_and_approved_with_a_reason_by_another(of: Vendors) -> None:
    invoice = proposed(of, of.lisbon)
    hand_in(of.ravi, invoice=invoice, number="L-1", content=their_file(of, n=5), now=now())

    found = checked(invoice)
    codes = [
        refused(lambda: decide_invoice(of.omar, invoice=invoice, is_approved=True, ruling="", now=now())),
        refused(lambda: decide_invoice(of.omar, invoice=invoice, is_approved=False, ruling="", now=now())),
        refused(lambda: decide_invoice(of.mia, invoice=invoice, is_approved=True, ruling="x", now=now())),
        refused(lambda: pay_invoice(of.omar, invoice=invoice, now=now())),
    ]
    decide_invoice(of.omar, invoice=invoice, is_approved=False, ruling="Four were accepted.", now=now())
    hand_in(of.ravi, invoice=invoice, number="L-1", content=their_file(of), now=now())
    done = decide_invoice(of.omar, invoice=invoice, is_approved=True, ruling="", now=now())

    assert [(each.difference, each.micro) for each in found.compared] == [("count", EACH)]
    assert codes == [
        *("invoice.needs_ruling", "invoice.needs_reason", "people.not_allowed", "state.not_from_here"),
    ]
    assert done.state == InvoiceState.APPROVED
    assert refused(
        lambda: hand_in(of.ravi, invoice=done, number="L-2", content=their_file(of), now=now())
    ) == ("invoice.not_open")


def test_what_is_paid_settles_what_was_owed(of: Vendors) -> None:
    invoice = proposed(of, of.lisbon)
    decide_invoice(of.omar, invoice=invoice, is_approved=True, ruling="", now=now())

    paid = pay_invoice(of.mia, invoice=invoice, now=now())

    held = {each.kind: each.micro for each in balances()}
    assert (paid.state, held) == (
        InvoiceState.PAID,
        {"available": -4 * EACH, "cash": -4 * EACH, "labour": 8 * EACH, "pending": 0},
    )
    assert refused(lambda: pay_invoice(of.mia, invoice=invoice, now=now())) == "state.not_from_here"


def test_a_missed_level_gives_a_credit(of: Vendors) -> None:
    measured(of.lisbon, 0.8, 0.86)

    invoice = proposed(of, of.lisbon)
    decide_invoice(of.omar, invoice=invoice, is_approved=True, ruling="", now=now())
    pay_invoice(of.mia, invoice=invoice, now=now())

    assert (invoice.credit_micro, invoice.total_micro) == (20_000, 180_000)
    assert invoice.credits == [{"measure": "quality", "target": 0.95, "share": 0.5, "value": 0.8, "n": 120}]
    held = {each.kind: each.micro for each in balances()}
    assert (held[AccountKind.CREDITS], held[AccountKind.CASH]) == (-20_000, -180_000)


def test_a_level_that_chance_explains_gives_none(of: Vendors) -> None:
    measured(of.lisbon, 0.94, 0.97)

    assert proposed(of, of.lisbon).credit_micro == 0


def test_a_vendor_finds_its_own_alone(of: Vendors) -> None:
    ours, theirs = proposed(of, of.lisbon), proposed(of, of.cairo)

    assert list(invoices(of.ravi)) == [ours]
    assert list(invoices(of.nour)) == [theirs]
    assert list(invoices(of.omar)) == [theirs, ours]
    with pytest.raises(NotFound):
        invoice_for(of.ravi, theirs.uid)
    with pytest.raises(NotFound):
        queries.line_of(ours, theirs.lines.get().uid)
    assert refused(
        lambda: hand_in(of.ravi, invoice=theirs, number="x", content=their_file(of), now=now())
    ) == ("people.not_allowed")


def test_a_number_is_taken_once(of: Vendors) -> None:
    invoice = proposed(of, of.lisbon)

    hand_in(of.ravi, invoice=invoice, number="L-1", content=their_file(of), now=now())
    again = hand_in(of.ravi, invoice=invoice, number="L-1", content=their_file(of, n=9), now=now())

    assert queries.newest_claim(invoice) == again
    assert refused(
        lambda: hand_in(of.ravi, invoice=invoice, number=" ", content=their_file(of), now=now())
    ) == ("invoice.no_number")


def test_a_vendors_number_stands_on_one_invoice_and_who_proposed_does_not_decide(of: Vendors) -> None:
    first = proposed(of, of.lisbon)
    hand_in(of.ravi, invoice=first, number="L-1", content=their_file(of), now=now())
    pay_by_the_hour(of)
    approve_day(of, 0, 6)
    settle(AT + timedelta(days=12))
    second = proposed(replace(of, mia=of.omar), of.lisbon, month=LATER)

    codes = [
        refused(lambda: hand_in(of.ravi, invoice=second, number="L-1\0 ", content=their_file(of), now=now())),
        refused(lambda: decide_invoice(of.omar, invoice=second, is_approved=True, ruling="x", now=now())),
    ]

    assert codes == ["invoice.number_taken", "invoice.own_proposal"]


def test_a_rate_per_task_is_shared_by_its_answers(of: Vendors) -> None:
    """0.12 a task that asks for two answers: 0.06 for each of four."""
    terms = NewCard([RateTerms(120_000, unit=RateUnit.TASK)], "EUR", LATER, "By the task.")
    card = publish_card(None, project=None, card=terms, now=AT)
    wanted = NewContract(AT.date(), None, "EUR", card.uid, 30, {}, "By the task.")
    publish_contract(of.omar, vendor=of.lisbon.vendor, wanted=wanted, now=AT)

    assert of_lines(proposed(of, of.lisbon)) == [("judgment", 4, 60_000, 240_000)]


def test_approved_hours_are_invoiced_once_and_a_day_withdrawn_later_is_given_back(of: Vendors) -> None:
    """Ten hours at 9.00 beside four answers; two more that were withdrawn at once; then four of the ten are."""
    pay_by_the_hour(of)
    kept, gone, never = (approve_day(of, nth, hours) for nth, hours in enumerate((6, 4, 2)))
    theirs = approve_day(of, 3, 8, who=1)
    settle(AT + timedelta(days=12))
    withdraw_sheet(of.ravi, sheet=never, why="Wrong day.", now=AT + timedelta(days=13))
    settle(AT + timedelta(days=13))

    first = proposed(of, of.lisbon, month=LATER)
    decide_invoice(of.omar, invoice=first, is_approved=True, ruling="", now=now())
    pay_invoice(of.mia, invoice=first, now=now())
    withdraw_sheet(of.ravi, sheet=gone, why="Wrong day.", now=AT + timedelta(days=14))
    settle(AT + timedelta(days=14))
    alone, job = propose_invoice(of.mia, vendor=of.lisbon.vendor, month=LATER, now=now())
    run_now(job)
    approve_day(of, 14, 7)
    settle(AT + timedelta(days=25))
    second = proposed(of, of.lisbon, month=LATER)

    assert of_lines(first) == [("hour", 36_000, HOURLY, 10 * HOURLY), ("judgment", 4, EACH, 4 * EACH)]
    assert [
        (each.day_on, each.seconds) for each in days_of(first.lines.get(unit="hour"), most=9, skip=0)
    ] == [
        (kept.day_on, 21_600),
        (gone.day_on, 14_400),
    ]
    # Four hours alone would be below zero: they wait for something to be taken from.
    alone.refresh_from_db()
    assert (alone.state, of_lines(alone)) == ("counting", [])
    assert of_lines(second) == [("hour", 10_800, HOURLY, 3 * HOURLY)]
    assert InvoicedHours.objects.filter(hours__sheet__in=[never, theirs]).count() == 0
    decide_invoice(of.omar, invoice=second, is_approved=True, ruling="", now=now())
    pay_invoice(of.mia, invoice=second, now=now())
    owed = LedgerEntry.objects.filter(
        account__kind__in=["pending", "available"], account__vendor=of.lisbon.vendor
    )
    assert sum(owed.values_list("amount_micro", flat=True)) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoicedHours.objects.update(line=second.lines.get())


def of_lines(invoice: VendorInvoice) -> list[tuple[str, int, int, int]]:
    lines = invoice.lines.order_by("unit")
    return [(each.unit, each.n, each.rate_micro, each.amount_micro) for each in lines]


def settle(moment: datetime) -> None:
    accrue_hours(now=moment)
    release_hours(now=moment)


def test_the_database_pays_no_invoice_that_nobody_approved(of: Vendors) -> None:
    invoice = proposed(of, of.lisbon)
    owed, cash = (
        account_of(AccountKind.AVAILABLE, "EUR", vendor=of.lisbon.vendor),
        account_of(AccountKind.CASH, "EUR"),
    )
    lines = [Line(owed.pk, "EUR", 5), Line(cash.pk, "EUR", -5)]

    with pytest.raises(IntegrityError, match="no invoice that was approved"), transaction.atomic():
        posted_at_once(Draft("invoice:x", PostingKind.INVOICE, now().date(), lines))
    with pytest.raises(IntegrityError), transaction.atomic():
        VendorInvoice.objects.filter(pk=invoice.pk).update(total_micro=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoiceLine.objects.update(n=1, amount_micro=EACH)


def posted_at_once(draft: Draft) -> None:
    post(None, draft=draft, now=now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
