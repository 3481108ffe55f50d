"""Who is paid to the same bank account as somebody else; of the account only a keyed mark is compared."""

from collections.abc import Sequence

from assay.kit.sealing import fingerprint
from assay.kit.sql import rows
from assay.money.rules.bank_accounts import Payee

PURPOSE = "money.account"
# An account that could not be read under the keys there were has the mark of no account, which ends after the key's.
_SHARED = """
SELECT mine.contributor_id, theirs.contributor_id, (mine.given_at, mine.id) > (theirs.given_at, theirs.id)
FROM money_payoutdetails mine
JOIN money_payoutdetails theirs ON theirs.mark = mine.mark AND theirs.mark <> '' AND theirs.id <> mine.id
WHERE mine.contributor_id = ANY(%(people)s::bigint[]) AND mine.mark <> '' AND right(mine.mark, 1) <> ':'
ORDER BY 1, 2
"""


def key_mark() -> str:
    """Which key marks were made under: those of another one are made anew."""
    return f"{fingerprint('', purpose=PURPOSE)[:8]}:"


def mark_of(payee: Payee | None) -> str:
    return key_mark() + (fingerprint(payee.account, purpose=PURPOSE) if payee else "")


def sharing_accounts(people: Sequence[int]) -> dict[int, tuple[list[int], list[int]]]:
    """By contributor, the others who are paid to the same account, and those of them who had said it before."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for person, other, is_later in rows(_SHARED, {"people": list(people)}):
        others, earlier = found.setdefault(person, ([], []))
        others.append(other)
        if is_later:
            earlier.append(other)
    return found
