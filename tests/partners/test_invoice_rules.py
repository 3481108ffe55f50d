"""Credits by the published oracle, and how a vendor's invoice differs from ours: truth tables."""

import pytest

from assay.kit.money import MICRO
from assay.kit.reasons import Reason
from assay.partners.enums import Difference
from assay.partners.rules.invoice_file import read_invoice
from assay.partners.rules.invoices import Billed, compared, credit_of, service_credit, whole_cents

OURS = Billed("Match", "Lisbon", "pt-BR", "judgment", 100, 50_000)


def theirs(**changes: object) -> Billed:
    given = {"project": "Match", "site": "Lisbon", "market": "pt-BR", "unit": "judgment", "n": 100}
    return Billed(**{**given, "rate_micro": 50_000, **changes})  # type: ignore[arg-type]  # Fields by name.


def test_credits_are_capped_at_what_is_at_risk() -> None:
    fee = 200_000 * MICRO

    assert service_credit(fee, 0.12, [0.5, 0.6]) == 24_000 * MICRO
    assert service_credit(fee, 0.12, [0.5]) == 12_000 * MICRO
    assert service_credit(fee, 0.12, []) == 0


@pytest.mark.parametrize(
    ("missed", "cap", "credit"),
    [
        ({"quality": 0.06, "rework": 0.072}, 0.12, 24_000),
        ({"quality": 0.06, "rework": 0.072}, None, 26_400),
        ({"quality": 0.06}, 0.12, 12_000),
        ({}, 0.12, 0),
        ({"quality": 0.7, "rework": 0.6}, None, 200_000),
    ],
)
def test_levels_say_their_share_of_the_fee(missed: dict[str, float], cap: float | None, credit: int) -> None:
    assert credit_of(200_000 * MICRO, missed, cap=cap) == credit * MICRO


@pytest.mark.parametrize(
    ("line", "before", "difference", "more"),
    [
        (theirs(), [], Difference.NONE, 0),
        (theirs(n=110), [], Difference.COUNT, 500_000),
        (theirs(n=90), [], Difference.COUNT, -500_000),
        (theirs(rate_micro=60_000), [], Difference.RATE, 1_000_000),
        (theirs(n=50, rate_micro=60_000), [], Difference.BOTH, -2_000_000),
    ],
)
def test_a_line_is_matched_by_what_it_names(
    line: Billed, before: list[Billed], difference: Difference, more: int
) -> None:
    [found] = compared([OURS], [line], [each.key for each in before])

    assert (found.difference, found.micro, found.ours, found.theirs) == (difference, more, OURS, line)


def test_what_only_one_side_has_is_told_apart() -> None:
    old, moon = theirs(site="Porto"), theirs(project="Moon")

    found = compared([OURS], [old, moon], [old.key, OURS.key])

    assert [(each.key[0], each.key[1], each.difference, each.micro) for each in found] == [
        ("Match", "Porto", Difference.INVOICED, 5_000_000),
        ("Moon", "Lisbon", Difference.NOT_IN_CONTRACT, 5_000_000),
        ("Match", "Lisbon", Difference.MISSING, -5_000_000),
    ]


def test_the_same_line_twice_is_asked_for_once_too_often() -> None:
    found = compared([OURS], [theirs(), theirs()], [])

    assert [each.difference for each in found] == [Difference.NONE, Difference.NOT_IN_CONTRACT]


def test_two_rates_of_ours_are_matched_by_their_rate() -> None:
    dear = theirs(rate_micro=90_000)

    found = compared([OURS, dear], [dear, theirs()], [])

    assert [each.difference for each in found] == [Difference.NONE, Difference.NONE]


def test_a_total_is_in_whole_cents() -> None:
    assert [whole_cents(each, 10_000) for each in (14_999, 15_000, 20_000)] == [10_000, 20_000, 20_000]


HEAD = "project,site,market,unit,count,rate\n"


def test_a_vendors_file_is_read() -> None:
    lines = read_invoice((HEAD + "'=Match,Lisbon,pt-BR,judgment,100,0.05\n\n").encode("utf-8-sig"))

    assert lines == [theirs(project="=Match")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "its columns are"),
        (b"\xff\xfe\x00", "UTF-8"),
        (HEAD.encode(), "it has 1 to"),
        ((HEAD + "Match,Lisbon,,judgment,1.5,0.05\n").encode(), "line 2"),
        ((HEAD + "Match,Lisbon,,judgment,1,=2\n").encode(), "line 2"),
        ((HEAD + "Match,Lisbon,,judgment,99999999999,1\n").encode(), "line 2"),
        ((HEAD + "Match,Lisbon,,judgment,²,1\n").encode(), "line 2"),
        ((HEAD + "Match,Lisbon,,judgment,-1,1\n").encode(), "line 2"),
        ((HEAD + '"Match').encode(), "unexpected end"),
        (b"x" * 2_000_001, "larger than"),
    ],
)
def test_a_file_that_is_no_invoice_is_refused(content: bytes, why: str) -> None:
    found = read_invoice(content)

    assert isinstance(found, Reason)
    assert why in found.text


@pytest.mark.parametrize(
    ("count", "n", "difference", "more"),
    [
        ("8.00", 28_800, Difference.NONE, 0),
        ("8.01", 28_836, Difference.COUNT, 90_000),
        ("7.995", 28_782, Difference.NONE, -45_000),
        ("-2.5", -9_000, Difference.COUNT, -94_500_000),
    ],
)
def test_hours_are_compared_to_the_hundredth(count: str, n: int, difference: Difference, more: int) -> None:
    ours = theirs(unit="hour", n=28_800, rate_micro=9_000_000)

    found = read_invoice((HEAD + f"Match,Lisbon,pt-BR,Hour,{count},9\n").encode())

    assert found == [theirs(unit="hour", n=n, rate_micro=9_000_000)]
    assert not isinstance(found, Reason)
    [seen] = compared([ours], found, [])
    assert (ours.amount_micro, seen.difference, seen.micro) == (72_000_000, difference, more)
