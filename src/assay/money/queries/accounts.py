"""Accounts as people name them: a kind, and whose it is."""

from dataclasses import dataclass
from typing import Any  # Conditions of a query are its own.

from assay.kit.reasons import Refused
from assay.money.enums import AccountKind
from assay.money.models import LedgerAccount
from assay.money.models.ledger import COSTS, OWED
from assay.money.rules.ledger import UNKNOWN_ACCOUNT
from assay.people.models import Contributor, Vendor
from assay.projects.models import Project


@dataclass(frozen=True, slots=True)
class Named:
    """A cost is of a project (its name); what is owed is owed to a contributor (pseudonym) or a vendor (name)."""

    kind: str
    of: str = ""


def account_named(named: Named, currency: str, *, field: str) -> LedgerAccount:
    """The account, made where it is the first time that anything is booked there; refused where nobody is named so."""
    if named.kind not in AccountKind.values:
        raise Refused(UNKNOWN_ACCOUNT(field=field, name=named.kind[:60]))
    found, _made = LedgerAccount.objects.get_or_create(
        kind=named.kind, currency=currency, **_whose(named, field)
    )
    return found


def _whose(named: Named, field: str) -> dict[str, Any]:
    nobody: dict[str, Any] = {"project": None, "contributor": None, "vendor": None}
    of = named.of.strip()
    unknown = Refused(UNKNOWN_ACCOUNT(field=field, name=of[:60] or "–"))
    if named.kind in COSTS:
        projects = list(Project.objects.filter(name=of)[:2])
        if len(projects) != 1:
            raise unknown
        return nobody | {"project": projects[0]}
    if named.kind in OWED:
        if contributor := Contributor.objects.filter(pseudonym=of).first():
            return nobody | {"contributor": contributor}
        vendor = Vendor.objects.filter(name=of, retired_at=None).first()
        if vendor is None:
            raise unknown
        return nobody | {"vendor": vendor}
    return nobody
