"""Payouts: drafted and approved by two, posted once, given to the bank, and what came back is available again."""

import csv
import io
from collections import Counter
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.jobs import RunningJob, run_now
from assay.kit.models import AuditEvent, Job
from assay.kit.reasons import Refused
from assay.money.actions import payouts as actions
from assay.money.actions.closing import close_month
from assay.money.actions.payees import forget_payee, set_payee
from assay.money.actions.payouts import approve, cancel, draft_batch, mark_sent
from assay.money.actions.reconciling import take_answer
from assay.money.enums import AccountKind, PayoutBatchState, PayoutState
from assay.money.models import BankAnswer, LedgerEntry, Payout, PayoutBatch, PayoutDetails, Posting
from assay.money.queries.ledger import balances
from assay.money.queries.payees import opened_payee
from assay.money.queries.payouts import message_of
from assay.money.rules.pain_001 import NAMESPACE, as_csv, as_xml
from assay.money.rules.payouts import Terms
from assay.people.actions.access import deactivate_user, erase_person
from assay.people.enums import Role, Standing
from assay.people.models import Contributor, InboxMessage
from tests.money.ledger_world import FEBRUARY, NOW, TODAY, keeper
from tests.money.payout_world import (
    ADES,
    ANAS,
    FIVE,
    available,
    drafted,
    owe,
    payers,
    payout_of,
    person,
    posted,
    sent,
)
from tests.money.test_bank_answers import line, pain_002

pytestmark = pytest.mark.django_db


def test_who_is_owed_enough_is_drafted_in_whole_units() -> None:
    by = payers()
    ana = person("Ana", 12_345_678, ANAS)
    for name, micro, payee in (("Ade", 4_990_000, ADES), ("Bea", 9_000_000, None), ("Cem", 0, ANAS)):
        person(name, micro, payee)

    batch = drafted(by)

    assert (batch.state, batch.n_payouts, batch.n_without_details) == (PayoutBatchState.DRAFTED, 1, 1)
    assert [(each.contributor, each.minor, each.paid_micro) for each in Payout.objects.all()] == [
        (ana, 1234, 12_340_000)
    ]
    assert available(ana) == 12_345_678


def test_an_approved_batch_is_posted_and_what_is_below_a_cent_stays() -> None:
    by, ana = payers(), person("Ana", 12_345_678, ANAS)

    batch = posted(by, drafted(by))

    payout = payout_of(ana)
    assert (batch.state, batch.posted_at, payout.state) == (PayoutBatchState.APPROVED, NOW, PayoutState.PAID)
    assert available(ana) == 5_678
    held = {each.kind: each.micro for each in balances()}
    assert held == {"available": -5_678, "cash": -12_340_000, "fees": 12_345_678}


def test_who_has_left_is_paid_to_the_end_and_rounding_takes_the_rest() -> None:
    by, ana = payers(), person("Ana", 1_234_567, ANAS)
    Contributor.objects.filter(pk=ana.pk).update(standing=Standing.OFF_BOARDED)

    posted(by, drafted(by))

    assert (payout_of(ana).minor, available(ana)) == (124, 0)
    assert {each.kind: each.micro for each in balances()} == {
        "available": 0,
        "cash": -1_240_000,
        "fees": 1_234_567,
        "rounding": 5_433,
    }


def test_balances_of_closed_months_count() -> None:
    by, ana = payers(), person("Ana", 0, ANAS)
    owe(ana, 7_000_000, key="before", on=FEBRUARY)
    run_now(close_month(None, month=FEBRUARY, now=NOW), at=NOW)
    owe(ana, 1_000_000, key="after")

    drafted(by)

    assert payout_of(ana).minor == 800


