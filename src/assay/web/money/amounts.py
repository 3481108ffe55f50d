"""Amounts as people read them: pieces of work cost less than a cent, so as many digits as there are; sums do not."""

from assay.kit.money import MICRO
from assay.money.rules.payouts import places_of, unit_micro
from assay.web.templatetags.figures import rounded

CENTS = 10_000


def amount(micro: int, currency: str) -> str:
    """1,204.50 EUR; with up to six places where there is less than a cent in it."""
    places = 2 if micro % CENTS == 0 else len(f"{abs(micro) % MICRO:06d}".rstrip("0"))
    return f"{rounded(micro / MICRO, places)} {currency}"


def sum_of(micro: int, currency: str) -> str:
    """A sum in whole smallest units of its currency: 1,204.50 EUR, 1,205 JPY; one that is less than that as it is."""
    if 0 < abs(micro) < unit_micro(currency):
        return amount(micro, currency)
    return f"{rounded(micro / MICRO, places_of(currency))} {currency}"
