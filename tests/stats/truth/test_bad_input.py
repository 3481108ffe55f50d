"""Crowds too small, too empty or too strange: an error that says why, or a sensible result."""

import numpy as np
import pytest

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
    Wawa,
    from_codes,
)

Model = MajorityVote | Wawa | DawidSkene | Glad | Auto
MODELS: list[Model] = [
    MajorityVote(),
    Wawa(),
    OneCoin(),
    Mace(),
    Glad(),
    DawidSkene(),
    HierarchicalDawidSkene(),
    Ordinal(),
    Auto(ordered=True),
]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)


def judgments_of(rows: list[tuple[int, int, int]], n_classes: int) -> Judgments:
    codes = np.array(rows, np.int32).reshape(-1, 3)
    sizes = codes.max(axis=0, initial=-1) + 1
    judgments, _ = from_codes(*codes.T, n_items=int(sizes[0]), n_workers=int(sizes[1]), n_classes=n_classes)
    return judgments


@every_model
def test_nothing(model: Model) -> None:
    with pytest.raises(ValueError, match="nothing to fit"):
        model.fit(judgments_of([], 0))


@every_model
def test_one_contributor_alone_is_believed(model: Model) -> None:
    rows = [(0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 2)]

    result = model.fit(judgments_of(rows, 3))

    assert result.label.tolist() == [0, 1, 1, 2]
    assert np.isfinite(result.posterior).all()


@every_model
def test_one_class(model: Model) -> None:
    result = model.fit(judgments_of([(0, 0, 0), (0, 1, 0), (1, 0, 0)], 1))

    assert result.posterior.tolist() == [[1.0], [1.0]]


@every_model
def test_one_judgment(model: Model) -> None:
    result = model.fit(judgments_of([(0, 0, 1)], 2))

    assert result.label.tolist() == [1]


@every_model
def test_a_class_that_nobody_gives_gets_no_item(model: Model) -> None:
    rows = [(item, worker, item % 2) for item in range(8) for worker in range(3)]

    result = model.fit(judgments_of(rows, 4))

    assert result.label.tolist() == [0, 1] * 4
    assert np.isfinite(result.posterior).all()


@every_model
def test_a_million_classes_are_no_classes(model: Model) -> None:
    rows = [(item, worker, item * 999 + worker) for item in range(1001) for worker in range(2)]

    with pytest.raises(ValueError, match=r"is the label a class\?"):
        model.fit(judgments_of(rows, 1_000_000))
