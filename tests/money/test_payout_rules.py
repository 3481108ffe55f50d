"""What is paid of what is owed, and whether a bank account can be one: truth tables."""

from datetime import timedelta

import pytest

from assay.money.rules.bank_accounts import Payee, is_iban, passed_on, refuse_payee, tidied
from assay.money.rules.payouts import Payable, Terms, minor_text, payable, refuse_terms
from tests.money.ledger_world import TODAY


@pytest.mark.parametrize(
    ("micro", "currency", "is_last", "found"),
    [
        (12_345_678, "EUR", False, Payable(1234, 12_340_000, 0)),
        (12_345_678, "EUR", True, Payable(1235, 12_350_000, 4_322)),
        (12_340_000, "EUR", True, Payable(1234, 12_340_000, 0)),
        (12_345_678, "JPY", False, Payable(12, 12_000_000, 0)),
        (12_345_678, "KWD", False, Payable(12_345, 12_345_000, 0)),
        (9_999_999, "EUR", False, None),
        (9_999_999, "EUR", True, Payable(1000, 10_000_000, 1)),
        (0, "EUR", True, None),
        (-5, "EUR", True, None),
    ],
)
def test_whole_units_are_paid_and_the_rest_stays_owed(
    micro: int, currency: str, is_last: bool, found: Payable | None
) -> None:
    assert payable(micro, currency, least=10_000_000, is_last=is_last) == found
    if found is not None:
        assert found.owed_micro <= micro


def test_an_amount_is_written_as_a_bank_writes_it() -> None:
    written = [minor_text(1205, each) for each in ("EUR", "JPY", "KWD")]

    assert written == ["12.05", "1205", "1.205"]


@pytest.mark.parametrize(
    ("least", "days", "codes"),
    [
        ({"EUR": 10_000}, 0, []),
        ({}, 0, ["payouts.no_currency"]),
        ({"euro": 10_000}, 0, ["payouts.no_currency"]),
        ({"JPY": 10_000}, 0, ["payouts.least"]),
        ({"EUR": 0}, -1, ["payouts.least", "payouts.pay_on"]),
        ({"EUR": 10_000}, 31, ["payouts.pay_on"]),
    ],
)
def test_the_terms_of_a_batch(least: dict[str, int], days: int, codes: list[str]) -> None:
    terms = Terms(least, TODAY + timedelta(days=days))

    assert [each.code for each in refuse_terms(terms, today=TODAY)] == codes


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("DE89370400440532013000", True),
        ("GB82WEST12345698765432", True),
        ("NO9386011117947", True),
        ("DE89370400440532013001", False),
        ("DE98370400440532013000", False),
        ("DE8937040044053201300", False),
        ("de89370400440532013000", False),
        ("XX89370400440532013000", False),
        ("DE８9370400440532013000", False),
        ("", False),
    ],
)
def test_the_check_digits_of_an_iban(text: str, is_one: bool) -> None:
    assert is_iban(text) == is_one


@pytest.mark.parametrize(
    ("payee", "codes"),
    [
        (Payee("Ana Lima", "DE89 3704 0044 0532 0130 00"), []),
        (Payee("Ana Lima", "de89370400440532013000", "cobadeff"), []),
        (Payee("Zoë O'Brien-Łucja", "", "CHASUS33", "000123456789"), []),
        (Payee("Ana", "GB82WEST12345698765432", "RBOSGGSX"), []),
        (Payee("", "DE89370400440532013000"), ["payee.holder"]),
        (Payee("Ана", "DE89370400440532013000"), ["payee.holder"]),
        (Payee("A" * 71, "DE89370400440532013000"), ["payee.holder"]),
        (Payee("=1+1", "DE89370400440532013000"), ["payee.holder"]),
        (Payee("Ana"), ["payee.iban"]),
        (Payee("Ana", "DE00"), ["payee.iban"]),
        (Payee("Ana", "DE89370400440532013000", "CHASUS33"), ["payee.bic_country"]),
        (Payee("Ana", "DE89370400440532013000", "CHAS"), ["payee.bic"]),
        (Payee("Ana", "DE89370400440532013000", "", "1"), ["payee.one_of_them"]),
        (Payee("Ana", "", "", "123"), ["payee.needs_bic"]),
        (Payee("Ana", "", "CHASUS33", "12/3"), ["payee.number"]),
    ],
)
def test_where_somebody_can_be_paid(payee: Payee, codes: list[str]) -> None:
    assert [each.code for each in refuse_payee(tidied(payee))] == codes


def test_a_bank_gets_plain_letters() -> None:
    assert passed_on("Ádè Ọlá Łuß & Söhne <x>", 70) == "Ade Ola Luss + Sohne .x."
