"""What is compiled ahead is what fitting and stopping run."""

import subprocess
import sys

# In a process of its own: others may have compiled already what this one should.
SCRIPT = """
import numpy as np
from assay.stats.compiling import NUMBERS_OF_CLASSES, compile_kernels
from assay.stats.online import _kernels as online
from assay.stats.online.fitting import fit_crowd, views
from assay.stats.stopping import _kernels as stopping
from assay.stats.stopping.paths import Arrived, cross_fitted_paths
from assay.stats.stopping.rule import Rule
from assay.stats.truth import _kernels as truth

def compiled():
    each = [truth.em_chunk(n) for n in NUMBERS_OF_CLASSES]
    each += [truth.vote_chunk, truth.shares_of_answers]
    each += [online.mean_posterior, stopping.change_chance]
    return [len(kernel.signatures) for kernel in each]

compile_kernels()
before = compiled()
draw = np.random.default_rng(7)
for n_classes in NUMBERS_OF_CLASSES:
    item, worker = np.repeat(np.arange(40), 4), np.tile(np.arange(4), 40)
    rows = Arrived(item, worker, draw.integers(0, n_classes, 160), 40, 4, n_classes)
    gold = {unit: unit % n_classes for unit in range(10)}
    fit_crowd(rows.judgments(), models=views(), gold=gold)
    available = np.full(40, 4, np.int64)
    cross_fitted_paths(rows, gold, Rule(target=0.8), available=available, models=views())
print(min(before), compiled() == before)
"""


def test_after_it_nothing_is_left_to_compile() -> None:
    found = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)

    assert found.stdout.split() == ["1", "True"]
