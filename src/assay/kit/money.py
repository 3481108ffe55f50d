"""Amounts as people write them, and in millionths as they are kept."""

import re
from decimal import Decimal

MICRO = 1_000_000
MOST = 10**12 * MICRO
# Commas and blanks stand between groups: where one could be a decimal comma, no amount is guessed.
_AMOUNT = re.compile(r"(\d{1,3}([, \u00a0]\d{2,3})*[, \u00a0]\d{3}|\d{1,24})(\.\d+)?", re.ASCII)
_PLACES = 6


def micro_of(text: str) -> int | None:
    """12,500.50 as 12_500_500_000; None where it is no amount, or finer than a millionth."""
    if not _AMOUNT.fullmatch(text):
        return None
    scaled = Decimal(re.sub("[, \u00a0]", "", text)).scaleb(_PLACES)
    return int(scaled) if scaled == scaled.to_integral_value() else None


def text_of(micro: int) -> str:
    """The shortest way to write it: 12500, 12500.50, -0.05."""
    if micro < 0:
        return f"-{text_of(-micro)}"
    whole, rest = divmod(micro, MICRO)
    digits = f"{rest:06d}".rstrip("0")
    return f"{whole}.{digits:0<2}" if digits else str(whole)
