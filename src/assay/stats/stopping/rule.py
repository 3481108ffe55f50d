"""A stopping rule: what a project asks of its labels, and what must never be saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ClassRule:
    """What holds for one class beyond the rule.

    Attributes
    ----------
    target : float or None
        A target of its own for items that get this label; its threshold is calibrated on such items alone, so that a
        common class cannot pay for a rare one.
    min_overlap : int
        Fewest judgments before an item may stop with this label.
    most_missed : float or None
        No item stops with another label while this class is more probable than that.
    always_in_full : bool
        Items with this label never stop early.
    """

    target: float | None = None
    min_overlap: int = 1
    most_missed: float | None = None
    always_in_full: bool = False

    def __post_init__(self) -> None:
        if self.target is not None and not 0 < self.target < 1:
            raise ValueError(f"a target of {self.target} is not between 0 and 1")
        if self.most_missed is not None and not 0 <= self.most_missed <= 1:
            raise ValueError(f"{self.most_missed} is no probability")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """When an item takes no more judgments.

    Attributes
    ----------
    target : float or None
        Items stopped for it must be right in at least this share; None: no such stop.
    min_overlap, max_overlap : int, int or None
        No item stops with fewer, none takes more.
    futility : float or None
        Share of items stopped for futility whose label further judgments may have changed; None: no such stop.
    lead : int or None
        Stop when the leading answer has so many votes more than the next; needs no model, promises no accuracy.
    costs, price : float64 array (truth, label) and float, or None
        Stop when the expected cost of the cheapest label is at most the price of one more judgment. By the nominal
        posterior.
    audit_share : float
        Share of items that never stop early.
    confidence : float
        Of the calibration: the promise is missed by luck in at most 1 - confidence of the cases.
    trusts_nominal : bool
        Without gold, take the nominal posterior at its word. It is overconfident: for simulations.
    classes : mapping
        Class code to ClassRule.
    seed : int
        Draws the audited items and the simulations of futility.
    """

    target: float | None = 0.95
    min_overlap: int = 2
    max_overlap: int | None = None
    futility: float | None = 0.03
    lead: int | None = None
    costs: NDArray[np.float64] | None = None
    price: float | None = None
    audit_share: float = 0.0
    confidence: float = 0.95
    trusts_nominal: bool = False
    classes: Mapping[int, ClassRule] = field(default_factory=lambda: MappingProxyType({}))
    seed: int = 0

    def __post_init__(self) -> None:
        for problem in (self._bad_share(), self._bad_overlap(), self._bad_costs()):
            if problem:
                raise ValueError(problem)

    def of(self, label: int) -> ClassRule:
        """What holds for items with this label."""
        return self.classes.get(label, PLAIN)

    def target_of(self, label: int) -> float | None:
        own = self.of(label).target
        return self.target if own is None else own

    def _bad_share(self) -> str | None:
        shares = {"target": self.target, "futility": self.futility, "confidence": self.confidence}
        for name, share in shares.items():
            if share is not None and not 0 < share < 1:
                return f"{name} must be between 0 and 1, not {share}"
        return (
            None if 0 <= self.audit_share <= 1 else f"audit_share must be from 0 to 1, not {self.audit_share}"
        )

    def _bad_overlap(self) -> str | None:
        if self.min_overlap < 1:
            return "min_overlap must be at least 1"
        if self.max_overlap is not None and self.max_overlap < self.min_overlap:
            return f"max_overlap {self.max_overlap} is below min_overlap {self.min_overlap}"
        return "a lead must be at least 1" if self.lead is not None and self.lead < 1 else None

    def _bad_costs(self) -> str | None:
        if (self.costs is None) != (self.price is None):
            return "costs of errors and the price of a judgment belong together"
        if self.costs is not None and (self.costs.ndim != 2 or self.costs.shape[0] != self.costs.shape[1]):
            return "costs must be a square table, truth by label"
        return None


PLAIN = ClassRule()
