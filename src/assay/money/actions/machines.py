"""What asking a model cost becomes a cost of its project, and is owed to who provides it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from assay.money.actions.account_rows import Whose, posted_lines
from assay.money.actions.costs import Cost, CostOf, add_costs
from assay.money.actions.posting import Draft, post
from assay.money.enums import AccountKind, PostingKind
from assay.money.models import Posting


def book_machine_costs(
    *, key: str, project_id: int, currency: str, costs: Mapping[tuple[int | None, date], int], now: datetime
) -> Posting:
    """`costs` by market and day, in millionths. Booked once per key; final at once, as nobody disputes it."""
    whole = sum(costs.values())
    with transaction.atomic():
        sums = {
            Whose(AccountKind.MACHINE, currency, project=project_id): whole,
            Whose(AccountKind.PROVIDERS, currency): -whole,
        }
        known = Posting.objects.filter(key=key).first()
        if known is not None:
            return known
        draft = Draft(key, PostingKind.MACHINE, now.date(), posted_lines(sums))
        posting = post(None, draft=draft, now=now)
        add_costs(
            {
                CostOf(project_id, market, day, currency): Cost(0, micro, micro, micro)
                for (market, day), micro in costs.items()
            }
        )
        return posting
