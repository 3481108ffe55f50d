"""The ledger over the API: balances, postings, entries by hand, and months that are closed."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.money.actions import manual as actions
from assay.money.actions.closing import close_month
from assay.money.actions.manual import Wanted
from assay.money.enums import AccountKind, ManualState, PeriodState, PostingKind
from assay.money.models import LedgerAccount, ManualEntry, Posting
from assay.money.queries import ledger as queries
from assay.money.queries.accounts import Named
from assay.money.queries.periods import months, periods_by_month
from assay.money.rules.periods import NO_MONTH, parse_month

router = Router(tags=["money"])


class AccountShape(Strict):
    kind: AccountKind = Field(examples=["fees"])
    of: str = Field("", max_length=200, description="Costs: a project's name. Owed: a pseudonym or a vendor.")


class BalanceOut(Schema):
    kind: AccountKind = Field(examples=["cash"])
    currency: str = Field(examples=["EUR"])
    micro: int = Field(description="Millionths: above zero a debit, below a credit.", examples=[-12500000])
    n_accounts: int = Field(examples=[1])


class BalancesOut(Schema):
    balances: list[BalanceOut]


class EntryOut(Schema):
    account: AccountKind
    of: str = Field(description="Whose account it is; empty: the organisation's.", examples=["Match"])
    currency: str = Field(examples=["EUR"])
    micro: int = Field(examples=[12500000])


class PostingOut(Schema):
    uid: UUID
    key: str = Field(description="Names its source: nothing is posted twice under it.")
    kind: PostingKind
    booked_on: date
    memo: str = Field(examples=["The bank's fee."])
    posted_at: datetime
    posted_by: str = Field(examples=["Omar"])


class PostingDetailOut(PostingOut):
    entries: list[EntryOut]
    reverses: UUID | None


class ManualEntryIn(Strict):
    """An amount from the credited account to the debited one."""

    debit: AccountShape
    credit: AccountShape
    micro: int = Field(gt=0, description="Millionths.", examples=[12500000])
    currency: str = Field(examples=["EUR"])
    booked_on: date
    reason: str = Field(max_length=2000, examples=["The bank's fee."])


class ReversalIn(Strict):
    reason: str = Field(max_length=2000, examples=["Booked twice."])


class ManualDecisionIn(Strict):
    is_approved: bool
    ruling: str = Field(
        "", max_length=2000, description="Rejecting needs a reason.", examples=["It is right."]
    )


class ManualEntryOut(Schema):
    uid: UUID
    debit: AccountShape
    credit: AccountShape
    micro: int = Field(examples=[12500000])
    currency: str = Field(examples=["EUR"])
    booked_on: date
    reason: str = Field(examples=["The bank's fee."])
    state: ManualState
    proposed_by: str = Field(examples=["Mia"])
    proposed_at: datetime
    decided_by: str = Field(examples=["Omar"])
    ruling: str
    posting: UUID | None


class PeriodOut(Schema):
    month: str = Field(examples=["2026-02"])
    state: PeriodState
    closed_at: datetime | None
    n_postings: int = Field(examples=[120])
    n_entries: int = Field(examples=[3400])
    n_earnings: int = Field(description="Judgments' lines of pay in it.", examples=[52000])
    sha256: str = Field(description="Over every entry and earning of the month, in order.")


class PeriodsOut(Schema):
    periods: list[PeriodOut]


class MonthIn(Strict):
    month: str = Field(examples=["2026-02"])


@router.get("/ledger/balances", response=BalancesOut, operation_id="ledger_balances")
def balances(request: HttpRequest) -> BalancesOut:
    """What the accounts of each kind hold, per currency; every currency sums to zero."""
    queries.require_ledger(person_of(request))
    return BalancesOut(balances=[BalanceOut.from_orm(each) for each in queries.balances()])


@router.get("/ledger/postings", response=Page[PostingOut], operation_id="ledger_postings")
def postings(
    request: HttpRequest, paging: Query[Paging], kind: PostingKind | None = None
) -> Page[PostingOut]:
    """Postings, the newest first."""
    queries.require_ledger(person_of(request))
    return page(queries.postings(kind or ""), paging, _posting)


@router.get("/ledger/postings/{uuid:posting}", response=PostingDetailOut, operation_id="ledger_posting")
def posting(request: HttpRequest, posting: UUID) -> PostingDetailOut:
    """One posting with its entries."""
    found = queries.posting_for(person_of(request), posting)
    entries = [
        EntryOut(
            account=AccountKind(each.account.kind),
            of=whose(each.account),
            currency=each.currency,
            micro=each.amount_micro,
        )
        for each in queries.entries_of(found)
    ]
    reverses = found.reverses.uid if found.reverses else None
    return PostingDetailOut(**_posting(found).model_dump(), entries=entries, reverses=reverses)


@router.post(
    "/ledger/postings/{uuid:posting}/reversal", response={201: ManualEntryOut}, operation_id="ledger_reverse"
)
@creates
def reverse(request: HttpRequest, posting: UUID, asked: ReversalIn) -> ManualEntryOut:
    """Propose the mirror of a posting by hand; somebody else approves it."""
    person = person_of(request)
    found = queries.posting_for(person, posting)
    return _manual(actions.propose_reversal(person, posting=found, reason=asked.reason, now=now()))


@router.get("/ledger/manual-entries", response=Page[ManualEntryOut], operation_id="ledger_manual_list")
def manual_entries(
    request: HttpRequest, paging: Query[Paging], state: ManualState | None = None
) -> Page[ManualEntryOut]:
    """What was proposed by hand, the newest first."""
    queries.require_ledger(person_of(request))
    return page(queries.manual_entries(state or ""), paging, _manual)


@router.post("/ledger/manual-entries", response={201: ManualEntryOut}, operation_id="ledger_manual_propose")
@creates
def propose(request: HttpRequest, asked: ManualEntryIn) -> ManualEntryOut:
    """Propose an entry; it is posted when somebody else approves it."""
    wanted = Wanted(
        debit=Named(asked.debit.kind, asked.debit.of),
        credit=Named(asked.credit.kind, asked.credit.of),
        micro=asked.micro,
        currency=asked.currency,
        booked_on=asked.booked_on,
        reason=asked.reason,
    )
    return _manual(actions.propose(person_of(request), wanted=wanted, now=now()))


@router.post(
    "/ledger/manual-entries/{uuid:entry}/decision",
    response=ManualEntryOut,
    operation_id="ledger_manual_decide",
)
def decide(request: HttpRequest, entry: UUID, asked: ManualDecisionIn) -> ManualEntryOut:
    """Approve or reject what somebody else has proposed."""
    person = person_of(request)
    found = queries.manual_for(person, entry)
    return _manual(
        actions.decide(person, entry=found, is_approved=asked.is_approved, ruling=asked.ruling, now=now())
    )


@router.post(
    "/ledger/manual-entries/{uuid:entry}/withdrawal",
    response=ManualEntryOut,
    operation_id="ledger_manual_withdraw",
)
def withdraw(request: HttpRequest, entry: UUID) -> ManualEntryOut:
    """Take back what you have proposed."""
    person = person_of(request)
    return _manual(actions.withdraw(person, entry=queries.manual_for(person, entry), now=now()))


@router.get("/ledger/periods", response=PeriodsOut, operation_id="ledger_periods")
def periods(request: HttpRequest) -> PeriodsOut:
    """Every month with a posting, and whether it is closed."""
    queries.require_ledger(person_of(request))
    known = periods_by_month()
    return PeriodsOut(periods=[_period(month, known.get(month)) for month in months()])


@router.post("/ledger/periods", response={202: JobOut}, operation_id="ledger_close")
@starts
def close(request: HttpRequest, asked: MonthIn) -> JobOut:
    """Close a month: it takes no posting any more; a job keeps its balances and seals it."""
    person = person_of(request)
    month = parse_month(asked.month)
    if month is None:
        raise Refused(NO_MONTH(field="month"))
    return job_out(close_month(person, month=month, now=now()))


def whose(account: LedgerAccount) -> str:
    """The project, person or vendor of an account."""
    if account.project is not None:
        return account.project.name
    if account.contributor is not None:
        return account.contributor.pseudonym
    return account.vendor.name if account.vendor is not None else ""


def _posting(each: Posting) -> PostingOut:
    return PostingOut(
        uid=each.uid,
        key=each.key,
        kind=PostingKind(each.kind),
        booked_on=each.booked_on,
        memo=each.memo,
        posted_at=each.posted_at,
        posted_by=each.posted_by.name if each.posted_by else "",
    )


def _manual(each: ManualEntry) -> ManualEntryOut:
    return ManualEntryOut(
        uid=each.uid,
        debit=_account(each.debit),
        credit=_account(each.credit),
        micro=each.amount_micro,
        currency=each.debit.currency,
        booked_on=each.booked_on,
        reason=each.reason,
        state=ManualState(each.state),
        proposed_by=each.proposed_by.name,
        proposed_at=each.proposed_at,
        decided_by=each.decided_by.name if each.decided_by else "",
        ruling=each.ruling,
        posting=each.posting.uid if each.posting else None,
    )


def _account(account: LedgerAccount) -> AccountShape:
    return AccountShape(kind=AccountKind(account.kind), of=whose(account))


def _period(month: date, period: object) -> PeriodOut:
    return PeriodOut(
        month=f"{month:%Y-%m}",
        state=getattr(period, "state", PeriodState.OPEN),
        closed_at=getattr(period, "closed_at", None),
        n_postings=getattr(period, "n_postings", 0),
        n_entries=getattr(period, "n_entries", 0),
        n_earnings=getattr(period, "n_earnings", 0),
        sha256=getattr(period, "sha256", ""),
    )
