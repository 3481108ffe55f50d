"""The default for a crowd that nobody knows."""

import numpy as np
import pytest

from assay.stats.truth import (
    Auto,
    DawidSkene,
    Glad,
    HierarchicalDawidSkene,
    Mace,
    MajorityVote,
    OneCoin,
    Wawa,
    from_codes,
)
from tests.stats.truth.crowds import crowd


def accuracy(label: np.ndarray, truth: np.ndarray) -> float:
    return float((label == truth).mean())


def test_auto_is_near_the_best_of_its_views_on_every_kind_of_crowd() -> None:
    for seed, overlap, n_workers in ((11, 3, 10), (12, 5, 25), (13, 3, 300), (14, 9, 40)):
        made = crowd(seed, overlap=overlap, n_workers=n_workers)

        report = Auto().explain(made.judgments)

        alone = [accuracy(view.result.label, made.truth) for view in report.views]
        assert accuracy(report.result.label, made.truth) >= max(alone) - 0.02


def test_auto_says_which_views_there_were_and_how_far_they_agree() -> None:
    report = Auto().explain(crowd(15, overlap=7).judgments)

    assert [view.name for view in report.views] == [
        "hierarchical_dawid_skene", "dependent_judgments", "mace", "glad", "majority"
    ]  # fmt: skip
    assert all(0.9 <= view.same_share <= 1 for view in report.views)
    assert report.warnings == ()


def test_auto_warns_where_the_views_contradict_each_other() -> None:
    draw = np.random.default_rng(16)
    item = np.repeat(np.arange(200, dtype=np.int32), 7)
    worker = np.tile(np.arange(7, dtype=np.int32), 200)
    truth = draw.integers(0, 2, 200)
    noise = draw.integers(0, 2, 1400)
    label = np.where(worker < 2, truth[item], noise).astype(np.int32)
    judgments, _ = from_codes(item, worker, label, n_items=200, n_workers=7, n_classes=2)

    report = Auto().explain(judgments)

    assert accuracy(report.result.label, truth) >= 0.95
    assert [warning.split(" gives")[0] for warning in report.warnings] == ["majority"]


def test_gold_is_held() -> None:
    made = crowd(17)
    gold = {0: (int(made.truth[0]) + 1) % 3}

    result = Auto().fit(made.judgments, gold=gold)

    assert result.posterior[0, gold[0]] == pytest.approx(1.0)


@pytest.mark.parametrize(
    "model",
    [MajorityVote(), Wawa(), OneCoin(), Glad(), Mace(), DawidSkene(), HierarchicalDawidSkene(), Auto()],
    ids=lambda m: type(m).__name__,
)
def test_names_of_items_people_and_classes_do_not_matter(
    model: MajorityVote | Wawa | DawidSkene | Glad | Auto,
) -> None:
    made = crowd(18)
    draw = np.random.default_rng(0)
    items, people, classes = draw.permutation(400), draw.permutation(25), draw.permutation(3)
    judgments = made.judgments
    codes = (items[judgments.item], people[judgments.worker], classes[judgments.label])
    renamed, _ = from_codes(
        *(each.astype(np.int32) for each in codes), n_items=400, n_workers=25, n_classes=3
    )

    one, other = model.fit(judgments), model.fit(renamed)

    np.testing.assert_allclose(other.posterior[items][:, classes], one.posterior, atol=2e-3)


def test_an_item_without_judgments_is_undefined() -> None:
    judgments, _ = from_codes(
        np.array([0, 0, 2, 2], np.int32), np.array([0, 1, 0, 1], np.int32), np.array([0, 0, 1, 1], np.int32),
        n_items=3, n_workers=2, n_classes=2,
    )  # fmt: skip

    result = Auto().fit(judgments)

    assert result.label.tolist() == [0, -1, 1]
    assert np.isnan(result.posterior[1]).all()


def test_nothing_is_an_error_that_says_so() -> None:
    empty = np.array([], np.int32)
    judgments, _ = from_codes(empty, empty, empty, n_items=0, n_workers=0, n_classes=0)

    with pytest.raises(ValueError, match="nothing to fit"):
        Auto().fit(judgments)
