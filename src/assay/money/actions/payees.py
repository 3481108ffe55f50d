"""Where somebody is paid, said by themselves; and from which account the organisation pays."""

from datetime import datetime

import msgspec
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sealing import seal
from assay.money.models import PayingAccount, PayoutDetails
from assay.money.queries.account_marks import key_mark, mark_of
from assay.money.queries.earnings import own_contributor
from assay.money.queries.payees import opened_payee, purpose_of
from assay.money.rules.bank_accounts import BIC, Payee, is_bic, refuse_payee, tidied
from assay.money.rules.ledger import CURRENCY
from assay.money.rules.payouts import NO_CURRENCY
from assay.people.models import Contributor, User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

MARKED_AT_ONCE = 500


def set_payee(by: User, *, payee: Payee, now: datetime) -> PayoutDetails:
    """From the next batch on; what a bank gave back before is forgotten with it. The same account keeps its time."""
    contributor = own_contributor(by)
    payee = tidied(payee)
    if problems := refuse_payee(payee):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        sealed = seal(msgspec.json.encode(payee).decode(), purpose=purpose_of(by))
        values = {
            "sealed": sealed,
            "given_at": _given_before(by, contributor, payee) or now,
            "problem": "",
            "mark": mark_of(payee),
        }
        row, _is_new = PayoutDetails.objects.update_or_create(contributor=contributor, defaults=values)
    return row


def _given_before(by: User, contributor: Contributor, payee: Payee) -> datetime | None:
    """Since when the account was theirs already, however the rest of it was said."""
    row = PayoutDetails.objects.select_for_update(no_key=True).filter(contributor=contributor).first()
    before = opened_payee(row.sealed, by) if row else None
    return row.given_at if row and before and before.account == payee.account else None


def mark_accounts() -> int:
    """Accounts that were said before they were marked, or under another signing key; how many were marked now."""
    unmarked = PayoutDetails.objects.exclude(mark__startswith=key_mark())
    with transaction.atomic():
        act_as(None)
        locked = unmarked.select_for_update(no_key=True, of=["self"], skip_locked=True)
        found = list(locked.select_related("contributor__user").order_by("pk")[:MARKED_AT_ONCE])
        for each in found:
            each.mark = mark_of(opened_payee(each.sealed, each.contributor.user))
        PayoutDetails.objects.bulk_update(found, ["mark"])
    return len(found)


def forget_payee(by: User) -> int:
    """Nothing is paid out until another account is said; how many there were."""
    contributor = own_contributor(by)
    with transaction.atomic():
        act_as(by)
        return PayoutDetails.objects.filter(contributor=contributor).delete()[0]


def set_paying_account(by: User | None, *, currency: str, payer: Payee, now: datetime) -> PayingAccount:
    """The account from which a currency is paid from now on."""
    require_everywhere(by, Permission.APPROVE_PAYOUTS)
    payer = tidied(payer)
    problems = refuse_payee(payer)
    if not CURRENCY.fullmatch(currency):
        problems.append(NO_CURRENCY(field="currency"))
    if not is_bic(payer.bic) and not any(each.field == "bic" for each in problems):
        problems.append(BIC(field="bic"))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        values = {"name": payer.holder, "iban": payer.iban, "bic": payer.bic, "set_at": now, "set_by": by}
        row, _is_new = PayingAccount.objects.update_or_create(currency=currency, defaults=values)
    return row
