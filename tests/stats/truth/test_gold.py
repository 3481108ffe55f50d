"""Known answers, certain and uncertain."""

import numpy as np
import pytest

from assay.stats.truth import DawidSkene, Fixed, Glad, MajorityVote, Wawa, encode
from assay.stats.truth.gold import Gold, heard

SMALL = encode("aabbc", "uvuvu", "ynnny", classes=["n", "y"])


def test_certain_gold_is_held_and_uncertain_gold_is_a_voice() -> None:
    found = heard(SMALL.judgments, {0: 1, 1: (0, 0.9), 2: (1, 0.9)})

    assert found.held == {0: 1}
    assert found.judgments.n_workers == 3
    assert found.judgments.item.tolist() == [0, 0, 1, 1, 1, 2, 2]
    assert found.judgments.worker.tolist() == [0, 1, 0, 1, 2, 0, 2]
    np.testing.assert_allclose(found.voices, [[[0.9, 0.1], [0.1, 0.9]]])


def test_uncertain_gold_alone_gives_its_own_confidence() -> None:
    nobody_knows = Fixed(np.full((2, 2, 2), 0.5))
    model = DawidSkene(class_prior=Fixed(np.array([0.5, 0.5])), contributor_prior=nobody_knows)

    result = model.fit(SMALL.judgments, gold={0: (1, 0.8)})

    np.testing.assert_allclose(result.posterior, [[0.2, 0.8], [0.5, 0.5], [0.5, 0.5]])


def test_confidence_of_one_is_certain() -> None:
    for model in (DawidSkene(), Glad(), MajorityVote(), Wawa()):
        one = model.fit(SMALL.judgments, gold={0: (1, 1.0)})
        other = model.fit(SMALL.judgments, gold={0: 1})
        np.testing.assert_array_equal(one.posterior, other.posterior)
        assert one.posterior[0].tolist() == [0.0, 1.0]


def test_a_vote_of_gold_breaks_a_tie() -> None:
    plain, told = MajorityVote().fit(SMALL.judgments), MajorityVote().fit(SMALL.judgments, gold={0: (0, 0.9)})

    assert (plain.is_tie[0], told.is_tie[0], told.label[0]) == (True, False, 0)
    assert told.n_judgments[0] == 2


def test_gold_of_an_item_that_nobody_judged_says_nothing() -> None:
    judgments = encode("ab", "uu", "yn").judgments
    more = type(judgments)(judgments.item, judgments.worker, judgments.label, 3, 1, 2)

    result = DawidSkene().fit(more, gold={2: (1, 0.9)})

    assert result.label[2] == -1
    assert np.isnan(result.posterior[2]).all()


@pytest.mark.parametrize(
    ("gold", "why"),
    [
        ({3: 1}, "gold names item 3, there are 3"),
        ({0: 2}, "gold of item 0 is class 2, there are 2"),
        ({0: (1, 0.0)}, "confidence in gold of item 0 is 0.0"),
        ({0: (1, 1.5)}, "confidence in gold of item 0 is 1.5"),
    ],
)
def test_gold_out_of_range_is_refused(gold: Gold, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        DawidSkene().fit(SMALL.judgments, gold=gold)
