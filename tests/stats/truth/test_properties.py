"""What holds for every table of judgments and every estimator."""

from collections.abc import Callable
from typing import Any  # Estimators share no base class, only `fit`.

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assay.stats.truth import (
    Auto,
    DawidSkene,
    Glad,
    HierarchicalDawidSkene,
    Judgments,
    Mace,
    MajorityVote,
    OneCoin,
    Ordinal,
    TruthResult,
    Wawa,
    from_codes,
)

N_ITEMS, N_WORKERS, N_CLASSES = 6, 4, 3
# Few steps: at a saddle, where a table looks the same with its names exchanged, rounding doubles with each one.
ESTIMATORS: dict[str, Callable[[], Any]] = {
    "majority": MajorityVote,
    "wawa": Wawa,
    "dawid_skene": lambda: DawidSkene(max_iter=8),
    "dependent": lambda: DawidSkene(dependence=0.1, accelerated=False, max_iter=8),
    "hierarchical": lambda: HierarchicalDawidSkene(max_iter=8),
    "one_coin": lambda: OneCoin(max_iter=8),
    "mace": lambda: Mace(max_iter=8),
    "ordinal": lambda: Ordinal(max_iter=8),
    "glad": lambda: Glad(max_iter=8),
}
every_estimator = pytest.mark.parametrize("estimator", ESTIMATORS)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
pairs = st.lists(
    st.tuples(st.integers(0, N_ITEMS - 1), st.integers(0, N_WORKERS - 1)),
    unique=True,
    min_size=1,
    max_size=20,
)
tables = pairs.flatmap(
    lambda chosen: st.lists(st.integers(0, N_CLASSES - 1), min_size=len(chosen), max_size=len(chosen)).map(
        lambda labels: np.array(
            [(*pair, label) for pair, label in zip(chosen, labels, strict=True)], np.int32
        )
    )
)


def permutations(size: int) -> st.SearchStrategy[NDArray[np.int64]]:
    return st.permutations(range(size)).map(lambda order: np.array(order, np.int64))


def coded(rows: NDArray[np.int32], n_classes: int = N_CLASSES) -> Judgments:
    item, worker, label = (np.ascontiguousarray(column, np.int32) for column in rows.reshape(-1, 3).T)
    found, _ = from_codes(item, worker, label, n_items=N_ITEMS, n_workers=N_WORKERS, n_classes=n_classes)
    return found


def fitted(estimator: str, rows: NDArray[np.int32]) -> TruthResult:
    found: TruthResult = ESTIMATORS[estimator]().fit(coded(rows))
    return found


@every_estimator
@few
@given(rows=tables)
def test_posteriors_are_probabilities_where_there_are_judgments(
    estimator: str, rows: NDArray[np.int32]
) -> None:
    found = fitted(estimator, rows)

    judged = np.isin(np.arange(N_ITEMS), rows[:, 0])
    np.testing.assert_array_equal(found.n_judgments, np.bincount(rows[:, 0], minlength=N_ITEMS))
    np.testing.assert_allclose(found.posterior[judged].sum(axis=1), 1, atol=1e-9)
    assert (found.posterior[judged] >= 0).all()
    assert np.isnan(found.posterior[~judged]).all()
    np.testing.assert_array_equal(found.label >= 0, judged)
    np.testing.assert_allclose(found.probability[judged], found.posterior[judged].max(axis=1))
    np.testing.assert_allclose(found.prior.sum(), 1, atol=1e-9)


@every_estimator
@few
@given(rows=tables, new=permutations(N_ITEMS), data=st.data())
def test_the_names_of_items_and_the_order_of_rows_do_not_matter(
    estimator: str, rows: NDArray[np.int32], new: NDArray[np.int64], data: st.DataObject
) -> None:
    renamed = rows.copy()
    renamed[:, 0] = new[rows[:, 0]]
    renamed = renamed[data.draw(permutations(len(rows)))]

    found = fitted(estimator, renamed)

    np.testing.assert_allclose(found.posterior[new], fitted(estimator, rows).posterior, atol=1e-6)


@every_estimator
@few
@given(rows=tables, new=permutations(N_WORKERS))
def test_the_names_of_contributors_do_not_matter(
    estimator: str, rows: NDArray[np.int32], new: NDArray[np.int64]
) -> None:
    renamed = rows.copy()
    renamed[:, 1] = new[rows[:, 1]]

    found, before = fitted(estimator, renamed), fitted(estimator, rows)

    np.testing.assert_allclose(found.posterior, before.posterior, atol=1e-6)
    if found.confusion is not None and before.confusion is not None:
        np.testing.assert_allclose(found.confusion[new], before.confusion, atol=1e-6)


@pytest.mark.parametrize("estimator", [name for name in ESTIMATORS if name != "ordinal"])
@few
@given(rows=tables, new=permutations(N_CLASSES))
def test_the_names_of_labels_do_not_matter(
    estimator: str, rows: NDArray[np.int32], new: NDArray[np.int64]
) -> None:
    renamed = rows.copy()
    renamed[:, 2] = new[rows[:, 2]]

    found, before = fitted(estimator, renamed), fitted(estimator, rows)

    np.testing.assert_allclose(found.posterior[:, new], before.posterior, atol=1e-6)
    if not before.is_tie.any():
        np.testing.assert_allclose(found.prior[new], before.prior, atol=1e-6)
    np.testing.assert_array_equal(found.is_tie, before.is_tie)
    certain = ~before.is_tie & (before.label >= 0)
    np.testing.assert_array_equal(found.label[certain], new[before.label[certain]])


@few
@given(rows=tables)
def test_a_scale_may_be_read_from_its_other_end(rows: NDArray[np.int32]) -> None:
    turned = rows.copy()
    turned[:, 2] = N_CLASSES - 1 - rows[:, 2]

    found = fitted("ordinal", turned)

    np.testing.assert_allclose(found.posterior[:, ::-1], fitted("ordinal", rows).posterior, atol=1e-6)


@every_estimator
@few
@given(rows=tables, data=st.data())
def test_repeated_rows_change_nothing(estimator: str, rows: NDArray[np.int32], data: st.DataObject) -> None:
    again = rows[data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=9))].copy()
    again[:, 2] = (again[:, 2] + 1) % N_CLASSES

    found = fitted(estimator, np.concatenate([rows, again]))

    np.testing.assert_array_equal(found.posterior, fitted(estimator, rows).posterior)


@every_estimator
@pytest.mark.parametrize("label", range(N_CLASSES))
def test_a_single_judgment_is_the_label(estimator: str, label: int) -> None:
    found = fitted(estimator, np.array([[2, 1, label]], np.int32))

    assert found.label.tolist() == [-1, -1, label, -1, -1, -1]
    assert not found.is_tie.any()


@every_estimator
def test_one_class_is_certain(estimator: str) -> None:
    rows = np.array([[0, 0, 0], [0, 1, 0], [3, 1, 0]], np.int32)

    found = ESTIMATORS[estimator]().fit(coded(rows, n_classes=1))

    assert found.label.tolist() == [0, -1, -1, 0, -1, -1]
    assert found.prior.tolist() == [1.0]


@pytest.mark.parametrize("estimator", [*ESTIMATORS, "auto"])
def test_without_judgments_there_is_nothing_to_fit(estimator: str) -> None:
    models: dict[str, Callable[[], Any]] = {**ESTIMATORS, "auto": Auto}

    with pytest.raises(ValueError, match="nothing to fit"):
        models[estimator]().fit(coded(np.empty((0, 3), np.int32)))
