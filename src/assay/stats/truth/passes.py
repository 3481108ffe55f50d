"""Passes over a table of judgments: in chunks of a fixed size, in threads where there is enough to do."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.judgments import Judgments

Floats = NDArray[np.float64]
# The chunks depend on the judgments alone, never on the machine: sums are the same with any number of threads.
JUDGMENTS_PER_CHUNK = 1 << 18
MOST_CHUNKS = 8


@dataclass(frozen=True)
class Table:
    """Judgments as the kernels read them; `held` is an item's known class, or -1."""

    judgments: Judgments
    starts: NDArray[np.int64]
    code: NDArray[np.int32]
    held: NDArray[np.int32]

    @property
    def n_judgments(self) -> NDArray[np.int32]:
        """Judgments per item, shape (n_items,)."""
        return np.diff(self.starts).astype(np.int32)

    @cached_property
    def chunks(self) -> list[tuple[int, int]]:
        """Items from and to, with about as many judgments in each."""
        n = min(MOST_CHUNKS, max(1, self.judgments.n // JUDGMENTS_PER_CHUNK))
        cuts = np.searchsorted(self.starts, np.linspace(0, self.judgments.n, n + 1)[1:-1])
        edges = [0, *cuts.tolist(), self.judgments.n_items]
        return list(pairwise(edges))


@dataclass(frozen=True, slots=True)
class Sums:
    """What a pass adds up.

    Attributes
    ----------
    counts : float64 array (n_workers, answer, truth)
        Expected number of judgments.
    totals : float64 array (truth,)
        Expected number of items.
    objective : float
        Log likelihood of the judgments under the parameters that went in; NaN for votes.
    posterior : float64 array (n_items, n_classes) or (0, n_classes)
    """

    counts: Floats
    totals: Floats
    objective: float
    posterior: Floats


def table_of(judgments: Judgments, gold: Mapping[int, int] | None = None) -> Table:
    """Lay judgments out for the kernels, with the known classes of gold items."""
    held = np.full(judgments.n_items, -1, np.int32)
    for item, truth in (gold or {}).items():
        held[item] = truth
    code = (judgments.worker.astype(np.int64) * judgments.n_classes + judgments.label).astype(np.int32)
    return Table(judgments, judgments.starts, code, held)


def votes(table: Table, *, with_posterior: bool = False) -> Sums:
    """Sums under the shares of the votes."""
    from assay.stats.truth._kernels import vote_chunk

    def run(chunk: tuple[int, int], counts: Floats, totals: Floats, posterior: Floats) -> float:
        vote_chunk(table.starts, table.code, *chunk, table.held, counts, totals, posterior)
        return np.nan

    return _summed(table, run, with_posterior=with_posterior)


def expectation(
    table: Table, confusion: Floats, prior: Floats, *, dependence: float, with_posterior: bool = False
) -> Sums:
    """Sums under the posterior of these parameters; `confusion` is (n_workers, answer, truth)."""
    from assay.stats.truth._kernels import em_chunk

    pass_over = em_chunk(table.judgments.n_classes)
    flat = np.ascontiguousarray(confusion).reshape(-1)

    def run(chunk: tuple[int, int], counts: Floats, totals: Floats, posterior: Floats) -> float:
        return pass_over(
            table.starts, table.code, *chunk, flat, prior, dependence, table.held, counts, totals, posterior
        )

    return _summed(table, run, with_posterior=with_posterior)


def shares_of_answers(counts: Floats, added: Floats) -> Floats:
    """Confusion matrices of expected counts, shape (n_workers, answer, truth), with `added` (answer, truth) in each."""
    from assay.stats.truth import _kernels

    shares = np.empty_like(counts)
    _kernels.shares_of_answers(np.ascontiguousarray(counts), np.ascontiguousarray(added), shares)
    return shares


@cache
def _threads(_process: int, n: int) -> ThreadPoolExecutor:
    """One pool per process and not per pass; one that was made before a fork has no threads after it."""
    return ThreadPoolExecutor(n)


Run = Callable[[tuple[int, int], Floats, Floats, Floats], float]


def _summed(table: Table, run: Run, *, with_posterior: bool) -> Sums:
    n_workers, n_classes = table.judgments.n_workers, table.judgments.n_classes
    n_chunks, n_cells = len(table.chunks), n_workers * n_classes**2
    counts = np.zeros((n_chunks, n_cells))
    totals = np.zeros((n_chunks, n_classes))
    posterior = np.full((table.judgments.n_items if with_posterior else 0, n_classes), np.nan)

    def chunk(nth: int) -> float:
        return run(table.chunks[nth], counts[nth], totals[nth], posterior)

    if n_chunks == 1:
        objectives = [chunk(0)]
    else:
        threads = _threads(os.getpid(), min(n_chunks, os.cpu_count() or 1))
        objectives = list(threads.map(chunk, range(n_chunks)))
    shape = (n_workers, n_classes, n_classes)
    return Sums(counts.sum(axis=0).reshape(shape), totals.sum(axis=0), float(sum(objectives)), posterior)
