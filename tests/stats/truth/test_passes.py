"""The compiled passes, against loops that anybody can read."""

import math
import os

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.truth import passes
from assay.stats.truth.passes import Sums, Table, expectation, table_of, votes
from tests.stats.truth.crowds import crowd

Floats = NDArray[np.float64]


def slow_expectation(table: Table, confusion: Floats, prior: Floats, dependence: float) -> Sums:
    judgments = table.judgments
    counts, totals = np.zeros_like(confusion), np.zeros_like(prior)
    posterior = np.full((judgments.n_items, judgments.n_classes), np.nan)
    objective = 0.0
    for item in range(judgments.n_items):
        rows = np.flatnonzero(judgments.item == item)
        if not len(rows):
            continue
        weight = 1 / (1 + (len(rows) - 1) * dependence)
        log = np.log(prior)
        for row in rows:
            log = log + weight * np.log(confusion[judgments.worker[row], judgments.label[row]])
        known = table.held[item]
        objective += log[known] if known >= 0 else math.log(np.exp(log).sum())
        posterior[item] = (
            np.eye(judgments.n_classes)[known] if known >= 0 else np.exp(log) / np.exp(log).sum()
        )
        totals += posterior[item]
        for row in rows:
            counts[judgments.worker[row], judgments.label[row]] += posterior[item]
    return Sums(counts, totals, objective, posterior)


def parameters(seed: int, table: Table) -> tuple[Floats, Floats]:
    draw = np.random.default_rng(seed)
    n_workers, n_classes = table.judgments.n_workers, table.judgments.n_classes
    confusion = draw.dirichlet(np.ones(n_classes), (n_workers, n_classes)).transpose(0, 2, 1)
    return np.ascontiguousarray(confusion), draw.dirichlet(np.ones(n_classes))


@pytest.mark.parametrize("dependence", [0.0, 0.05, 1.0])
@pytest.mark.parametrize("gold", [None, {0: 2, 7: 0}])
def test_a_pass_equals_its_slow_twin(dependence: float, gold: dict[int, int] | None) -> None:
    table = table_of(crowd(1, n_items=60).judgments, gold)
    confusion, prior = parameters(2, table)

    fast = expectation(table, np.log(confusion), np.log(prior), dependence=dependence, with_posterior=True)

    slow = slow_expectation(table, confusion, prior, dependence)
    assert fast.objective == pytest.approx(slow.objective, rel=1e-12)
    for name in ("counts", "totals", "posterior"):
        np.testing.assert_allclose(getattr(fast, name), getattr(slow, name), rtol=1e-10, atol=1e-12)


def test_votes_are_shares() -> None:
    made = crowd(3, n_items=50)
    table = table_of(made.judgments, {4: 1})

    found = votes(table, with_posterior=True)

    shares = np.zeros((50, 3))
    np.add.at(shares, (made.judgments.item, made.judgments.label), 1 / 5)
    shares[4] = [0, 1, 0]
    np.testing.assert_allclose(found.posterior, shares, atol=1e-12)
    np.testing.assert_allclose(found.totals, shares.sum(axis=0), atol=1e-9)


def test_the_number_of_threads_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "JUDGMENTS_PER_CHUNK", 100)
    table = table_of(crowd(5).judgments)
    confusion, prior = parameters(6, table)
    assert len(table.chunks) == passes.MOST_CHUNKS
    found = []
    for n_threads in (1, 2, 8):
        monkeypatch.setattr(os, "cpu_count", lambda n=n_threads: n)
        found.append(expectation(table, np.log(confusion), np.log(prior), dependence=0.0))

    assert all(
        each.objective == found[0].objective and np.array_equal(each.counts, found[0].counts)
        for each in found
    )


def test_chunks_cover_every_item_once() -> None:
    table = table_of(crowd(7, n_items=1000).judgments)

    covered = [item for first, last in table.chunks for item in range(first, last)]

    assert covered == list(range(1000))
