"""What a sampling plan promises: the chance that a lot is accepted, what passes, what inspection costs."""

from dataclasses import dataclass
from math import ceil, log

BETA = 0.10


@dataclass(frozen=True, slots=True)
class Plan:
    """Inspect `n` units, accept the lot with `accept` defective ones or fewer, reject it with `reject` or more."""

    n: int
    accept: int
    reject: int

    def acceptance(self, p: float, *, lot: int | None = None) -> float:
        """The chance to accept a lot whose share of defective units is `p` (0 to 1).

        Without `lot` the lot is one of a steady stream (binomial, type B); with it, a lot of that many units of which
        round(p * lot) are defective (hypergeometric, type A).
        """
        from scipy.stats import binom, hypergeom

        if lot is None:
            return float(binom.cdf(self.accept, self.n, p))
        return float(hypergeom.cdf(self.accept, lot, round(p * lot), min(self.n, lot)))

    def quality_at(self, chance: float) -> float:
        """The share of defective units that is accepted with this chance (binomial).

        At 0.10 that is the limiting quality (LTPD): what the plan really keeps out. An AQL is no guarantee.
        """
        from scipy.stats import beta

        return float(beta.ppf(1 - chance, self.accept + 1, self.n - self.accept))

    def outgoing(self, p: float, lot: int) -> float:
        """Average outgoing quality (AOQ): share of defective units after rejected lots were put right."""
        return self.acceptance(p) * p * (lot - self.n) / lot

    def outgoing_limit(self, lot: int) -> tuple[float, float]:
        """The worst average outgoing quality (AOQL), and the incoming share at which it occurs."""
        from scipy.optimize import minimize_scalar

        found = minimize_scalar(lambda p: -self.outgoing(p, lot), bounds=(0.0, 1.0), method="bounded",
                                options={"xatol": 1e-9})  # fmt: skip
        return -float(found.fun), float(found.x)

    def inspected(self, p: float, lot: int) -> float:
        """Average total inspection (ATI): units looked at, where rejected lots are screened wholly."""
        return self.n + (1 - self.acceptance(p)) * (lot - self.n)


def design(p1: float, p2: float, *, alpha: float = 0.05, beta: float = BETA, most: int = 10_000) -> Plan:
    """The smallest plan that accepts quality `p1` with 1 - alpha or more, and `p2` with beta or less (binomial).

    Raises
    ------
    ValueError
        When the figures are no shares in order, or no plan of at most `most` units does it.

    Examples
    --------
    >>> design(0.01, 0.06)
    Plan(n=110, accept=3, reject=4)
    """
    from scipy.stats import binom

    if not (0 < p1 < p2 < 1 and 0 < alpha < 1 and 0 < beta < 1):
        raise ValueError("a plan needs 0 < p1 < p2 < 1, and risks between 0 and 1")
    accept = 0
    for n in range(1, most + 1):
        while binom.cdf(accept, n, p1) < 1 - alpha:
            accept += 1
        if binom.cdf(accept, n, p2) <= beta:
            return Plan(n, accept, accept + 1)
    raise ValueError(f"no plan of at most {most:,} units keeps both risks")


def zero_acceptance(limit: float, *, confidence: float = 0.95, lot: int | None = None) -> int:
    """How many units without a single defect show that the share of defective ones is below `limit`.

    With `lot`, for a lot of that many units of which limit * lot (rounded up) would be defective.

    Examples
    --------
    >>> zero_acceptance(0.01), zero_acceptance(0.01, lot=1000)
    (299, 258)
    """
    if not (0 < limit < 1 and 0 < confidence < 1):
        raise ValueError("limit and confidence are between 0 and 1")
    if lot is None:
        return ceil(log(1 - confidence) / log(1 - limit))
    from scipy.stats import hypergeom

    n_bad = ceil(limit * lot)
    return next(n for n in range(1, lot + 1) if hypergeom.pmf(0, lot, n_bad, n) <= 1 - confidence)


@dataclass(frozen=True, slots=True)
class DoublePlan:
    """A second sample where the first one leaves it open: between `accept` and `reject` of the first."""

    first: Plan
    second: Plan

    def acceptance(self, p: float) -> float:
        """The chance to accept a lot of quality `p`; the second plan counts the defects of both samples."""
        from scipy.stats import binom

        chance = self.first.acceptance(p)
        for found in range(self.first.accept + 1, self.first.reject):
            more = binom.cdf(self.second.accept - found, self.second.n, p)
            chance += float(binom.pmf(found, self.first.n, p) * more)
        return chance
