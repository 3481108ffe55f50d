"""Double entry, in whole millionths: what a posting may say, and what may be posted by hand."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assay.kit.money import MOST
from assay.kit.reasons import Reason, declare
from assay.money.enums import PostingKind

# What a person has approved; whatever follows from work is taken back with the work.
REVERSIBLE = (PostingKind.MANUAL, PostingKind.TOP_UP, PostingKind.BONUS)

NEEDS_TWO = declare("ledger.needs_two", "A posting needs a debit and a credit at least.", status=422)
NO_ZERO = declare("ledger.no_zero", "An amount of zero moves nothing.", status=422)
TOO_LARGE = declare("ledger.too_large", "No single amount may be that large.", status=422)
ACCOUNT_TWICE = declare(
    "ledger.account_twice", "Each account stands in a posting once; add its amounts up.", status=422
)
UNBALANCED = declare(
    "ledger.unbalanced", "Debits and credits in {currency} must be equal: they differ by {micro} millionths.",
    status=422,
)  # fmt: skip
KEY_REUSED = declare("ledger.key_reused", "Something else was posted under that key already.")
NEEDS_REASON = declare(
    "ledger.needs_reason", "Say why, in a sentence that explains it a year from now.", status=422
)
NEEDS_CURRENCY = declare(
    "ledger.needs_currency", "Say the currency as three letters, such as EUR.", status=422
)
NEEDS_AMOUNT = declare("ledger.needs_amount", "Say an amount above zero, such as 12.50.", status=422)
SAME_ACCOUNT = declare("ledger.same_account", "Debit and credit must be two different accounts.", status=422)
OTHER_CURRENCY = declare("ledger.other_currency", "Both accounts must be in one currency.", status=422)
UNKNOWN_ACCOUNT = declare(
    "ledger.unknown_account", "There is nothing named {name} for that account.", status=422
)
NOT_IN_FUTURE = declare("ledger.not_in_future", "Nothing is booked on a day that has not come.", status=422)
OWN_PROPOSAL = declare(
    "ledger.own_proposal", "Whoever proposed it cannot approve it: that takes a second person.", status=403
)
NOT_YOURS = declare("ledger.not_yours", "Only who proposed it can withdraw it.", status=403)
NOT_BY_HAND = declare("ledger.not_by_hand", "Only what was posted by hand can be reversed by hand.")
REVERSED_ALREADY = declare("ledger.reversed_already", "A reversal of it was posted or proposed already.")
CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Line:
    """One account's part of a posting: a debit above zero, a credit below."""

    account: int
    currency: str
    micro: int


def problems(lines: Sequence[Line]) -> list[Reason]:
    """Everything that keeps the lines from being posted."""
    found = [] if len(lines) > 1 else [NEEDS_TWO()]
    if any(line.micro == 0 for line in lines):
        found.append(NO_ZERO())
    if any(abs(line.micro) > MOST for line in lines):
        found.append(TOO_LARGE())
    if len({line.account for line in lines}) < len(lines):
        found.append(ACCOUNT_TWICE())
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.currency] += line.micro
    return found + [UNBALANCED(currency=each, micro=micro) for each, micro in sorted(sums.items()) if micro]


def refuse_manual(
    *, micro: int | None, currency: str, reason: str, booked_on: date, today: date
) -> list[Reason]:
    """Every problem of what somebody wants to post by hand."""
    found = []
    if micro is None or micro <= 0:
        found.append(NEEDS_AMOUNT(field="amount"))
    elif micro > MOST:
        found.append(TOO_LARGE(field="amount"))
    if not CURRENCY.fullmatch(currency):
        found.append(NEEDS_CURRENCY(field="currency"))
    if not reason.strip():
        found.append(NEEDS_REASON(field="reason"))
    if booked_on > today:
        found.append(NOT_IN_FUTURE(field="booked_on"))
    return found
