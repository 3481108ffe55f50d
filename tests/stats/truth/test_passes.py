"""The compiled passes, against loops that anybody can read."""

import math
import os

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.truth import from_codes, passes
from assay.stats.truth.dawid_skene import normed
from assay.stats.truth.passes import Sums, Table, expectation, shares_of_answers, table_of, votes
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
        log = np.log(np.maximum(prior, 1e-300))
        for row in rows:
            likely = np.maximum(confusion[judgments.worker[row], judgments.label[row]], 1e-300)
            log = log + weight * np.log(likely)
        known = table.held[item]
        relative = np.exp(log - log.max())
        objective += log[known] if known >= 0 else log.max() + math.log(relative.sum())
        posterior[item] = np.eye(judgments.n_classes)[known] if known >= 0 else relative / relative.sum()
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

    assert_equal_to_its_twin(table, confusion, prior, dependence)


def assert_equal_to_its_twin(table: Table, confusion: Floats, prior: Floats, dependence: float) -> None:
    fast = expectation(table, confusion, prior, dependence=dependence, with_posterior=True)

    slow = slow_expectation(table, confusion, prior, dependence)
    assert fast.objective == pytest.approx(slow.objective, rel=1e-12)
    for name in ("counts", "totals", "posterior"):
        np.testing.assert_allclose(getattr(fast, name), getattr(slow, name), rtol=1e-9, atol=1e-12)


def drawn(seed: int, *, n_items: int, n_workers: int, n_classes: int, n: int) -> Table:
    """Judgments without any sense, some items without one."""
    draw = np.random.default_rng(seed)
    columns = [draw.integers(0, size, n).astype(np.int32) for size in (n_items, n_workers, n_classes)]
    sizes = {"n_items": n_items, "n_workers": n_workers, "n_classes": n_classes}
    judgments, _ = from_codes(columns[0], columns[1], columns[2], **sizes)
    return table_of(judgments)


@pytest.mark.parametrize("dependence", [0.0, 0.3])
@pytest.mark.parametrize("n_classes", [1, 2, 3, 5, 8, 9, 30])
def test_any_number_of_classes_equals_the_twin(n_classes: int, dependence: float) -> None:
    table = drawn(n_classes, n_items=40, n_workers=9, n_classes=n_classes, n=60)
    assert (table.n_judgments == 0).any()

    assert_equal_to_its_twin(table, *parameters(3, table), dependence)


@pytest.mark.parametrize("dependence", [0.0, 0.001, 1.0])
def test_products_too_small_for_a_number_equal_the_twin(dependence: float) -> None:
    table = drawn(1, n_items=3, n_workers=4000, n_classes=3, n=9000)

    assert_equal_to_its_twin(table, *parameters(4, table), dependence)


@pytest.mark.parametrize("dependence", [0.0, 0.5])
def test_what_is_impossible_for_everybody_equals_the_twin(dependence: float) -> None:
    """Each contributor rules a class out that another one insists on."""
    table = drawn(2, n_items=30, n_workers=6, n_classes=3, n=150)
    confusion, prior = parameters(5, table)
    confusion[::2, 0, 1] = confusion[1::2, 1, 0] = confusion[::3, 2, 2] = 0.0

    assert_equal_to_its_twin(table, confusion, prior, dependence)
    assert_equal_to_its_twin(table, np.tile(np.eye(3), (6, 1, 1)), np.array([1.0, 0.0, 0.0]), dependence)


def test_shares_of_answers_equal_numpy() -> None:
    draw = np.random.default_rng(8)
    counts, added = draw.random((7, 4, 4)), draw.random((4, 4))
    added[:, 3] = counts[2, :, 3] = 0.0

    found = shares_of_answers(counts, added)

    np.testing.assert_allclose(found, normed(counts + added, axis=1), rtol=1e-13)
    np.testing.assert_array_equal(found[2, :, 3], 0.25)


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
        found.append(expectation(table, confusion, prior, dependence=0.0))

    assert all(
        each.objective == found[0].objective and np.array_equal(each.counts, found[0].counts)
        for each in found
    )
    slow = slow_expectation(table, confusion, prior, dependence=0.0)
    assert found[0].objective == pytest.approx(slow.objective)
    np.testing.assert_allclose(found[0].counts, slow.counts, atol=1e-9)


def test_chunks_cover_every_item_once() -> None:
    table = table_of(crowd(7, n_items=1000).judgments)

    covered = [item for first, last in table.chunks for item in range(first, last)]

    assert covered == list(range(1000))
