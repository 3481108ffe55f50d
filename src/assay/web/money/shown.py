"""The ledger as its pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assay.money.enums import AccountKind, ManualState, PeriodState, PostingKind
from assay.money.models import LedgerAccount, LedgerEntry, ManualEntry, Period, Posting
from assay.money.queries.ledger import Balance
from assay.money.rules.periods import last_day
from assay.people.models import User
from assay.web.money.amounts import amount

TONES = {
    ManualState.PROPOSED: "warn",
    ManualState.APPROVED: "good",
    ManualState.REJECTED: "bad",
    ManualState.WITHDRAWN: "",
    PeriodState.OPEN: "",
    PeriodState.CLOSING: "warn",
    PeriodState.CLOSED: "good",
}


@dataclass(frozen=True, slots=True)
class ShownBalance:
    """One kind of account in one currency, on the side where it stands."""

    label: str
    currency: str
    debit: str
    credit: str
    n_accounts: int


@dataclass(frozen=True, slots=True)
class ShownPosting:
    posting: Posting
    kind: str
    amounts: Sequence[str]
    by: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    account: str
    of: str
    debit: str
    credit: str


@dataclass(frozen=True, slots=True)
class ShownManual:
    """`may_decide`: somebody else's proposal, for who may approve; `may_withdraw`: the own one."""

    entry: ManualEntry
    debit: str
    credit: str
    amount: str
    state: str
    tone: str
    may_decide: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ShownMonth:
    month: date
    state: str
    tone: str
    period: Period | None
    may_close: bool


def shown_balance(each: Balance) -> ShownBalance:
    said = amount(abs(each.micro), each.currency)
    is_debit = each.micro > 0
    label = _(str(each.kind.label))
    return ShownBalance(
        label, each.currency, said if is_debit else "", "" if is_debit else said, each.n_accounts
    )


def shown_postings(
    found: Sequence[Posting], totals: Mapping[int, Sequence[tuple[str, int]]]
) -> list[ShownPosting]:
    return [
        ShownPosting(
            each,
            _(str(PostingKind(each.kind).label)),
            [amount(micro, currency) for currency, micro in totals.get(each.pk, ())],
            each.posted_by.name if each.posted_by else _("by itself"),
        )
        for each in found
    ]


def shown_entry(each: LedgerEntry) -> ShownEntry:
    said = amount(abs(each.amount_micro), each.currency)
    is_debit = each.amount_micro > 0
    return ShownEntry(
        _(str(AccountKind(each.account.kind).label)),
        whose(each.account),
        said if is_debit else "",
        "" if is_debit else said,
    )


def shown_manual(each: ManualEntry, person: User, *, may_approve: bool) -> ShownManual:
    state = ManualState(each.state)
    is_open, is_own = state == ManualState.PROPOSED, each.proposed_by_id == person.pk
    return ShownManual(
        each,
        _named(each.debit),
        _named(each.credit),
        amount(each.amount_micro, each.debit.currency),
        _(str(state.label)),
        TONES[state],
        may_decide=is_open and may_approve and not is_own,
        may_withdraw=is_open and is_own,
    )


def shown_months(
    months: Sequence[date], known: Mapping[date, Period], *, today: date, may_close: bool
) -> list[ShownMonth]:
    """The newest first; only the earliest that is not closed can be closed, once it is over."""
    states = {
        month: PeriodState(known[month].state) if month in known else PeriodState.OPEN for month in months
    }
    unclosed = [month for month in months if states[month] != PeriodState.CLOSED]
    due = next(
        (each for each in unclosed[:1] if states[each] == PeriodState.OPEN and today > last_day(each)), None
    )
    return [
        ShownMonth(
            month,
            _(str(states[month].label)),
            TONES[states[month]],
            known.get(month),
            may_close=may_close and month == due,
        )
        for month in reversed(months)
    ]


def whose(account: LedgerAccount) -> str:
    if account.project is not None:
        return account.project.name
    if account.contributor is not None:
        return account.contributor.pseudonym
    return account.vendor.name if account.vendor is not None else ""


def _named(account: LedgerAccount) -> str:
    label, of = _(str(AccountKind(account.kind).label)), whose(account)
    return f"{label} · {of}" if of else label
