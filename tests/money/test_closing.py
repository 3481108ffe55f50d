"""Closing a month: sealed, kept, and closed for good; a killed close goes on and leaves no double."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.jobs import cancel, run_now
from assay.kit.models import Job, JobState
from assay.kit.reasons import Refused
from assay.money.actions import closing
from assay.money.actions.closing import close_month
from assay.money.actions.manual import propose
from assay.money.actions.posting import account_of, post
from assay.money.enums import AccountKind, PeriodState, PostingKind
from assay.money.models import Period, PeriodBalance, Posting
from assay.money.queries import periods
from assay.money.queries.ledger import balances
from assay.people.enums import Role
from tests.money.ledger_world import FEBRUARY, NOW, draft, keeper, wanted

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)


def close(month: date) -> Period:
    run_now(close_month(None, month=month, now=NOW), at=NOW)
    return Period.objects.get(month=month)


def booked(n: int, month: date = FEBRUARY) -> None:
    for nth in range(n):
        post(
            None, draft=draft(f"{month}:{nth}", 1_000_000 + nth, on=month + timedelta(days=nth % 28)), now=NOW
        )


def test_a_closed_month_keeps_its_balances_and_is_sealed() -> None:
    booked(3)

    period = close(FEBRUARY)

    assert (period.state, period.n_postings, period.n_entries) == (PeriodState.CLOSED, 3, 6)
    kept = PeriodBalance.objects.order_by("account__kind").values_list(
        "account__kind", "opening_micro", "debit_micro", "credit_micro", "closing_micro"
    )
    assert list(kept) == [("cash", 0, 0, 3_000_003, -3_000_003), ("fees", 0, 3_000_003, 0, 3_000_003)]


def test_nothing_is_booked_in_a_closed_month_any_more() -> None:
    booked(1)
    close(FEBRUARY)

    with pytest.raises(Refused) as refused:
        post(None, draft=draft("late", on=FEBRUARY), now=NOW)
    with pytest.raises(Refused) as by_hand:
        propose(keeper("Omar"), wanted=wanted(on=FEBRUARY), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(key="k", kind=PostingKind.ACCRUAL, booked_on=FEBRUARY, posted_at=NOW)

    assert {each.value.reasons[0].code for each in (refused, by_hand)} == {"period.closed"}
    assert post(None, draft=draft("next"), now=NOW).booked_on == NOW.date()


def test_a_closed_month_is_closed_for_good() -> None:
    booked(1)
    close(FEBRUARY)

    with pytest.raises(Refused) as again:
        close_month(None, month=FEBRUARY, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.update(state=PeriodState.OPEN, sha256="", closed_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodBalance.objects.all().delete()

    assert again.value.reasons[0].code == "state.not_from_here"


def test_months_are_closed_in_order_and_carried_forward() -> None:
    booked(2, JANUARY)
    booked(3, FEBRUARY)

    with pytest.raises(Refused) as early:
        close_month(None, month=FEBRUARY, now=NOW)
    close(JANUARY)
    before = [(each.kind, each.micro) for each in balances()]
    close(FEBRUARY)

    assert early.value.reasons[0].code == "period.earlier_open"
    fees = PeriodBalance.objects.get(period__month=FEBRUARY, account__kind="fees")
    assert (fees.opening_micro, fees.debit_micro, fees.closing_micro) == (2_000_001, 3_000_003, 5_000_004)
    assert [(each.kind, each.micro) for each in balances()] == before
    assert before == [(AccountKind.CASH, -5_000_004), (AccountKind.FEES, 5_000_004)]


def test_the_seal_is_that_of_the_entries_however_far_apart_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    booked(5)
    whole = periods.sealed_further(FEBRUARY, periods.Sealing())

    monkeypatch.setattr(periods, "POSTINGS_AT_ONCE", 5)
    exactly = periods.sealed_further(FEBRUARY, periods.Sealing())
    booked(6)
    more = periods.sealed_further(FEBRUARY, periods.Sealing())

    assert whole == exactly == more
    assert whole is not None
    assert (whole.n_postings, whole.n_entries) == (5, 10)


class Killed(BaseException):
    """What no handler catches."""


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5])
def test_a_killed_close_goes_on_without_doubles(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Killed after each of its commits in turn."""
    booked(4)
    for kind in (AccountKind.TAX, AccountKind.REVENUE):
        account_of(kind, "EUR")
    monkeypatch.setattr(periods, "POSTINGS_AT_ONCE", 2)
    monkeypatch.setattr(closing, "ACCOUNTS_AT_ONCE", 1)
    job = close_month(None, month=FEBRUARY, now=NOW)

    kill_after(monkeypatch, after)
    with pytest.raises(Killed):
        run_now(job, at=NOW)
    monkeypatch.undo()
    monkeypatch.setattr(periods, "POSTINGS_AT_ONCE", 2)
    monkeypatch.setattr(closing, "ACCOUNTS_AT_ONCE", 1)
    run_now(Job.objects.get(pk=job.pk), at=NOW)

    period = Period.objects.get()
    assert (period.state, period.n_postings, period.n_entries) == (PeriodState.CLOSED, 4, 8)
    assert sorted(PeriodBalance.objects.values_list("closing_micro", flat=True)) == [-4_000_006, 4_000_006]


def kill_after(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    from assay.kit.jobs import RunningJob

    plain, n_done = RunningJob.progress, [0]

    def progress(self: RunningJob, *args: object, **named: object) -> None:
        plain(self, *args, **named)  # type: ignore[arg-type]  # Passed on as it came.
        n_done[0] += 1
        if n_done[0] == n:
            raise Killed

    monkeypatch.setattr(RunningJob, "progress", progress)


def test_a_close_that_never_began_leaves_the_month_open() -> None:
    booked(1)
    job = close_month(None, month=FEBRUARY, now=NOW)

    cancel(job, now=NOW)

    job.refresh_from_db()
    assert (job.state, Period.objects.get().state) == (JobState.CANCELLED, PeriodState.OPEN)
    assert post(None, draft=draft("more", on=FEBRUARY), now=NOW).booked_on == FEBRUARY


@pytest.mark.parametrize("role", [Role.CROWD_MANAGER, Role.PROJECT_OWNER])
def test_who_may_not_close_is_refused(role: Role) -> None:
    booked(1)

    with pytest.raises(Refused):
        close_month(keeper("Mia", role), month=FEBRUARY, now=NOW)

    assert Period.objects.count() == 0


def test_a_month_without_postings_or_still_running_stays_open() -> None:
    booked(1, NOW.date().replace(day=1))

    for month, code in ((FEBRUARY, "period.nothing_booked"), (date(2026, 3, 1), "period.not_over")):
        with pytest.raises(Refused) as refused:
            close_month(None, month=month, now=NOW)
        assert refused.value.reasons[0].code == code
