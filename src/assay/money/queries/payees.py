"""Where people are paid: opened for themselves, and for the file that goes to the bank."""

import msgspec

from assay.kit.sealing import Unreadable, unseal
from assay.money.models import PayingAccount, PayoutDetails
from assay.money.rules.bank_accounts import Payee
from assay.people.models import Contributor, User


def purpose_of(user: User) -> str:
    """A key of the person's own: without `person_key` nothing that was sealed opens again."""
    if user.person_key is None:
        raise Unreadable("money.payee")
    return f"money.payee.{bytes(user.person_key).hex()}"


def opened_payee(sealed: str, user: User) -> Payee | None:
    """None once the person was erased, or where the signing key is no longer known."""
    try:
        return msgspec.json.decode(unseal(sealed, purpose=purpose_of(user)), type=Payee)
    except Unreadable:
        return None


def own_details(contributor: Contributor) -> PayoutDetails | None:
    return PayoutDetails.objects.filter(contributor=contributor).first()


def paying_accounts() -> dict[str, PayingAccount]:
    """By currency."""
    return {
        each.currency: each for each in PayingAccount.objects.select_related("set_by").order_by("currency")
    }
