"""Amounts are read as they were meant, or not at all."""

import pytest

from assay.kit.money import micro_of, text_of


@pytest.mark.parametrize(
    ("text", "micro"),
    [
        ("12500", 12_500_000_000),
        ("12,500.50", 12_500_500_000),
        ("1 250 000", 1_250_000_000_000),
        ("1,00,000", 100_000_000_000),
        ("12,5", None),
        ("1.250,00", None),
        ("0.000001", 1),
        ("0.0000001", None),
        ("much", None),
        ("NaN", None),
        ("1e99", None),
        ("", None),
    ],
)
def test_amounts_are_kept_in_millionths(text: str, micro: int | None) -> None:
    assert micro_of(text) == micro


@pytest.mark.parametrize("micro", [1, 10, 500_000, 1_000_000, 12_500_500_000, 1_234_567_500_000])
def test_an_amount_is_read_back_as_it_is_written(micro: int) -> None:
    assert micro_of(text_of(micro)) == micro
