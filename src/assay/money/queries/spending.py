"""What projects have cost so far: their cost accounts, of which closed months are not read again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from assay.kit.sql import rows
from assay.money.enums import AccountKind
from assay.money.models import LedgerEntry
from assay.money.models.ledger import COSTS

_SPENT = """
WITH last AS (SELECT id, month FROM money_period WHERE state = 'closed' ORDER BY month DESC LIMIT 1),
costs AS (
    SELECT id, project_id, currency FROM money_ledgeraccount
    WHERE kind = ANY (%(kinds)s::text[]) AND project_id = ANY (%(projects)s::bigint[])
),
parts AS (
    SELECT b.account_id, b.closing_micro AS micro FROM money_periodbalance b
    JOIN costs c ON c.id = b.account_id WHERE b.period_id = (SELECT id FROM last)
    UNION ALL
    SELECT e.account_id, e.amount_micro FROM money_ledgerentry e JOIN costs c ON c.id = e.account_id
    WHERE e.booked_on >= coalesce((SELECT (month + interval '1 month')::date FROM last), '-infinity'::date)
)
SELECT c.project_id, c.currency, sum(p.micro)::bigint FROM parts p JOIN costs c ON c.id = p.account_id
GROUP BY c.project_id, c.currency ORDER BY c.project_id, c.currency
"""


@dataclass(frozen=True, slots=True)
class Booked:
    """Of one kind of cost, in one currency."""

    currency: str
    kind: AccountKind
    micro: int


def spent_by_project(project_ids: Iterable[int]) -> dict[int, Mapping[str, int]]:
    """In micro-units by currency; a project for which nothing was booked is left out."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    params = {"kinds": [kind.value for kind in COSTS], "projects": list(project_ids)}
    for project, currency, micro in rows(_SPENT, params):
        found[int(project)][currency] = int(micro)
    return dict(found)


def spent_between(project_id: int, after: date, until: date) -> Mapping[str, int]:
    """What was booked on a project's cost accounts after one day and up to another, in micro-units by currency."""
    found: defaultdict[str, int] = defaultdict(int)
    for each in booked_between([project_id], after, until).get(project_id, []):
        found[each.currency] += each.micro
    return dict(found)


def booked_between(project_ids: Iterable[int], after: date, until: date) -> dict[int, list[Booked]]:
    """The same of many projects, and told apart by what it was for; one statement."""
    found = LedgerEntry.objects.filter(account__project__in=list(project_ids), account__kind__in=COSTS)
    days = found.filter(booked_on__gt=after, booked_on__lte=until)
    by = ("account__project", "account__currency", "account__kind")
    booked: defaultdict[int, list[Booked]] = defaultdict(list)
    for project, currency, kind, micro in (
        days.values_list(*by).annotate(micro=Sum("amount_micro")).order_by(*by)
    ):
        booked[project].append(Booked(currency, AccountKind(kind), int(micro)))
    return dict(booked)
