"""What holds for every crowd under the default, and for every table of numbers and of pairs."""

from typing import Any  # Estimators share no base class, only `fit`.

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assay.stats.truth import (
    Auto,
    BradleyTerry,
    Comparisons,
    Judgments,
    Mean,
    Measurements,
    Median,
    NumericResult,
    PairwiseResult,
    ReliabilityWeighted,
    from_codes,
)
from tests.stats.truth.crowds import crowd

Codes = NDArray[np.int64]
N_ITEMS, N_PEOPLE, N_CLASSES = 40, 8, 3
N_THINGS = 5
# Each of these fits takes some tenths of a second: a few crowds, drawn anew in every run of the deep tests.
handful = settings(max_examples=3, deadline=None)
few = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 10_000)
auto = pytest.mark.parametrize("model", [Auto(), Auto(ordered=True)], ids=["auto", "ordered"])
numeric = pytest.mark.parametrize("model", [Mean(), Median(), ReliabilityWeighted(max_iter=20)])


def permutations(size: int) -> st.SearchStrategy[Codes]:
    return st.permutations(range(size)).map(lambda order: np.array(order, np.int64))


def drawn(seed: int) -> Judgments:
    return crowd(seed, n_items=N_ITEMS, n_workers=N_PEOPLE, overlap=4).judgments


def renamed(judgments: Judgments, items: Codes, people: Codes, classes: Codes) -> Judgments:
    codes = (items[judgments.item], people[judgments.worker], classes[judgments.label])
    found, _ = from_codes(
        *(each.astype(np.int32) for each in codes), n_items=N_ITEMS, n_workers=N_PEOPLE, n_classes=N_CLASSES
    )
    return found


@handful
@given(
    seed=seeds, items=permutations(N_ITEMS), people=permutations(N_PEOPLE), classes=permutations(N_CLASSES)
)
def test_names_do_not_matter_to_the_default(seed: int, items: Codes, people: Codes, classes: Codes) -> None:
    judgments = drawn(seed)

    one, other = Auto().fit(judgments), Auto().fit(renamed(judgments, items, people, classes))

    np.testing.assert_allclose(other.posterior[items][:, classes], one.posterior, atol=2e-3)
    assert one.confusion is not None
    assert other.confusion is not None
    found = other.confusion[people][:, classes][:, :, classes]
    np.testing.assert_allclose(found, one.confusion, atol=2e-3)


@handful
@given(seed=seeds, items=permutations(N_ITEMS), people=permutations(N_PEOPLE))
def test_names_of_items_and_people_do_not_matter_where_the_order_of_classes_does(
    seed: int, items: Codes, people: Codes
) -> None:
    judgments, model = drawn(seed), Auto(ordered=True)

    one, other = model.fit(judgments), model.fit(renamed(judgments, items, people, np.arange(N_CLASSES)))

    np.testing.assert_allclose(other.posterior[items], one.posterior, atol=2e-3)


@auto
@handful
@given(seed=seeds, data=st.data())
def test_repeated_rows_change_nothing_in_the_default(model: Auto, seed: int, data: st.DataObject) -> None:
    judgments = drawn(seed)
    again = data.draw(st.lists(st.integers(0, judgments.n - 1), max_size=9))
    rows = np.concatenate([np.arange(judgments.n), np.array(again, np.int64)])
    more, n_repeats = from_codes(
        judgments.item[rows], judgments.worker[rows], (judgments.label[rows] + (np.arange(len(rows)) >= judgments.n))
        .astype(np.int32) % N_CLASSES, n_items=N_ITEMS, n_workers=N_PEOPLE, n_classes=N_CLASSES,
    )  # fmt: skip

    assert n_repeats == len(again)
    np.testing.assert_array_equal(model.fit(more).posterior, model.fit(judgments).posterior)


@auto
@pytest.mark.parametrize("label", range(N_CLASSES))
def test_a_single_judgment_is_the_label_of_the_default(model: Auto, label: int) -> None:
    found = model.fit(coded([(2, 1, label)]))

    assert found.label.tolist() == [-1, -1, label]
    assert not found.is_tie.any()


@auto
def test_one_class_is_certain_to_the_default(model: Auto) -> None:
    found = model.fit(coded([(0, 0, 0), (0, 1, 0), (2, 1, 0)], n_classes=1))

    assert found.label.tolist() == [0, -1, 0]
    assert found.prior.tolist() == [1.0]


def coded(rows: list[tuple[int, int, int]], n_classes: int = N_CLASSES) -> Judgments:
    item, worker, label = (np.array(column, np.int32) for column in zip(*rows, strict=True))
    return from_codes(item, worker, label, n_items=3, n_workers=2, n_classes=n_classes)[0]


measurements = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(-50, 50)), min_size=1, max_size=20
).map(lambda rows: np.array(rows, np.int64))


def measured(rows: NDArray[np.int64], *, factor: float = 1.0, shift: float = 0.0) -> Measurements:
    item, worker, value = rows.T
    return Measurements(item.astype(np.int32), worker.astype(np.int32), value * factor + shift, 5, 4)


