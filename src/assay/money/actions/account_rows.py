"""Accounts of many people at once, made where they are missing: for postings of a whole chunk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assay.money.enums import AccountKind
from assay.money.models import LedgerAccount
from assay.money.rules.ledger import Line


@dataclass(frozen=True, slots=True)
class Whose:
    """An account by what makes it the one of its kind."""

    kind: AccountKind
    currency: str
    project: int | None = None
    contributor: int | None = None
    vendor: int | None = None


def owed(kind: AccountKind, currency: str, contributor: int, vendor: int | None) -> Whose:
    """Owed to the vendor who employed them, else to the contributor."""
    return Whose(kind, currency, contributor=None if vendor is not None else contributor, vendor=vendor)


def posted_lines(sums: Mapping[Whose, int]) -> list[Line]:
    """The lines of a posting; what comes to nothing is left out."""
    moved = {whose: micro for whose, micro in sums.items() if micro}
    accounts = account_ids(moved)
    return [Line(accounts[whose], whose.currency, micro) for whose, micro in moved.items()]


def account_ids(wanted: Iterable[Whose]) -> dict[Whose, int]:
    """Each account's row, made where it is the first time that anything is booked there."""
    asked = set(wanted)
    found = _known(asked)
    missing = sorted(
        asked - set(found),
        key=lambda each: (
            each.kind,
            each.currency,
            each.project or 0,
            each.contributor or 0,
            each.vendor or 0,
        ),
    )
    LedgerAccount.objects.bulk_create(
        (
            LedgerAccount(
                kind=each.kind,
                currency=each.currency,
                project_id=each.project,
                contributor_id=each.contributor,
                vendor_id=each.vendor,
            )
            for each in missing
        ),
        ignore_conflicts=True,
    )
    return found | _known(set(missing)) if missing else found


def _known(asked: set[Whose]) -> dict[Whose, int]:
    columns = ("pk", "kind", "currency", "project_id", "contributor_id", "vendor_id")
    stored = LedgerAccount.objects.filter(
        kind__in={each.kind for each in asked}, currency__in={each.currency for each in asked}
    )
    contributors = {each.contributor for each in asked if each.contributor}
    # Nobody else's accounts are read, however many people there are.
    stored = stored.filter(contributor__in=contributors) | stored.filter(contributor=None)
    keyed = {Whose(AccountKind(kind), *rest): pk for pk, kind, *rest in stored.values_list(*columns)}
    return {whose: pk for whose, pk in keyed.items() if whose in asked}
