"""What a sampling plan promises: the chance that a lot is accepted, what passes, what inspection costs."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log

BETA = 0.10
KINDS = ("binomial", "poisson", "hypergeometric")


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

    def acceptance_of_defects(self, rate: float) -> float:
        """The chance to accept where defects are counted, not defective units: `rate` per unit (Poisson)."""
        from scipy.stats import poisson

        return float(poisson.cdf(self.accept, self.n * rate))

    def quality_at(self, chance: float) -> float | None:
        """The share of defective units that is accepted with this chance (binomial).

        At 0.10 that is the limiting quality (LTPD): what the plan really keeps out. An AQL is no guarantee. None where
        the plan accepts whatever the share: it counts defects, of which a unit may have several.
        """
        from scipy.stats import beta

        if self.accept >= self.n:
            return None
        return float(beta.ppf(1 - chance, self.accept + 1, self.n - self.accept))

    def defects_at(self, chance: float) -> float:
        """The number of defects per unit that is accepted with this chance (Poisson)."""
        from scipy.stats import chi2

        return float(chi2.ppf(1 - chance, 2 * (self.accept + 1)) / (2 * self.n))

    def outgoing(self, p: float, lot: int) -> float:
        """Average outgoing quality (AOQ): share of defective units after rejected lots were put right."""
        return self.acceptance(p) * p * (lot - self.n) / lot

    def outgoing_limit(self, lot: int, *, counts_defects: bool = False) -> tuple[float, float]:
        """The worst average outgoing quality (AOQL), and the incoming one at which it occurs.

        With `counts_defects` both are defects per unit (Poisson).
        """
        if counts_defects:
            left = max(lot - self.n, 0) / lot
            return worst(lambda rate: self.acceptance_of_defects(rate) * rate * left, self.defects_at(1e-6))
        return worst(lambda p: self.outgoing(p, lot), self.quality_at(1e-6) or 1.0)

    def inspected(self, p: float, lot: int) -> float:
        """Average total inspection (ATI): units looked at, where rejected lots are screened wholly."""
        return self.n + (1 - self.acceptance(p)) * (lot - self.n)


def worst(outgoing: Callable[[float], float], most: float) -> tuple[float, float]:
    """The highest outgoing quality and where it is, below an incoming one that hardly ever passes.

    The search must not begin at 1: of a large plan nearly the whole range passes nothing, and is flat.
    """
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda p: -outgoing(p), bounds=(0.0, most), method="bounded", options={"xatol": 1e-10}
    )
    return -float(found.fun), float(found.x)


def design(
    p1: float,
    p2: float,
    *,
    alpha: float = 0.05,
    beta: float = BETA,
    most: int = 10_000,
    kind: str = "binomial",
    lot: int | None = None,
) -> Plan:
    """The smallest plan that accepts quality `p1` with 1 - alpha or more, and `p2` with beta or less.

    Parameters
    ----------
    kind : {"binomial", "poisson", "hypergeometric"}
        A steady stream; defects per unit; a lot of its own, of `lot` units.

    Raises
    ------
    ValueError
        When the figures are no shares in order, or no plan of at most `most` units does it.

    Examples
    --------
    >>> design(0.01, 0.06), design(0.05, 0.15, beta=0.075, kind="hypergeometric", lot=500)
    (Plan(n=110, accept=3, reject=4), Plan(n=70, accept=6, reject=7))
    """
    if not (0 < p1 < p2 < 1 and 0 < alpha < 1 and 0 < beta < 1):
        raise ValueError("a plan needs 0 < p1 < p2 < 1, and risks between 0 and 1")
    if kind not in KINDS or (kind == "hypergeometric") != (lot is not None):
        raise ValueError(f"a kind is one of {', '.join(KINDS)}; the last one needs a lot, the others none")
    passes, most = _chance(kind, lot), most if lot is None else min(most, lot)
    accept = 0
    for n in range(1, most + 1):
        while passes(accept, n, p1) < 1 - alpha:
            accept += 1
        if passes(accept, n, p2) <= beta:
            return Plan(n, accept, accept + 1)
    raise ValueError(f"no plan of at most {most:,} units keeps both risks")


def _chance(kind: str, lot: int | None) -> Callable[[int, int, float], float]:
    """The chance of at most `accept` defects in `n` units of quality `p`, as a function of the three."""
    from scipy.stats import binom, hypergeom, poisson

    if kind == "poisson":
        return lambda accept, n, p: float(poisson.cdf(accept, n * p))
    if lot is not None:
        return lambda accept, n, p: float(hypergeom.cdf(accept, lot, round(p * lot), n))
    return lambda accept, n, p: float(binom.cdf(accept, n, p))


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

    # A share times a size may miss a whole number by a rounding error: 0.07 * 100 is 7.000000000000001.
    n_bad = ceil(limit * lot - 1e-9)
    return next(n for n in range(1, lot + 1) if hypergeom.pmf(0, lot, n_bad, n) <= 1 - confidence)