def numbers_of(model: Any, rows: NDArray[np.int64], **scale: float) -> NumericResult:
    found: NumericResult = model.fit(measured(rows, **scale))
    return found


@numeric
@few
@given(rows=measurements, items=permutations(5), people=permutations(4), data=st.data())
def test_names_and_the_order_of_rows_do_not_matter_to_numbers(
    model: Any, rows: NDArray[np.int64], items: Codes, people: Codes, data: st.DataObject
) -> None:
    other = np.column_stack([items[rows[:, 0]], people[rows[:, 1]], rows[:, 2]])
    other = other[data.draw(permutations(len(rows)))]

    one, found = numbers_of(model, rows), numbers_of(model, other)

    for name in ("value", "low", "high"):
        np.testing.assert_allclose(getattr(found, name)[items], getattr(one, name), atol=1e-5)
    if one.bias is not None and found.bias is not None:
        np.testing.assert_allclose(found.bias[people], one.bias, atol=1e-5)


@numeric
@few
@given(rows=measurements, factor=st.sampled_from([0.5, 2.0, 8.0]), shift=st.integers(-100, 100))
def test_another_unit_is_the_same_number(
    model: Any, rows: NDArray[np.int64], factor: float, shift: int
) -> None:
    one, other = numbers_of(model, rows), numbers_of(model, rows, factor=factor, shift=shift)

    for name in ("value", "low", "high"):
        np.testing.assert_allclose(getattr(other, name), getattr(one, name) * factor + shift, atol=1e-3)


@numeric
def test_a_single_number_is_the_value_and_its_bounds_are_no_guess(model: Any) -> None:
    found = numbers_of(model, np.array([[2, 1, 7]]))

    np.testing.assert_array_equal(found.value, [np.nan, np.nan, 7, np.nan, np.nan])
    assert np.isnan(found.low).all()
    assert np.isnan(found.high).all()
    assert found.n_judgments.tolist() == [0, 0, 1, 0, 0]


@pytest.mark.parametrize("model", [Mean(), Median()])
@few
@given(rows=measurements)
def test_everything_said_twice_has_the_same_middle(model: Any, rows: NDArray[np.int64]) -> None:
    one, twice = numbers_of(model, rows), numbers_of(model, np.concatenate([rows, rows]))

    np.testing.assert_allclose(twice.value, one.value)


pair = st.tuples(st.integers(0, N_THINGS - 1), st.integers(0, N_THINGS - 1), st.integers(0, 2))
tables = st.lists(pair.filter(lambda row: row[0] != row[1]), min_size=1, max_size=25).map(
    lambda rows: np.array(rows, np.int64)
)


def compared(rows: NDArray[np.int64]) -> PairwiseResult:
    left, right, outcome = rows.T.astype(np.int32)
    return BradleyTerry().fit(Comparisons(left, right, outcome, N_THINGS))


def same(one: PairwiseResult, other: PairwiseResult, new: Codes) -> None:
    for name in ("strength", "low", "high"):
        np.testing.assert_allclose(getattr(other, name)[new], getattr(one, name), atol=1e-4)
    together = one.group[:, None] == one.group
    np.testing.assert_array_equal(together, (other.group[:, None] == other.group)[new][:, new])
    assert other.tie == pytest.approx(one.tie, abs=1e-4)


@few
@given(rows=tables, new=permutations(N_THINGS), data=st.data())
def test_names_and_the_order_of_rows_do_not_matter_to_pairs(
    rows: NDArray[np.int64], new: Codes, data: st.DataObject
) -> None:
    other = np.column_stack([new[rows[:, 0]], new[rows[:, 1]], rows[:, 2]])

    same(compared(rows), compared(other[data.draw(permutations(len(rows)))]), new)


@few
@given(rows=tables, data=st.data())
def test_sides_do_not_matter(rows: NDArray[np.int64], data: st.DataObject) -> None:
    turned = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    swapped = np.column_stack([rows[:, 1], rows[:, 0], np.array([1, 0, 2])[rows[:, 2]]])

    same(compared(rows), compared(np.where(turned[:, None], swapped, rows)), np.arange(N_THINGS))


@few
@given(rows=tables)
def test_everything_compared_twice_is_as_strong_and_surer(rows: NDArray[np.int64]) -> None:
    one, twice = compared(rows), compared(np.concatenate([rows, rows]))

    np.testing.assert_allclose(twice.strength, one.strength, atol=1e-4)
    np.testing.assert_allclose((twice.high - twice.low) * np.sqrt(2), one.high - one.low, atol=1e-3)


@pytest.mark.parametrize("outcome", [0, 1])
def test_a_single_win_cannot_be_measured(outcome: int) -> None:
    found = compared(np.array([[0, 1, outcome]]))

    assert np.isnan(found.strength).all()
    assert found.chances(0, 1) is None


def test_a_single_tie_is_two_equals() -> None:
    found = compared(np.array([[3, 1, 2]]))

    assert found.strength[[1, 3]].tolist() == pytest.approx([0, 0])
