"""kill -9 of whoever pays out or closes a month, in the middle of a step: nothing is missing or there twice."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.money.actions.closing import close_month
from assay.money.actions.payouts import approve
from assay.money.actions.posting import account_of
from assay.money.enums import AccountKind, PayoutState, PeriodState
from assay.money.models import LedgerEntry, Payout, Period, PeriodBalance, Posting
from tests.config.supervisor.running import linux_only
from tests.killable import started, wait_until, waits_for_somebody
from tests.money.ledger_world import FEBRUARY, NOW
from tests.money.payout_world import ANAS, FIVE, available, drafted, owe, payers, person

pytestmark = [pytest.mark.django_db(transaction=True), linux_only]
RUN = """
from datetime import datetime
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.money.actions import closing, payouts
closing.ACCOUNTS_AT_ONCE = payouts.PEOPLE_AT_ONCE = 2
run_now(Job.objects.get(pk=sys.argv[1]), at=datetime.fromisoformat(sys.argv[2]))
"""
# Not committed: whoever keeps the same balance waits.
KEPT_BY_SOMEBODY_ELSE = """
INSERT INTO money_periodbalance (period_id, account_id, opening_micro, debit_micro, credit_micro, closing_micro)
SELECT id, %s, 0, 0, 0, 0 FROM money_period
"""


def test_a_killed_payout_pays_everybody_once() -> None:
    by = payers()
    people = [person(f"P{nth}", FIVE + nth, ANAS) for nth in range(5)]
    batch = drafted(by)
    job = approve(by.omar, batch=batch, now=NOW)
    fourth = Payout.objects.order_by("pk")[3]

    killed_at(job, "SELECT FROM money_payout WHERE id = %s FOR UPDATE", fourth.pk)

    # The first two were committed; of the next two nothing is left, though their postings had been written.
    states = Payout.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [PayoutState.PAID] * 2 + [PayoutState.PLANNED] * 3
    assert Posting.objects.filter(key__startswith="payout:").count() == 2

    goes_on(job)

    assert set(Payout.objects.values_list("state", flat=True)) == {PayoutState.PAID}
    assert Posting.objects.filter(key__startswith="payout:").count() == 5
    # Less than a cent is kept for the next time.
    assert [available(each) for each in people] == [0, 1, 2, 3, 4]
    assert sum(LedgerEntry.objects.values_list("amount_micro", flat=True)) == 0


def test_a_killed_close_keeps_every_balance_once() -> None:
    people = [person(f"P{nth}") for nth in range(5)]
    for nth, each in enumerate(people):
        owe(each, 1_000_000 + nth, on=FEBRUARY)
    job = close_month(None, month=FEBRUARY, now=NOW)
    fourth = account_of(AccountKind.AVAILABLE, "EUR", contributor=people[3])

    killed_at(job, KEPT_BY_SOMEBODY_ELSE, fourth.pk)

    assert Period.objects.get().state == PeriodState.CLOSING
    assert PeriodBalance.objects.count() == 4

    goes_on(job)

    period = Period.objects.get()
    assert (period.state, period.n_postings, period.n_entries) == (PeriodState.CLOSED, 5, 10)
    kept = PeriodBalance.objects.order_by("-closing_micro").values_list("closing_micro", flat=True)
    assert list(kept) == [5_000_010, *(-1_000_000 - nth for nth in range(5))]


def killed_at(job: Job, lock: str, pk: int) -> None:
    """By a process of its own, which is killed while it waits for the row in the middle of a transaction."""
    with held_by_somebody_else(lock, pk), started(RUN, str(job.pk), NOW.isoformat()) as running:
        wait_until(waits_for_somebody, running)
        running.send_signal(signal.SIGKILL)
        assert running.wait(60) == -signal.SIGKILL


@contextmanager
def held_by_somebody_else(lock: str, pk: int) -> Iterator[None]:
    """On a connection of its own."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(lock, [pk])
            yield
        other.rollback()
    finally:
        other.close()


def goes_on(job: Job) -> None:
    """By somebody else, as soon as the server has noticed that nobody is there any more."""
    end = time.monotonic() + 60
    while run_now(Job.objects.get(pk=job.pk), at=NOW).state != JobState.DONE:
        assert time.monotonic() < end
        time.sleep(0.05)
