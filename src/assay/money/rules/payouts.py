"""What is paid out of what is owed: whole minor units of the currency; what is left stays owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.money import MICRO, MOST
from assay.kit.reasons import Reason, declare
from assay.money.rules.ledger import CURRENCY

AHEAD = timedelta(days=30)
NO_CURRENCY = declare(
    "payouts.no_currency", "Say for at least one currency from which amount on it is paid.", status=422
)
LEAST = declare("payouts.least", "The least amount of {currency} is one {unit} of it or more.", status=422)
PAY_ON = declare("payouts.pay_on", "The bank is asked to pay today or within thirty days.", status=422)
NO_PAYER = declare(
    "payouts.no_payer",
    "Say first from which account {currency} is paid: under Accounts we pay from.",
    status=409,
)
OWN_DRAFT = declare("payouts.own_draft", "You have drafted it, so somebody else approves it.", status=403)
NOTHING_TO_PAY = declare("payouts.nothing_to_pay", "Nobody in it has anything to be paid: cancel it.")
NOT_POSTED = declare("payouts.not_posted", "It is still being posted; try again in a moment.")
STILL_PLANNED = declare("payouts.still_planned", "It was drafted again or cancelled in the meantime.")
NOT_SENT = declare("payouts.not_sent", "The bank answers what was sent: say first that it was.")
# Currencies whose smallest unit is not a hundredth (ISO 4217).
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_PLACES = dict.fromkeys(_WHOLE.split(), 0) | dict.fromkeys(
    ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3
)
_PLACES |= {"CLF": 4, "UYW": 4}


@dataclass(frozen=True, slots=True)
class Terms:
    """`least`: from which amount on somebody is paid, in millionths by currency."""

    least: Mapping[str, int]
    pay_on: date


@dataclass(frozen=True, slots=True)
class Payable:
    """`minor` units go out; `owed_micro` of what was owed is settled by them, the rest by rounding."""

    minor: int
    paid_micro: int
    rounding_micro: int

    @property
    def owed_micro(self) -> int:
        return self.paid_micro - self.rounding_micro


def places_of(currency: str) -> int:
    return _PLACES.get(currency, 2)


def unit_micro(currency: str) -> int:
    """Its smallest unit in millionths."""
    return MICRO // int(10 ** places_of(currency))


def payable(micro: int, currency: str, *, least: int, is_last: bool) -> Payable | None:
    """Cut off to whole units, so that the rest stays owed; the last time rounded up, as nothing stays after it.

    The last payment of somebody who has left is paid whatever the least amount is.
    """
    unit = unit_micro(currency)
    if micro <= 0 or (micro < least and not is_last):
        return None
    minor = -(-micro // unit) if is_last else micro // unit
    return Payable(minor, minor * unit, minor * unit - micro if is_last else 0) if minor else None


def minor_text(minor: int, currency: str) -> str:
    """1250 of EUR as 12.50, of JPY as 1250: as a bank writes it."""
    places = places_of(currency)
    whole, rest = divmod(minor, 10**places)
    return f"{whole}.{rest:0{places}d}" if places else str(whole)


def refuse_terms(terms: Terms, *, today: date) -> list[Reason]:
    problems = []
    if not terms.least or not all(CURRENCY.fullmatch(each) for each in terms.least):
        problems.append(NO_CURRENCY(field="least"))
    for currency, micro in terms.least.items():
        if not unit_micro(currency) <= micro <= MOST:
            problems.append(
                LEAST(field="least", currency=currency[:3], unit=f"1/{10 ** places_of(currency)}")
            )
    if not timedelta() <= terms.pay_on - today <= AHEAD:
        problems.append(PAY_ON(field="pay_on"))
    return problems
