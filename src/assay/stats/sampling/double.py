"""A plan with a second sample: cheaper where the first one is clear."""

from dataclasses import dataclass

from assay.stats.sampling.acceptance import Plan, worst


@dataclass(frozen=True, slots=True)
class DoublePlan:
    """A second sample where the first one leaves it open: between `accept` and `reject` of the first.

    The second plan's numbers count the defects of both samples.

    References
    ----------
    D. C. Montgomery: Introduction to Statistical Quality Control, ch. 15; MIL-STD-105E, tables III.

    Examples
    --------
    >>> plan = DoublePlan(Plan(125, 1, 4), Plan(125, 4, 5))
    >>> round(plan.acceptance(0.01), 8), round(plan.sampled(0.01), 1)
    (0.89995598, 164.8)
    """

    first: Plan
    second: Plan

    def __post_init__(self) -> None:
        if not self.first.accept < self.first.reject <= self.second.accept + 1:
            raise ValueError("the first sample's numbers lie in order, and not above the second's")

    def acceptance(self, p: float, *, lot: int | None = None) -> float:
        """The chance to accept a lot of quality `p`; with `lot`, a lot of its own (hypergeometric)."""
        return sum(self._accepted(p, lot))

    def sampled(self, p: float, *, lot: int | None = None) -> float:
        """Average sample number (ASN): units of both samples that are looked at, in the mean."""
        return self.first.n + self.second.n * self._goes_on(p, lot)

    def outgoing(self, p: float, lot: int) -> float:
        """Average outgoing quality (AOQ): share of defective units after rejected lots were put right."""
        at_once, later = self._accepted(p, None)
        n_first, n_both = self.first.n, self.first.n + self.second.n
        return p * (at_once * (lot - n_first) + later * (lot - n_both)) / lot

    def outgoing_limit(self, lot: int) -> tuple[float, float]:
        """The worst average outgoing quality (AOQL), and the incoming share at which it occurs."""
        return worst(lambda p: self.outgoing(p, lot), self.first.quality_at(1e-6) or 1.0)

    def inspected(self, p: float, lot: int) -> float:
        """Average total inspection (ATI): units looked at, where rejected lots are screened wholly."""
        at_once, later = self._accepted(p, None)
        n_both = self.first.n + self.second.n
        return at_once * self.first.n + later * n_both + (1 - at_once - later) * lot

    def quality_at(self, chance: float) -> float:
        """The share of defective units that is accepted with this chance; at 0.10 the limiting quality (LTPD)."""
        from scipy.optimize import brentq

        return float(brentq(lambda p: self.acceptance(p) - chance, 0.0, 1.0, xtol=1e-12))

    def _accepted(self, p: float, lot: int | None) -> tuple[float, float]:
        """The chances to accept at once, and after the second sample."""
        from scipy.stats import binom, hypergeom

        later, n_first, n_second = 0.0, self.first.n, self.second.n
        for found in range(self.first.accept + 1, self.first.reject):
            left = self.second.accept - found
            if lot is None:
                later += float(binom.pmf(found, n_first, p) * binom.cdf(left, n_second, p))
                continue
            n_bad = round(p * lot)
            if found <= n_bad:
                rest = hypergeom.cdf(left, lot - n_first, n_bad - found, n_second)
                later += float(hypergeom.pmf(found, lot, n_bad, n_first) * rest)
        return self.first.acceptance(p, lot=lot), later

    def _goes_on(self, p: float, lot: int | None) -> float:
        """The chance that the first sample leaves it open."""
        open_until = Plan(self.first.n, self.first.reject - 1, self.first.reject)
        return open_until.acceptance(p, lot=lot) - self.first.acceptance(p, lot=lot)
