"""Crowds in which it is known who is honest."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.integrity import Answers

N_CLASSES = 4


def honest(
    seed: int, *, n_workers: int = 30, n_items: int = 120, accuracy: float = 0.75, n_tempting: int = 0
) -> tuple[Answers, NDArray[np.int64]]:
    """Everybody answers two thirds of the items; on the first `n_tempting` half of all err in the same way."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, N_CLASSES, n_items)
    item, worker, label, seconds = [], [], [], []
    for who in range(n_workers):
        for what in draw.permutation(n_items)[: 2 * n_items // 3]:
            wrong = int((truth[what] + draw.integers(1, N_CLASSES)) % N_CLASSES)
            if what < n_tempting and draw.random() < 0.5:
                given = int((truth[what] + 1) % N_CLASSES)
            else:
                given = int(truth[what]) if draw.random() < accuracy else wrong
            item.append(int(what))
            worker.append(who)
            label.append(given)
            seconds.append(float(draw.lognormal(3.0, 0.5)))
    items, workers, labels = (np.array(each, np.int64) for each in (item, worker, label))
    answers = Answers(items, workers, labels, n_items, n_workers, N_CLASSES, np.array(seconds))
    return answers, truth


def changed(
    answers: Answers,
    worker: int,
    *,
    label: int | None = None,
    seconds: float | NDArray[np.float64] | None = None,
) -> Answers:
    """One person's labels or seconds replaced."""
    rows = np.flatnonzero(answers.worker == worker)
    labels = answers.label.copy()
    times = None if answers.seconds is None else answers.seconds.copy()
    if label is not None:
        labels[rows] = label
    if seconds is not None and times is not None:
        times[rows] = seconds
    return replace(answers, label=labels, seconds=times)


def copied(answers: Answers, source: int, target: int) -> Answers:
    """The target's answers are the source's, where the source answered the same item."""
    own = answers.worker == source
    given = dict(zip(answers.item[own].tolist(), answers.label[own].tolist(), strict=True))
    rows = np.flatnonzero(answers.worker == target)
    label = answers.label.copy()
    label[rows] = [given.get(int(answers.item[row]), int(answers.label[row])) for row in rows]
    return replace(answers, label=label)
