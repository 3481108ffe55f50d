"""Amounts as people read them: pieces of work cost less than a cent, so as many digits as there are."""

from assay.kit.money import MICRO
from assay.web.templatetags.figures import rounded

CENTS = 10_000


def amount(micro: int, currency: str) -> str:
    """1,204.50 EUR; with up to six places where there is less than a cent in it."""
    places = 2 if micro % CENTS == 0 else len(f"{abs(micro) % MICRO:06d}".rstrip("0"))
    return f"{rounded(micro / MICRO, places)} {currency}"
