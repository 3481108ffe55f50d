"""Postings: balanced, once, never changed; what the actions refuse the database forbids as well."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.kit.reasons import Refused
from assay.money.actions.posting import account_of, post
from assay.money.enums import AccountKind, PostingKind
from assay.money.models import LedgerAccount, LedgerEntry, Posting
from assay.money.queries.ledger import balances
from assay.money.rules.ledger import Line
from tests.money.ledger_world import NOW, TODAY, draft

pytestmark = pytest.mark.django_db


def test_the_same_key_is_posted_once() -> None:
    first = post(None, draft=draft("bank:1"), now=NOW)
    again = post(None, draft=draft("bank:1"), now=NOW)

    assert (first.pk, Posting.objects.count(), LedgerEntry.objects.count()) == (again.pk, 1, 2)


def test_the_same_key_for_something_else_is_refused() -> None:
    post(None, draft=draft("bank:1"), now=NOW)

    with pytest.raises(Refused) as refused:
        post(None, draft=draft("bank:1", 6), now=NOW)

    assert refused.value.reasons[0].code == "ledger.key_reused"


def test_an_unbalanced_draft_is_refused_and_leaves_nothing() -> None:
    whole = draft("bank:1")

    with pytest.raises(Refused):
        post(None, draft=replace(whole, lines=[whole.lines[0], replace(whole.lines[1], micro=-1)]), now=NOW)

    assert Posting.objects.count() == 0


def test_accounts_are_one_of_a_kind() -> None:
    assert account_of(AccountKind.CASH, "EUR") == account_of(AccountKind.CASH, "EUR")
    assert account_of(AccountKind.CASH, "EUR") != account_of(AccountKind.CASH, "USD")
    with pytest.raises(IntegrityError), transaction.atomic():
        account_of(AccountKind.PENDING, "EUR")
    with pytest.raises(IntegrityError), transaction.atomic():
        account_of(AccountKind.LABOUR, "EUR")


def checked() -> None:
    """As at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def one_sided() -> None:
    cash = account_of(AccountKind.CASH, "EUR")
    posting = Posting.objects.create(key="k", kind=PostingKind.ACCRUAL, booked_on=TODAY, posted_at=NOW)
    LedgerEntry.objects.create(posting=posting, account=cash, currency="EUR", amount_micro=5, booked_on=TODAY)
    checked()


def unbalanced() -> None:
    posting = Posting.objects.create(key="k", kind=PostingKind.ACCRUAL, booked_on=TODAY, posted_at=NOW)
    for kind, micro in ((AccountKind.CASH, 5), (AccountKind.FEES, -4)):
        account = account_of(kind, "EUR")
        LedgerEntry.objects.create(
            posting=posting, account=account, currency="EUR", amount_micro=micro, booked_on=TODAY
        )
    checked()


def empty() -> None:
    Posting.objects.create(key="k", kind=PostingKind.ACCRUAL, booked_on=TODAY, posted_at=NOW)
    checked()


def by_hand_of_one() -> None:
    post(None, draft=replace(draft("k"), kind=PostingKind.MANUAL), now=NOW)
    checked()


def no_mirror() -> None:
    first = post(None, draft=draft("first"), now=NOW)
    post(None, draft=replace(draft("k"), kind=PostingKind.REVERSAL, reverses=first), now=NOW)
    checked()


def other_currency() -> None:
    posting = Posting.objects.create(key="k", kind=PostingKind.ACCRUAL, booked_on=TODAY, posted_at=NOW)
    cash = account_of(AccountKind.CASH, "EUR")
    LedgerEntry.objects.create(posting=posting, account=cash, currency="USD", amount_micro=5, booked_on=TODAY)


def other_day() -> None:
    posting = Posting.objects.create(key="k", kind=PostingKind.ACCRUAL, booked_on=TODAY, posted_at=NOW)
    cash = account_of(AccountKind.CASH, "EUR")
    LedgerEntry.objects.create(
        posting=posting, account=cash, currency="EUR", amount_micro=5, booked_on=date(2026, 3, 1)
    )


def changed_posting() -> None:
    post(None, draft=draft("k"), now=NOW)
    Posting.objects.update(memo="else")


def changed_entry() -> None:
    post(None, draft=draft("k"), now=NOW)
    LedgerEntry.objects.update(amount_micro=7)


def deleted_entry() -> None:
    post(None, draft=draft("k"), now=NOW)
    LedgerEntry.objects.all().delete()


def changed_account() -> None:
    account_of(AccountKind.CASH, "EUR")
    LedgerAccount.objects.update(currency="USD")


FORBIDDEN = [
    *(one_sided, unbalanced, empty, by_hand_of_one, no_mirror, other_currency, other_day),
    *(changed_posting, changed_entry, deleted_entry, changed_account),
]


@pytest.mark.parametrize("attempt", FORBIDDEN, ids=lambda attempt: attempt.__name__)
def test_the_database_forbids(attempt: Callable[[], None]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_added_to_a_posting_later() -> None:
    posting = post(None, draft=draft("k"), now=NOW)
    entries = [
        LedgerEntry(
            posting=posting,
            account=account_of(kind, "EUR"),
            currency="EUR",
            amount_micro=micro,
            booked_on=TODAY,
        )
        for kind, micro in ((AccountKind.REVENUE, -5), (AccountKind.RECEIVABLE, 5))
    ]

    with pytest.raises(IntegrityError):
        LedgerEntry.objects.bulk_create(entries)


KINDS = (AccountKind.CASH, AccountKind.FEES, AccountKind.REVENUE, AccountKind.TAX, AccountKind.ROUNDING)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["EUR", "JPY"]),
        st.permutations(KINDS).map(lambda kinds: kinds[:3]),
        st.integers(1, 10**12),
        st.integers(1, 10**12),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_history_sums_to_zero_and_replaying_it_changes_nothing(
    steps: list[tuple[int, str, list[AccountKind], int, int]],
) -> None:
    with transaction.atomic():
        for _twice in range(2):
            for key, currency, kinds, one, other in steps:
                accounts = [account_of(kind, currency).pk for kind in kinds]
                amounts = (one, other, -one - other)
                lines = [Line(each, currency, micro) for each, micro in zip(accounts, amounts, strict=True)]
                whole = replace(draft(f"k{key}"), lines=lines)
                try:
                    post(None, draft=whole, now=NOW)
                except Refused as refused:
                    assert refused.reasons[0].code == "ledger.key_reused"  # noqa: PT017  # Any other is a bug.
            found = {(each.kind, each.currency): each.micro for each in balances()}
            assert found == summed()
            assert sum(micro for (_, currency), micro in found.items() if currency == "EUR") == 0
            assert sum(micro for (_, currency), micro in found.items() if currency == "JPY") == 0
            assert Posting.objects.count() == len({key for key, *_ in steps})
        transaction.set_rollback(True)


def summed() -> dict[tuple[AccountKind, str], int]:
    """The slow twin: every entry, one by one."""
    sums: dict[tuple[AccountKind, str], int] = {}
    for entry in LedgerEntry.objects.select_related("account"):
        key = (AccountKind(entry.account.kind), entry.currency)
        sums[key] = sums.get(key, 0) + entry.amount_micro
    return sums
