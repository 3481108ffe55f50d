"""Dawid-Skene against published figures."""

import numpy as np
import pytest

from assay.stats.truth import DawidSkene, encode
from tests.stats.truth.anaesthetists import anaesthetists


def test_the_anaesthetists_of_1979() -> None:
    judgments = anaesthetists()

    result = DawidSkene(smoothing=0.0, tol=1e-12, max_iter=5000).fit(judgments)

    assert judgments.n == 315
    assert result.converged
    assert result.log_likelihood == pytest.approx(-190.7310, abs=5e-4)
    np.testing.assert_allclose(result.prior, [0.4000, 0.4216, 0.1118, 0.0667], atol=1e-4)
    assert np.bincount(result.label).tolist() == [18, 19, 5, 3]
    assert result.confusion is not None
    np.testing.assert_allclose(
        result.confusion[0],
        [[0.907, 0.093, 0, 0], [0.070, 0.877, 0.053, 0], [0, 0.339, 0.661, 0], [0, 0, 0.556, 0.444]],
        atol=6e-4,
    )


def test_the_toy_of_get_another_label() -> None:
    answers = {"w1": "PPPPP", "w2": "NPNPP", "w3": "NPNPN", "w4": "NPNPN", "w5": "PNPNP"}
    rows = [
        (f"url{nth + 1}", worker, each) for worker, said in answers.items() for nth, each in enumerate(said)
    ]
    items, workers, labels = zip(*rows, strict=True)
    encoded = encode(items, workers, labels, classes=["P", "N"])

    result = DawidSkene(smoothing=0.0).fit(encoded.judgments)

    assert {item: encoded.classes[label] for item, label in zip(encoded.items, result.label, strict=True)} == {
        "url1": "N", "url2": "P", "url3": "N", "url4": "P", "url5": "N",
    }  # fmt: skip
    np.testing.assert_allclose(result.prior, [0.4, 0.6], atol=1e-6)
    assert result.confusion is not None
    perfect = [[1, 0], [0, 1]]
    wanted = np.array([[[1, 0], [1, 0]], [[1, 0], [1 / 3, 2 / 3]], perfect, perfect, [[0, 1], [1, 0]]])
    np.testing.assert_allclose(result.confusion, wanted, atol=1e-6)
