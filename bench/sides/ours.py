"""Our side."""

import time
from functools import cache
from pathlib import Path
from typing import Any  # JSON.

import numpy as np

from assay.stats.online import OnlineConsensus
from assay.stats.truth import Auto, DawidSkene, Judgments
from assay.stats.truth.reading import read_judgments
from bench.sides.loop import peak_mib, seconds, serve

N_CLASSES = 4


@cache
def judgments(file: str) -> Judgments:
    return read_judgments(Path(file)).judgments


@cache
def made(n: int) -> Judgments:
    """A crowd of n judgments: five per item, 500 per contributor, who are right 55 to 90 % of the time."""
    draw = np.random.default_rng(1)
    n_items, n_workers = n // 5, n // 500
    item = np.repeat(np.arange(n_items, dtype=np.int32), 5)
    # Five different contributors per item, in order.
    worker = (
        draw.integers(0, n_workers, n_items, dtype=np.int32)[:, None] + np.array([0, 7, 31, 97, 211])
    ) % n_workers
    worker = np.sort(worker.astype(np.int32), axis=1).ravel()
    truth = draw.integers(0, N_CLASSES, n_items, dtype=np.int32)[item]
    is_right = (
        draw.random(n, dtype=np.float32) < draw.uniform(0.55, 0.9, n_workers).astype(np.float32)[worker]
    )
    label = np.where(is_right, truth, draw.integers(0, N_CLASSES, n, dtype=np.int32))
    return Judgments(item, worker, label, n_items, n_workers, N_CLASSES)


def fitted(*, n_iter: int, file: str = "", n: int = 0) -> float:
    """Seconds of so many plain iterations."""
    found = judgments(file) if file else made(n)
    return seconds(lambda: DawidSkene(accelerated=False, tol=-1.0, max_iter=n_iter).fit(found))


def climbed(*, accelerated: bool, tol: float, file: str = "", n: int = 0) -> dict[str, Any]:
    """Until the objective stands still."""
    found = judgments(file) if file else made(n)
    results = []
    took = seconds(
        lambda: results.append(DawidSkene(accelerated=accelerated, tol=tol, max_iter=5000).fit(found))
    )
    return {"seconds": took, "n_iter": results[0].n_iter, "objective": results[0].log_likelihood}


def automatic(*, file: str) -> float:
    found = judgments(file)
    return seconds(lambda: Auto().fit(found))


def online(*, file: str) -> dict[str, float]:
    """Microseconds until an item's posterior has taken a judgment in; the crowd is learnt once, not again."""
    found = judgments(file)
    consensus = OnlineConsensus(found.n_classes, refit_growth=1e9)
    order = np.random.default_rng(3).permutation(found.n)[:20_000]
    rows = list(
        zip(*(column[order].tolist() for column in (found.item, found.worker, found.label)), strict=True)
    )
    took = []
    for item, worker, label in rows:
        began = time.perf_counter_ns()
        consensus.judged(item, worker=worker, label=label)
        took.append((time.perf_counter_ns() - began) / 1000)
    settled = np.array(took[1000:])
    return {"median": round(float(np.median(settled)), 2), "p95": round(float(np.quantile(settled, 0.95)), 2)}


def spent(*, n_iter: int, n: int) -> float:
    """Seconds of processor time of so many plain iterations: what other work on the machine changes least."""
    found = made(n)
    began = time.process_time()
    DawidSkene(accelerated=False, tol=-1.0, max_iter=n_iter).fit(found)
    return time.process_time() - began


def read(*, file: str) -> float:
    return seconds(lambda: read_judgments(Path(file)))


def written(*, file: str, n: int) -> None:
    """A file of judgments in random order."""
    import pyarrow as pa
    from pyarrow import csv

    found = made(n)
    order = np.random.default_rng(2).permutation(n)
    columns = (("item", found.item), ("worker", found.worker), ("label", found.label))
    texts = {
        name: pa.array([f"{name}-{code}" for code in range(int(codes.max()) + 1)]).take(
            pa.array(codes[order])
        )
        for name, codes in columns
    }
    csv.write_csv(pa.table(texts), file)


def memory() -> float:
    return peak_mib()


def bandwidth() -> float:
    """GB/s of a = b + c * d over arrays larger than every cache, on all cores."""
    import os
    from concurrent.futures import ThreadPoolExecutor

    from numba import njit

    @njit(nogil=True)
    def triad(a, b, c, edge):  # type: ignore[no-untyped-def]  # numba infers.
        for nth in range(edge[0], edge[1]):
            a[nth] = b[nth] + 3.0 * c[nth]

    n, cores = 1 << 26, os.cpu_count() or 1
    a, b, c = np.zeros(n), np.ones(n), np.ones(n)
    edges = [(n * core // cores, n * (core + 1) // cores) for core in range(cores)]
    with ThreadPoolExecutor(cores) as pool:
        turns = [seconds(lambda: list(pool.map(lambda edge: triad(a, b, c, edge), edges))) for _ in range(6)]
    return 3 * 8 * n / min(turns) / 1e9


def tables(*, engine: str, n: int, n_iter: int, folder: str) -> float:
    """Seconds of so many iterations as expressions on a table, on an engine."""
    from bench.sides import engines

    return engines.seconds_of(engine, made(n), n_iter, Path(folder))


if __name__ == "__main__":
    serve(
        {
            "fitted": fitted,
            "climbed": climbed,
            "automatic": automatic,
            "online": online,
            "spent": spent,
            "read": read,
            "written": written,
            "memory": memory,
            "bandwidth": bandwidth,
            "tables": tables,
        }
    )
