"""Entries by hand: proposed by one, approved by another, reversed and never edited."""

import pytest
from django.db import IntegrityError, transaction

from assay.kit.models import AuditEvent
from assay.kit.reasons import Refused
from assay.money.actions.manual import decide, propose, propose_reversal, withdraw
from assay.money.enums import AccountKind, ManualState
from assay.money.models import LedgerEntry, ManualEntry, Posting
from assay.money.queries.ledger import balances
from assay.people.enums import Role
from assay.people.models import User
from tests.money.ledger_world import NOW, by_hand, keeper, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia() -> User:
    return keeper("Mia", Role.CROWD_MANAGER)


@pytest.fixture
def omar() -> User:
    return keeper("Omar")


def test_it_is_posted_when_somebody_else_approves(mia: User, omar: User) -> None:
    entry = propose(mia, wanted=wanted(), now=NOW)
    assert Posting.objects.count() == 0

    decided = decide(omar, entry=entry, is_approved=True, ruling="", now=NOW)

    assert (decided.state, decided.decided_by) == (ManualState.APPROVED, omar)
    entries = LedgerEntry.objects.values_list("account__kind", "amount_micro", "posting__key").order_by(
        "amount_micro"
    )
    key = f"manual:{entry.uid}"
    assert list(entries) == [("cash", -12_500_000, key), ("fees", 12_500_000, key)]
    assert AuditEvent.objects.filter(table_name="money_posting").count() == 1


def test_nobody_approves_the_own_proposal(omar: User) -> None:
    entry = propose(omar, wanted=wanted(), now=NOW)

    with pytest.raises(Refused) as refused:
        decide(omar, entry=entry, is_approved=True, ruling="", now=NOW)

    assert refused.value.reasons[0].code == "ledger.own_proposal"
    with pytest.raises(IntegrityError), transaction.atomic():
        ManualEntry.objects.update(state=ManualState.APPROVED, decided_by=omar, decided_at=NOW)


def test_who_may_only_propose_cannot_approve(mia: User, omar: User) -> None:
    entry = propose(omar, wanted=wanted(), now=NOW)

    with pytest.raises(Refused):
        decide(mia, entry=entry, is_approved=True, ruling="", now=NOW)


def test_a_rejection_says_why_and_posts_nothing(mia: User, omar: User) -> None:
    entry = propose(mia, wanted=wanted(), now=NOW)

    with pytest.raises(Refused) as silent:
        decide(omar, entry=entry, is_approved=False, ruling=" ", now=NOW)
    decide(omar, entry=entry, is_approved=False, ruling="The bank took nothing.", now=NOW)
    with pytest.raises(Refused) as twice:
        decide(omar, entry=entry, is_approved=True, ruling="", now=NOW)

    assert silent.value.reasons[0].code == "ledger.needs_reason"
    assert twice.value.reasons[0].code == "state.not_from_here"
    assert (Posting.objects.count(), ManualEntry.objects.get().ruling) == (0, "The bank took nothing.")


def test_only_who_proposed_it_withdraws_it(mia: User, omar: User) -> None:
    entry = propose(mia, wanted=wanted(), now=NOW)

    with pytest.raises(Refused):
        withdraw(omar, entry=entry, now=NOW)

    assert withdraw(mia, entry=entry, now=NOW).state == ManualState.WITHDRAWN


def test_a_reversal_is_the_mirror_takes_four_eyes_and_comes_once(mia: User, omar: User) -> None:
    posting = by_hand(mia, omar)

    reversal = propose_reversal(mia, posting=posting, reason="Booked twice.", now=NOW)
    with pytest.raises(Refused) as again:
        propose_reversal(mia, posting=posting, reason="Booked twice.", now=NOW)
    decide(omar, entry=reversal, is_approved=True, ruling="", now=NOW)

    assert again.value.reasons[0].code == "ledger.reversed_already"
    assert [each.micro for each in balances()] == [0, 0]
    posting.refresh_from_db()
    assert posting.reversal.kind == "reversal"
    with pytest.raises(Refused) as never:
        propose_reversal(mia, posting=posting.reversal, reason="Back again.", now=NOW)
    assert never.value.reasons[0].code == "ledger.not_by_hand"


@pytest.mark.parametrize("role", [Role.PROJECT_OWNER, Role.REVIEWER, Role.QA_ANALYST, Role.REQUESTER])
def test_who_does_not_keep_the_ledger_posts_nothing(role: Role) -> None:
    with pytest.raises(Refused):
        propose(keeper("Lea", role), wanted=wanted(), now=NOW)

    assert ManualEntry.objects.count() == 0


def test_balances_are_by_kind(mia: User, omar: User) -> None:
    by_hand(mia, omar)
    by_hand(mia, omar)

    assert [(each.kind, each.currency, each.micro, each.n_accounts) for each in balances()] == [
        (AccountKind.CASH, "EUR", -25_000_000, 1),
        (AccountKind.FEES, "EUR", 25_000_000, 1),
    ]
