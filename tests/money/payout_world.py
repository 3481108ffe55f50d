"""People with something available, where they are paid, and who pays them."""

from dataclasses import dataclass
from datetime import date, datetime

from assay.kit.jobs import run_now
from assay.money.actions.payees import set_payee, set_paying_account
from assay.money.actions.payouts import approve, draft_batch, mark_sent
from assay.money.actions.posting import Draft, account_of, post
from assay.money.enums import AccountKind, PostingKind
from assay.money.models import LedgerEntry, Payout, PayoutBatch
from assay.money.rules.bank_accounts import Payee
from assay.money.rules.ledger import Line
from assay.money.rules.payouts import Terms
from assay.people.enums import Role
from assay.people.models import Contributor, User
from tests.money.ledger_world import NOW, keeper

ANAS = Payee("Ana Lima", "DE89370400440532013000", "COBADEFFXXX")
ADES = Payee("Ádè Ọlá", "GB82WEST12345698765432")
OURS = Payee("Assay Labs", "DE75512108001245126199", "SOGEDEFFXXX")
FIVE = 5_000_000


@dataclass(frozen=True)
class Payers:
    """Mia drafts, Omar approves."""

    mia: User
    omar: User


def payers(currency: str = "EUR") -> Payers:
    omar = keeper("Omar")
    set_paying_account(omar, currency=currency, payer=OURS, now=NOW)
    return Payers(keeper("Mia", Role.CROWD_MANAGER), omar)


def person(name: str, micro: int = 0, payee: Payee | None = None, currency: str = "EUR") -> Contributor:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    made = Contributor.objects.create(user=user, pseudonym=f"p-{name}".lower(), created_at=NOW)
    if payee is not None:
        set_payee(user, payee=payee, now=NOW)
    if micro:
        owe(made, micro, currency)
    return made


def owe(
    contributor: Contributor, micro: int, currency: str = "EUR", *, key: str = "", on: date | None = None
) -> None:
    """Something became available; where it came from is no matter here."""
    owed = account_of(AccountKind.AVAILABLE, currency, contributor=contributor)
    cash = account_of(AccountKind.FEES, currency)
    lines = [Line(cash.pk, currency, micro), Line(owed.pk, currency, -micro)]
    name = f"test:{contributor.pseudonym}:{currency}:{key}"
    kind = PostingKind.ACCRUAL
    post(None, draft=Draft(name, kind, on or NOW.date(), lines), now=NOW)


def drafted(by: Payers, least: int = FIVE, *, at: datetime = NOW) -> PayoutBatch:
    terms = Terms({"EUR": least}, at.date())
    batch, job = draft_batch(by.mia, terms=terms, now=at)
    run_now(job, at=at)
    return PayoutBatch.objects.get(pk=batch.pk)


def posted(by: Payers, batch: PayoutBatch, *, at: datetime = NOW) -> PayoutBatch:
    run_now(approve(by.omar, batch=batch, now=at), at=at)
    return PayoutBatch.objects.get(pk=batch.pk)


def sent(by: Payers, *, at: datetime = NOW) -> PayoutBatch:
    return mark_sent(by.mia, batch=posted(by, drafted(by, at=at), at=at), now=at)


def available(contributor: Contributor, currency: str = "EUR") -> int:
    entries = LedgerEntry.objects.filter(
        account__contributor=contributor, account__kind=AccountKind.AVAILABLE, currency=currency
    )
    return -sum(entries.values_list("amount_micro", flat=True))


def payout_of(contributor: Contributor) -> Payout:
    return Payout.objects.get(contributor=contributor)
