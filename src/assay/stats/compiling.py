"""Compiles what fitting and stopping run, ahead of its first use: ten seconds that can pass beside other work."""

import numpy as np

from assay.stats.online.fitting import fit_crowd, views
from assay.stats.stopping.futility import outlook_of
from assay.stats.stopping.paths import Arrived, cross_fitted_paths
from assay.stats.stopping.rule import Rule

# One pass is compiled for each number of classes; these are what most questions have.
NUMBERS_OF_CLASSES = (2, 3, 4, 5)
N_ITEMS, N_WORKERS = 6, 3


def compile_kernels() -> None:
    """Run every kernel once on a crowd of three who agree. What is compiled is kept on disk for later processes."""
    for n_classes in NUMBERS_OF_CLASSES:
        rows = _agreed(n_classes)
        judgments, models = rows.judgments(), views(max_iter=2)
        fitted = fit_crowd(judgments, models=models, gold={0: 0})
        outlook_of(fitted, judgments, most_more=2, seed=0)
        available = np.full(N_ITEMS, N_WORKERS, np.int64)
        cross_fitted_paths(rows, {0: 0, 1: 1}, Rule(seed=0), available=available, models=models)


def _agreed(n_classes: int) -> Arrived:
    item = np.repeat(np.arange(N_ITEMS, dtype=np.int32), N_WORKERS)
    worker = np.tile(np.arange(N_WORKERS, dtype=np.int32), N_ITEMS)
    return Arrived(item, worker, (item % n_classes).astype(np.int32), N_ITEMS, N_WORKERS, n_classes)
