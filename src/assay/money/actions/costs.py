"""Costs by day, kept with the postings they follow from: in the same transaction, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assay.kit.sql import rows

# In one order, so that two transactions never wait for each other in turn.
_ADD = """
INSERT INTO money_costday (project_id, market_id, day_on, currency, n_judgments, micro, final_micro, machine_micro)
SELECT * FROM unnest(%(projects)s::bigint[], %(markets)s::bigint[], %(days)s::date[], %(currencies)s::varchar[],
    %(ns)s::bigint[], %(micros)s::bigint[], %(finals)s::bigint[], %(machines)s::bigint[])
ORDER BY 1, 3, 4, 2
ON CONFLICT (project_id, day_on, currency, market_id) DO UPDATE SET
    n_judgments = money_costday.n_judgments + excluded.n_judgments,
    micro = money_costday.micro + excluded.micro, final_micro = money_costday.final_micro + excluded.final_micro,
    machine_micro = money_costday.machine_micro + excluded.machine_micro
RETURNING 1
"""


@dataclass(frozen=True, slots=True)
class CostOf:
    """Where and when work cost something."""

    project: int
    market: int | None
    day_on: date
    currency: str


@dataclass(slots=True)
class Cost:
    """What comes to it: paid judgments, what they earn, and what of it is final; below zero where it is taken back.

    `machine`: of it what models cost.
    """

    n: int = 0
    micro: int = 0
    final: int = 0
    machine: int = 0


def add_costs(costs: Mapping[CostOf, Cost]) -> None:
    """One statement for all of them."""
    if costs:
        rows(
            _ADD,
            {
                "projects": [of.project for of in costs],
                "markets": [of.market for of in costs],
                "days": [of.day_on for of in costs],
                "currencies": [of.currency for of in costs],
                "ns": [cost.n for cost in costs.values()],
                "micros": [cost.micro for cost in costs.values()],
                "finals": [cost.final for cost in costs.values()],
                "machines": [cost.machine for cost in costs.values()],
            },
        )
