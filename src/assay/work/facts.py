"""Facts that rules, queries and actions of `work` share."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works, and on which working day of theirs."""

    contributor_id: int
    day_on: date


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How hard content is to look at, and why; tasks of one sensitivity lie in queues of their own."""

    severity: int = 0
    category: str = ""


BENIGN = Sensitivity()
