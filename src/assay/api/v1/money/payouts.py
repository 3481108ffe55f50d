"""Payouts over the API: batches and their steps, the bank's answer, and where one is paid oneself."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.money.actions import payouts as actions
from assay.money.actions.payees import forget_payee, set_payee, set_paying_account
from assay.money.actions.reconciling import take_answer
from assay.money.enums import AnswerFormat, PayoutBatchState, PayoutState
from assay.money.models import Payout, PayoutBatch
from assay.money.queries import payouts as queries
from assay.money.queries.earnings import own_contributor
from assay.money.queries.payees import opened_payee, own_details, paying_accounts
from assay.money.queries.statements import statement_of
from assay.money.rules.bank_accounts import Payee
from assay.money.rules.pain_001 import as_csv, as_xml
from assay.money.rules.payouts import Terms
from assay.money.rules.periods import NO_MONTH, parse_month

router = Router(tags=["money"])


class PayoutSumOut(Schema):
    currency: str = Field(examples=["EUR"])
    state: PayoutState
    n: int = Field(examples=[12])
    minor: int = Field(description="In the currency's smallest unit.", examples=[120000])


class PayoutBatchOut(Schema):
    uid: UUID
    number: int = Field(examples=[1])
    state: PayoutBatchState
    least: dict[str, int] = Field(
        description="From which amount on, in millionths.", examples=[{"EUR": 10000000}]
    )
    pay_on: date
    n_payouts: int = Field(examples=[12])
    n_without_details: int = Field(description="Owed enough, but said no account.", examples=[2])
    n_with_problem: int = Field(description="Whose account a bank refused before.", examples=[0])
    drafted_by: str = Field(examples=["Mia"])
    approved_by: str = Field(examples=["Omar"])
    posted_at: datetime | None
    sent_at: datetime | None
    message_id: str = Field(description="How the bank calls it.")


class PayoutBatchDetailOut(PayoutBatchOut):
    sums: list[PayoutSumOut]


class PayoutOut(Schema):
    end_to_end_id: str = Field(description="The bank's answer names it so.")
    contributor: UUID
    currency: str = Field(examples=["EUR"])
    minor: int = Field(examples=[1250])
    state: PayoutState
    reason: str


class PayoutTermsIn(Strict):
    least: dict[str, int] = Field(description="Currency to millionths.", examples=[{"EUR": 10000000}])
    pay_on: date


class PayoutDraftOut(Schema):
    batch: PayoutBatchOut
    job: JobOut


class BankAnswerOut(Schema):
    uid: UUID
    format: AnswerFormat
    n_accepted: int
    n_rejected: int
    n_open: int = Field(description="Still under way.")


class PayingAccountIn(Strict):
    currency: str = Field(examples=["EUR"])
    holder: str = Field(max_length=100, examples=["Assay Labs"])
    iban: str = Field(max_length=60, examples=["DE75512108001245126199"])
    bic: str = Field(max_length=20, examples=["SOGEDEFFXXX"])


class PayingAccountOut(Schema):
    currency: str
    name: str
    iban: str
    bic: str
    set_at: datetime


class PayingAccountsOut(Schema):
    accounts: list[PayingAccountOut]


class PayeeIn(Strict):
    holder: str = Field(max_length=200, examples=["Ana Lima"])
    iban: str = Field("", max_length=60, examples=["DE89370400440532013000"])
    bic: str = Field("", max_length=20)
    number: str = Field("", max_length=60, description="Where there is no IBAN.")


class OwnPayeeOut(Schema):
    is_known: bool
    holder: str
    hint: str = Field(description="The last characters of the account.", examples=["…3000"])
    problem: str = Field(description="Why the bank gave a payment back.")


class StatementAccountOut(Schema):
    currency: str
    opening_micro: int
    moved_micro: dict[str, int] = Field(description="By kind of posting.")
    closing_micro: int


class OwnStatementOut(Schema):
    month: str = Field(examples=["2026-03"])
    accounts: list[StatementAccountOut]


@router.get("/payouts", response=Page[PayoutBatchOut], operation_id="payouts_batches")
def batches(request: HttpRequest, paging: Query[Paging]) -> Page[PayoutBatchOut]:
    """Batches, the newest first."""
    queries.require_payouts(person_of(request))
    return page(queries.batches(), paging, _batch)


@router.post("/payouts", response={202: PayoutDraftOut}, operation_id="payouts_draft")
@starts
def draft(request: HttpRequest, asked: PayoutTermsIn) -> PayoutDraftOut:
    """Draft a batch of everybody's available balance; a job gathers it, somebody else approves it."""
    terms = Terms(asked.least, asked.pay_on)
    batch, job = actions.draft_batch(person_of(request), terms=terms, now=now())
    return PayoutDraftOut(batch=_batch(batch), job=job_out(job))


