"""Amounts as people write them, and in millionths as they are kept."""

from decimal import Decimal, InvalidOperation

from assay.intake.rules.fields import MICRO

_PLACES = 6


def micro_of(text: str) -> int | None:
    """12500.50 as 12_500_500_000; None where it is no amount, or finer than a millionth."""
    try:
        amount = Decimal(text.replace(",", "").replace("\u00a0", "").replace(" ", ""))
    except InvalidOperation:
        return None
    scaled = amount.scaleb(_PLACES) if amount.is_finite() and abs(amount.adjusted()) < 30 else None
    return int(scaled) if scaled is not None and scaled == scaled.to_integral_value() else None


def text_of(micro: int) -> str:
    """The shortest way to write it: 12500, 12500.50."""
    whole, rest = divmod(micro, MICRO)
    digits = f"{rest:06d}".rstrip("0")
    return f"{whole}.{digits:0<2}" if digits else str(whole)
