"""People who look after the ledger, and entries they post by hand."""

from datetime import UTC, date, datetime

from assay.money.actions.manual import Wanted, decide, propose
from assay.money.actions.posting import Draft, account_of
from assay.money.enums import AccountKind, PostingKind
from assay.money.models import ManualEntry, Posting
from assay.money.queries.accounts import Named
from assay.money.rules.ledger import Line
from assay.people.enums import Role
from assay.people.models import Grant, User

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
FEBRUARY = date(2026, 2, 1)


def keeper(name: str, role: Role = Role.OPERATIONS_LEAD) -> User:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    Grant.objects.create(user=user, role=role, granted_at=NOW)
    return user


def draft(key: str, micro: int = 5_000_000, *, on: date = TODAY, currency: str = "EUR") -> Draft:
    """An accrual of no work at all: fees paid in cash."""
    fees, cash = (account_of(kind, currency) for kind in (AccountKind.FEES, AccountKind.CASH))
    lines = [Line(fees.pk, currency, micro), Line(cash.pk, currency, -micro)]
    return Draft(key, PostingKind.ACCRUAL, on, lines)


def wanted(micro: int | None = 12_500_000, *, on: date = TODAY, reason: str = "The bank's fee.") -> Wanted:
    return Wanted(Named("fees"), Named("cash"), micro, "EUR", on, reason)


def by_hand(mia: User, omar: User, *, now: datetime = NOW) -> Posting:
    """Mia proposes, Omar approves."""
    entry = propose(mia, wanted=wanted(), now=now)
    decide(omar, entry=entry, is_approved=True, ruling="", now=now)
    posting = ManualEntry.objects.get(pk=entry.pk).posting
    assert posting is not None
    return posting