@router.get("/payouts/accounts", response=PayingAccountsOut, operation_id="payouts_accounts")
def accounts(request: HttpRequest) -> PayingAccountsOut:
    """From which account each currency is paid."""
    queries.require_payouts(person_of(request))
    return PayingAccountsOut(
        accounts=[PayingAccountOut.from_orm(each) for each in paying_accounts().values()]
    )


@router.post("/payouts/accounts", response={201: PayingAccountOut}, operation_id="payouts_set_account")
@creates
def set_account(request: HttpRequest, asked: PayingAccountIn) -> PayingAccountOut:
    """Set the account from which a currency is paid."""
    payer = Payee(asked.holder, asked.iban, asked.bic)
    made = set_paying_account(person_of(request), currency=asked.currency, payer=payer, now=now())
    return PayingAccountOut.from_orm(made)


@router.get("/payouts/{uuid:payout_batch}", response=PayoutBatchDetailOut, operation_id="payouts_batch")
def batch(request: HttpRequest, payout_batch: UUID) -> PayoutBatchDetailOut:
    """One batch with its sums."""
    found = queries.batch_for(person_of(request), payout_batch)
    sums = queries.sums_of([found]).get(found.pk, [])
    return PayoutBatchDetailOut(
        **_batch(found).model_dump(),
        sums=[
            PayoutSumOut(currency=each.currency, state=each.state, n=each.n, minor=each.minor)
            for each in sums
        ],
    )


@router.get(
    "/payouts/{uuid:payout_batch}/payments", response=Page[PayoutOut], operation_id="payouts_payments"
)
def payments(
    request: HttpRequest, payout_batch: UUID, paging: Query[Paging], state: PayoutState | None = None
) -> Page[PayoutOut]:
    """Who is paid what in it; not where."""
    found = queries.batch_for(person_of(request), payout_batch)
    return page(queries.payouts_in(found, state or ""), paging, _payout)


@router.post("/payouts/{uuid:payout_batch}/approval", response={202: JobOut}, operation_id="payouts_approve")
@starts
def approve(request: HttpRequest, payout_batch: UUID) -> JobOut:
    """Approve what somebody else has drafted; a job posts it."""
    person = person_of(request)
    return job_out(actions.approve(person, batch=queries.batch_for(person, payout_batch), now=now()))


@router.post(
    "/payouts/{uuid:payout_batch}/cancellation", response=PayoutBatchOut, operation_id="payouts_cancel"
)
def cancel(request: HttpRequest, payout_batch: UUID) -> PayoutBatchOut:
    """Cancel a draft; nothing was posted."""
    person = person_of(request)
    return _batch(actions.cancel(person, batch=queries.batch_for(person, payout_batch), now=now()))


@router.post("/payouts/{uuid:payout_batch}/file", response={200: None}, operation_id="payouts_file")
def file(request: HttpRequest, payout_batch: UUID, as_: str = "xml") -> HttpResponse:
    """The file for the bank: pain.001.001.09, or CSV with `as_=csv`. Who took it stands in the audit trail."""
    person = person_of(request)
    found = queries.batch_for(person, payout_batch)
    actions.note_export(person, batch=found, now=now())
    message = queries.message_of(found)
    if as_ == "csv":
        return HttpResponse(as_csv(message), content_type="text/csv; charset=utf-8")
    return HttpResponse(as_xml(message), content_type="application/xml")