def test_nobody_approves_what_they_have_drafted() -> None:
    by, _ana = payers(), person("Ana", FIVE, ANAS)
    batch, job = draft_batch(by.omar, terms=Terms({"EUR": FIVE}, TODAY), now=NOW)
    run_now(job, at=NOW)

    with pytest.raises(Refused) as own:
        approve(by.omar, batch=batch, now=NOW)
    with pytest.raises(Refused) as not_allowed:
        approve(by.mia, batch=batch, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutBatch.objects.filter(pk=batch.pk).update(state="approved", approved_at=NOW, approved_by=by.omar)

    assert [own.value.reasons[0].code, not_allowed.value.reasons[0].code] == [
        "payouts.own_draft",
        "people.not_allowed",
    ]
    assert Posting.objects.filter(kind="payout").count() == 0


def test_the_database_takes_no_payout_that_nobody_approved() -> None:
    by, ana = payers(), person("Ana", FIVE, ANAS)
    batch = posted(by, drafted(by))
    copied = payout_of(ana)

    with pytest.raises(IntegrityError, match="stays as it was planned"), transaction.atomic():
        Payout.objects.filter(pk=copied.pk).update(minor=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.filter(pk=copied.pk).delete()
    owe(ana, FIVE, key="again")
    other = drafted(by)
    job = Job.objects.create(kind="money.pay_out", params={"batch": other.pk}, created_at=NOW)
    with pytest.raises(IntegrityError, match="no payout that was approved"), transaction.atomic():
        paid_at_once(job)

    assert batch.n_payouts == 1


def paid_at_once(job: Job) -> None:
    """What the database looks at when a transaction ends, it looks at now."""
    actions.pay_out(RunningJob(job, NOW))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_second_batch_does_not_draft_what_waits_in_the_first() -> None:
    by, ana = payers(), person("Ana", FIVE, ANAS)
    first = drafted(by)

    second = drafted(by)
    cancel(by.mia, batch=first, now=NOW)
    third = drafted(by)

    assert [each.n_payouts for each in (first, second, third)] == [1, 0, 1]
    with pytest.raises(Refused) as nothing:
        approve(by.omar, batch=second, now=NOW)
    assert nothing.value.reasons[0].code == "payouts.nothing_to_pay"
    assert available(ana) == FIVE


def test_what_is_no_longer_available_is_left_out() -> None:
    by, ana = payers(), person("Ana", FIVE, ANAS)
    batch = drafted(by)
    owe(ana, -1_000_000, key="taken")

    posted(by, batch)

    assert (payout_of(ana).state, available(ana)) == (PayoutState.SKIPPED, 4_000_000)


class Killed(BaseException):
    """What no handler catches."""


@pytest.mark.parametrize("after", [1, 2, 3])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_payout_run_leaves_no_double_and_nothing_out(
    monkeypatch: pytest.MonkeyPatch, after: int, moment: str
) -> None:
    """Killed in each chunk: before its progress is written, and after that."""
    by = payers()
    people = [person(f"P{nth}", FIVE + nth, ANAS) for nth in range(5)]
    monkeypatch.setattr(actions, "PEOPLE_AT_ONCE", 2)
    job = approve(by.omar, batch=drafted(by), now=NOW)
    plain, n_done = RunningJob.progress, [0]

    def progress(self: RunningJob, *args: object, **named: object) -> None:
        n_done[0] += 1
        if moment == "before" and n_done[0] == after:
            raise Killed
        plain(self, *args, **named)  # type: ignore[arg-type]  # Passed on as it came.
        if n_done[0] == after:
            raise Killed

    monkeypatch.setattr(RunningJob, "progress", progress)
    with pytest.raises(Killed):
        run_now(job, at=NOW)
    monkeypatch.setattr(RunningJob, "progress", plain)
    run_now(Job.objects.get(pk=job.pk), at=NOW)

    assert [available(each) for each in people] == [0, 1, 2, 3, 4]
    assert Counter(Payout.objects.values_list("state", flat=True)) == {PayoutState.PAID: 5}
    assert Posting.objects.filter(kind="payout").count() == 5


def test_the_file_for_the_bank_adds_up() -> None:
    by = payers()
    ana, ade = person("Ana", FIVE, ANAS), person("Ade", 7_000_000, ADES)
    batch = posted(by, drafted(by))

    root = ElementTree.fromstring(as_xml(message_of(batch)))

    space = {"p": NAMESPACE}
    found = {
        name: root.findtext(f".//p:GrpHdr/p:{name}", namespaces=space)
        for name in ("MsgId", "NbOfTxs", "CtrlSum")
    }
    assert found == {"MsgId": batch.message_id, "NbOfTxs": "2", "CtrlSum": "12.00"}
    [info] = root.findall(".//p:PmtInf", space)
    assert [child.tag.split("}")[1] for child in info][:10] == [
        *(
            "PmtInfId",
            "PmtMtd",
            "NbOfTxs",
            "CtrlSum",
            "PmtTpInf",
            "ReqdExctnDt",
            "Dbtr",
            "DbtrAcct",
            "DbtrAgt",
        ),
        "ChrgBr",
    ]
    wanted = (".//p:EndToEndId", ".//p:InstdAmt", ".//p:Cdtr/p:Nm")
    transfers = info.findall("p:CdtTrfTxInf", space)
    paid = [tuple(each.findtext(path, "", space) for path in wanted) for each in transfers]
    assert paid == [
        (payout_of(ana).uid.hex, "5.00", "Ana Lima"),
        (payout_of(ade).uid.hex, "7.00", "Ade Ola"),
    ]


def test_the_csv_file_runs_no_formula() -> None:
    by, _ana = payers(), person("Ana", FIVE, ANAS)
    batch = posted(by, drafted(by))

    [row] = csv.DictReader(io.StringIO(as_csv(message_of(batch))))

    assert (row["name"], row["iban"], row["amount"]) == ("Ana Lima", ANAS.iban, "5.00")


def test_what_the_bank_gives_back_is_available_again_and_its_owner_is_told() -> None:
    by, ana, ade = payers(), person("Ana", FIVE, ANAS), person("Ade", FIVE, ADES)
    batch = sent(by)
    lines = line(payout_of(ana).uid.hex, "ACSC") + line(payout_of(ade).uid.hex, "RJCT", "AC04", "Closed")

    taken = take_answer(by.mia, batch=batch, content=pain_002(lines, message=batch.message_id), now=NOW)

    batch.refresh_from_db()
    assert (batch.state, taken.n_open) == (PayoutBatchState.RECONCILED, 0)
    assert [payout_of(each).state for each in (ana, ade)] == [PayoutState.ACCEPTED, PayoutState.REJECTED]
    assert [available(each) for each in (ana, ade)] == [0, FIVE]
    returned = payout_of(ade).returned
    assert returned is not None
    assert returned.reverses == payout_of(ade).posting
    message = InboxMessage.objects.get()
    assert (message.user_id, message.title) == (ade.user_id, "The bank gave back your payment of 5.00 EUR")
    assert drafted(by).n_with_problem == 1
    set_payee(ade.user, payee=ANAS, now=NOW)
    assert drafted(by).n_payouts == 1


def test_a_file_is_taken_once_and_as_a_whole() -> None:
    by, ana = payers(), person("Ana", FIVE, ANAS)
    batch = sent(by)
    mine = payout_of(ana).uid.hex
    good = pain_002(line(mine, "ACSC"), message=batch.message_id)

    def refused(content: bytes) -> str:
        with pytest.raises(Refused) as why:
            take_answer(by.mia, batch=batch, content=content, now=NOW)
        return why.value.reasons[0].code

    codes = [
        refused(pain_002(line(mine, "ACSC") + line("ff", "ACSC"), message=batch.message_id)),
        refused(pain_002(line(mine, "ACSC"), message="ASSAY-9-other")),
    ]
    assert (codes, payout_of(ana).state) == (["answer.unknown", "answer.other_batch"], PayoutState.PAID)
    take_answer(by.mia, batch=batch, content=good, now=NOW)
    codes = [refused(good), refused(good.replace(b"ACSC", b"RJCT"))]

    assert codes == ["answer.taken_already", "answer.taken_already"]
    assert (BankAnswer.objects.count(), payout_of(ana).state) == (1, PayoutState.ACCEPTED)


def test_a_bank_may_give_back_what_it_had_paid() -> None:
    by, ana = payers(), person("Ana", FIVE, ANAS)
    batch = sent(by)
    mine = payout_of(ana).uid.hex
    take_answer(by.mia, batch=batch, content=f"end_to_end_id,status\n{mine},accepted\n".encode(), now=NOW)

    take_answer(
        by.mia, batch=batch, content=f"end_to_end_id,status,reason\n{mine},returned,MS03\n".encode(), now=NOW
    )

    assert (payout_of(ana).state, available(ana)) == (PayoutState.REJECTED, FIVE)


def test_where_somebody_is_paid_is_sealed_and_erased_with_them() -> None:
    by, ana = payers(), person("Ana", FIVE, ANAS)
    posted(by, drafted(by))
    details = PayoutDetails.objects.get()
    sealed = details.sealed
    assert ANAS.iban not in sealed
    assert opened_payee(sealed, ana.user) == ANAS
    told = str(list(AuditEvent.objects.filter(table_name__startswith="money_payout").values()))
    assert (ANAS.iban in told, sealed in told) == (False, False)

    admin = keeper("Ada", Role.ADMINISTRATOR)
    deactivate_user(admin, user=ana.user, reason="Left.", now=NOW)
    erase_person(admin, user=ana.user, reason="Asked.", now=NOW)

    ana.user.refresh_from_db()
    assert (PayoutDetails.objects.count(), Payout.objects.get().sealed) == (0, "")
    assert opened_payee(sealed, ana.user) is None
    assert LedgerEntry.objects.filter(account__kind=AccountKind.CASH).get().amount_micro == -FIVE


def test_a_bank_is_answered_only_after_it_was_asked() -> None:
    by, _ana = payers(), person("Ana", FIVE, ANAS)
    batch = drafted(by)
    approve(by.omar, batch=batch, now=NOW)

    def refused(action: object) -> str:
        assert callable(action)
        with pytest.raises(Refused) as why:
            action()
        return why.value.reasons[0].code

    codes = [
        refused(lambda: mark_sent(by.mia, batch=batch, now=NOW)),
        refused(lambda: message_of(batch)),
        refused(lambda: take_answer(by.mia, batch=batch, content=b"end_to_end_id,status\n", now=NOW)),
        refused(lambda: cancel(by.mia, batch=batch, now=NOW)),
        refused(lambda: draft_batch(by.mia, terms=Terms({"USD": FIVE}, TODAY), now=NOW)),
        refused(lambda: draft_batch(by.mia, terms=Terms({"EUR": FIVE}, TODAY - timedelta(days=1)), now=NOW)),
        refused(
            lambda: draft_batch(keeper("Lea", Role.PROJECT_OWNER), terms=Terms({"EUR": FIVE}, TODAY), now=NOW)
        ),
    ]

    assert codes == [
        *("payouts.not_posted", "payouts.not_posted", "payouts.not_sent", "state.not_from_here"),
        *("payouts.no_payer", "payouts.pay_on", "people.not_allowed"),
    ]


def test_who_forgets_the_account_is_not_drafted() -> None:
    by, ana = payers(), person("Ana", FIVE, ANAS)

    forget_payee(ana.user)

    assert drafted(by).n_without_details == 1
