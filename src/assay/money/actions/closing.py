"""Closing a month: it takes no posting any more, every account's balance is kept, and its entries are sealed."""

from datetime import date, datetime

from django.db import transaction

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.money.actions.posting import lock_month
from assay.money.enums import PeriodState
from assay.money.models import Period
from assay.money.queries.periods import Sealing, closing_facts, sealed_further
from assay.money.rules.periods import last_day, refuse_close
from assay.money.rules.states import PERIOD
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

CLOSE = "money.close_period"
ACCOUNTS_AT_ONCE = 5_000
# Every account that held something before, or moved in the month.
_BALANCES = """
WITH chunk AS (
    SELECT id FROM money_ledgeraccount WHERE id > %(after)s::bigint ORDER BY id LIMIT %(most)s::int
),
moved AS (
    SELECT e.account_id, sum(greatest(e.amount_micro, 0)) AS debit, sum(greatest(-e.amount_micro, 0)) AS credit
    FROM money_ledgerentry e WHERE e.account_id IN (SELECT id FROM chunk)
      AND e.booked_on BETWEEN %(first)s::date AND %(last)s::date
    GROUP BY e.account_id
),
before AS (
    SELECT b.account_id, b.closing_micro FROM money_periodbalance b
    WHERE b.account_id IN (SELECT id FROM chunk) AND b.period_id = (
        SELECT id FROM money_period WHERE state = 'closed' AND month < %(first)s::date ORDER BY month DESC LIMIT 1)
),
kept AS (
    INSERT INTO money_periodbalance
        (period_id, account_id, opening_micro, debit_micro, credit_micro, closing_micro)
    SELECT %(period)s::bigint, c.id, coalesce(b.closing_micro, 0), coalesce(m.debit, 0), coalesce(m.credit, 0),
        coalesce(b.closing_micro, 0) + coalesce(m.debit, 0) - coalesce(m.credit, 0)
    FROM chunk c LEFT JOIN moved m ON m.account_id = c.id LEFT JOIN before b ON b.account_id = c.id
    WHERE m.account_id IS NOT NULL OR b.account_id IS NOT NULL
    RETURNING 1
)
SELECT (SELECT max(id) FROM chunk), (SELECT count(*) FROM kept)
"""
_OFF = """
SELECT a.currency, sum(b.closing_micro)::bigint FROM money_periodbalance b
JOIN money_ledgeraccount a ON a.id = b.account_id
WHERE b.period_id = %(period)s::bigint GROUP BY a.currency HAVING sum(b.closing_micro) <> 0
"""


class OutOfBalance(Exception):
    """A month does not sum to zero, which the database should have made impossible."""


def close_month(by: User | None, *, month: date, now: datetime) -> Job:
    """From here on nothing is booked in the month; a job keeps its balances and seals it."""
    require_everywhere(by, Permission.CLOSE_PERIOD)
    with transaction.atomic():
        act_as(by)
        # Whoever is posting in the month ends first; whoever comes later is refused.
        lock_month(month, alone=True)
        period = Period.objects.select_for_update(no_key=True).filter(month=month).first()
        period = period or Period(month=month, asked_at=now, asked_by=by)
        if refused := PERIOD.refuse(period.state, PeriodState.CLOSING):
            raise Refused(refused)
        if refused := refuse_close(closing_facts(month, now.date())):
            raise Refused(refused)
        period.state, period.asked_at, period.asked_by = PeriodState.CLOSING, now, by
        period.save()
        key = f"{CLOSE}:{month:%Y-%m}"
        return jobs.start(by, kind=CLOSE, key=key, now=now, params={"month": month.isoformat()})


def seal(running: RunningJob) -> None:
    """Each step is committed with the cursor after it: whoever goes on later repeats nothing and leaves nothing out."""
    period = Period.objects.get(month=date.fromisoformat(running.params["month"]))
    sealing = _seal_entries(running, period)
    _keep_balances(running, period, sealing)
    _end(running, period, sealing)


def reopen(month: date) -> None:
    """Its job was cancelled before it began."""
    Period.objects.filter(month=month, state=PeriodState.CLOSING).update(state=PeriodState.OPEN)


def _seal_entries(running: RunningJob, period: Period) -> Sealing:
    sealing = Sealing(**running.cursor.get("sealing", {}))
    if "account" in running.cursor:
        return sealing
    while (further := sealed_further(period.month, sealing)) is not None:
        sealing = further
        running.progress(sealing.n_postings, cursor={"sealing": sealing.document()})
    return sealing


def _keep_balances(running: RunningJob, period: Period, sealing: Sealing) -> None:
    account = running.cursor.get("account", 0)
    params = {
        "first": period.month,
        "last": last_day(period.month),
        "period": period.pk,
        "most": ACCOUNTS_AT_ONCE,
    }
    while True:
        with transaction.atomic():
            [(last, _n_kept)] = rows(_BALANCES, params | {"after": account})
            if last is None:
                return
            account = last
            cursor = {"sealing": sealing.document(), "account": account}
            running.progress(sealing.n_postings, cursor=cursor)


def _end(running: RunningJob, period: Period, sealing: Sealing) -> None:
    with transaction.atomic():
        act_as(running.row.created_by)
        if off := rows(_OFF, {"period": period.pk}):
            raise OutOfBalance(f"{period.month:%Y-%m}: {off}")
        period.state, period.closed_at = PeriodState.CLOSED, running.now
        period.n_postings, period.n_entries = sealing.n_postings, sealing.n_entries
        period.n_earnings, period.sha256 = sealing.n_earnings, sealing.sha256
        period.save()
        running.finish_with({"month": f"{period.month:%Y-%m}", **sealing.document()})