@router.post("/payouts/{uuid:payout_batch}/sending", response=PayoutBatchOut, operation_id="payouts_sent")
def sent(request: HttpRequest, payout_batch: UUID) -> PayoutBatchOut:
    """Say that the bank has the file."""
    person = person_of(request)
    return _batch(actions.mark_sent(person, batch=queries.batch_for(person, payout_batch), now=now()))


@router.post(
    "/payouts/{uuid:payout_batch}/answers", response={201: BankAnswerOut}, operation_id="payouts_answer"
)
@creates
def answer(request: HttpRequest, payout_batch: UUID, file: File[UploadedFile]) -> BankAnswerOut:
    """The bank's answer, pain.002 or CSV: taken as a whole and once."""
    person = person_of(request)
    found = queries.batch_for(person, payout_batch)
    taken = take_answer(person, batch=found, content=file.read(), now=now())
    row = taken.answer
    return BankAnswerOut(
        uid=row.uid,
        format=AnswerFormat(row.format),
        n_accepted=row.n_accepted,
        n_rejected=row.n_rejected,
        n_open=taken.n_open,
    )


@router.get("/me/payee", response=OwnPayeeOut, operation_id="me_payee")
def own_payee(request: HttpRequest) -> OwnPayeeOut:
    """Where you are paid, as far as you know it again."""
    person = person_of(request)
    details = own_details(own_contributor(person))
    payee = opened_payee(details.sealed, person) if details else None
    return OwnPayeeOut(
        is_known=details is not None,
        holder=payee.holder if payee else "",
        hint=payee.hint if payee else "",
        problem=details.problem if details else "",
    )


@router.put("/me/payee", response=OwnPayeeOut, operation_id="me_set_payee")
def set_own_payee(request: HttpRequest, asked: PayeeIn) -> OwnPayeeOut:
    """Say where you are paid from the next payment on."""
    set_payee(person_of(request), payee=Payee(**asked.dict()), now=now())
    return own_payee(request)


@router.delete("/me/payee", response={204: None}, operation_id="me_forget_payee")
def forget_own_payee(request: HttpRequest) -> HttpResponse:
    """Forget it: nothing is paid out until another account is said."""
    forget_payee(person_of(request))
    return HttpResponse(status=204)


@router.get("/me/statements/{month}", response=OwnStatementOut, operation_id="me_statement")
def own_statement(request: HttpRequest, month: str) -> OwnStatementOut:
    """A month of your own account, as in the ledger."""
    contributor = own_contributor(person_of(request))
    first = parse_month(month)
    if first is None:
        raise Refused(NO_MONTH(field="month"))
    return OwnStatementOut(
        month=month,
        accounts=[
            StatementAccountOut(
                currency=each.currency,
                opening_micro=each.opening,
                moved_micro=dict(each.moved),
                closing_micro=each.closing,
            )
            for each in statement_of(contributor, first).accounts
        ],
    )


def _batch(each: PayoutBatch) -> PayoutBatchOut:
    return PayoutBatchOut(
        uid=each.uid,
        number=each.number,
        state=PayoutBatchState(each.state),
        least=each.least,
        pay_on=each.pay_on,
        n_payouts=each.n_payouts,
        n_without_details=each.n_without_details,
        n_with_problem=each.n_with_problem,
        drafted_by=each.drafted_by.name if each.drafted_by else "",
        approved_by=each.approved_by.name if each.approved_by else "",
        posted_at=each.posted_at,
        sent_at=each.sent_at,
        message_id=each.message_id,
    )


def _payout(each: Payout) -> PayoutOut:
    return PayoutOut(
        end_to_end_id=each.end_to_end_id,
        contributor=each.contributor.uid,
        currency=each.currency,
        minor=each.minor,
        state=PayoutState(each.state),
        reason=each.reason,
    )
