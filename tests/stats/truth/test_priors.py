"""What is known before the judgments changes what is found, and only as much as it says."""

import numpy as np
import pytest

from assay.stats.truth import (
    DawidSkene,
    Dirichlet,
    Fixed,
    Glad,
    HierarchicalDawidSkene,
    Mace,
    OneCoin,
    encode,
)
from tests.stats.truth.crowds import crowd


def accuracy(label: np.ndarray, truth: np.ndarray) -> float:
    return float((label == truth).mean())


def test_fixed_classes_stay() -> None:
    made = crowd(81)
    shares = np.array([0.2, 0.3, 0.5])

    for model in (DawidSkene, HierarchicalDawidSkene):
        result = model(class_prior=Fixed(shares)).fit(made.judgments)
        np.testing.assert_allclose(result.prior, shares)


def test_earlier_items_are_counted_with_the_new_ones() -> None:
    made = crowd(82)
    plain = DawidSkene(tol=1e-12).fit(made.judgments)

    weak = DawidSkene(class_prior=Dirichlet(np.array([1e-9, 0, 0])), tol=1e-12).fit(made.judgments)
    strong = DawidSkene(class_prior=Dirichlet(np.array([1e7, 0, 0]))).fit(made.judgments)

    np.testing.assert_allclose(weak.prior, plain.prior, atol=1e-6)
    np.testing.assert_allclose(strong.prior, [1, 0, 0], atol=1e-3)


def test_known_people_keep_their_matrix_and_others_learn_theirs() -> None:
    made = crowd(83, n_items=2000)
    known = np.full((25, 3, 3), np.nan)
    known[4] = np.array([[0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.8, 0.1, 0.1]])

    result = DawidSkene(contributor_prior=Fixed(known)).fit(made.judgments)

    assert result.confusion is not None
    np.testing.assert_allclose(result.confusion[4], known[4])
    assert np.abs(np.delete(result.confusion - made.confusion, 4, axis=0)).max() < 0.15


def test_knowing_everybody_is_bayes_rule() -> None:
    encoded = encode("aab", "uvu", "yny", classes=["n", "y"])
    people = np.array([[[0.9, 0.1], [0.2, 0.8]], [[0.6, 0.4], [0.3, 0.7]]])
    model = DawidSkene(class_prior=Fixed(np.array([0.7, 0.3])), contributor_prior=Fixed(people))

    result = model.fit(encoded.judgments)

    no, yes = 0.7 * 0.1 * 0.6, 0.3 * 0.8 * 0.3
    np.testing.assert_allclose(result.posterior[0], [no / (no + yes), yes / (no + yes)])
    np.testing.assert_allclose(result.posterior[1], [0.7 * 0.1 / (0.07 + 0.24), 0.24 / (0.07 + 0.24)])


def test_experience_with_people_helps_with_their_first_judgments() -> None:
    made = crowd(84, n_items=60, overlap=2)
    earlier = Dirichlet(made.confusion * 200)

    with_it = DawidSkene(contributor_prior=earlier).fit(made.judgments)

    assert accuracy(with_it.label, made.truth) > accuracy(DawidSkene().fit(made.judgments).label, made.truth)
    assert with_it.confusion is not None
    assert np.abs(with_it.confusion - made.confusion).max() < 0.1


@pytest.mark.parametrize(
    ("model", "why"),
    [
        (DawidSkene(class_prior=Fixed(np.ones(2))), r"class prior has shape \(2,\), it needs \(3,\)"),
        (DawidSkene(class_prior=Dirichlet(np.array([1, -1, 1]))), "number below 0"),
        (DawidSkene(contributor_prior=Fixed(np.ones((3, 3)))), "contributor prior has shape"),
    ],
)
def test_a_prior_that_does_not_fit_is_refused(model: DawidSkene, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        model.fit(crowd(85).judgments)


@pytest.mark.parametrize("model", [OneCoin(), Mace(), DawidSkene(), HierarchicalDawidSkene(), Glad()])
def test_every_model_hears_uncertain_gold(model: OneCoin | Mace | DawidSkene | Glad) -> None:
    made = crowd(86, overlap=2)
    gold = {nth: (int(made.truth[nth]), 0.97) for nth in range(0, 400, 2)}

    plain, told = model.fit(made.judgments), model.fit(made.judgments, gold=gold)

    assert accuracy(told.label[::2], made.truth[::2]) > accuracy(plain.label[::2], made.truth[::2])
    assert told.confusion is not None
    assert told.confusion.shape == (25, 3, 3)
    assert told.n_judgments.tolist() == plain.n_judgments.tolist()
