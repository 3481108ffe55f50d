"""Scores whose values can be worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from assay.stats.truth import MajorityVote, encode, from_codes
from assay.stats.truth.scoring import score


def test_a_score_by_hand() -> None:
    encoded = encode("aaabbbcccd", "uvwuvwuvwu", "yyynnynnny")
    result = MajorityVote().fit(encoded.judgments)

    found = score(result, np.array([0, 1, 2, 3]), np.array([1, 0, 1, 1]))

    assert (found.accuracy.k, found.accuracy.n) == (3, 4)
    assert found.macro_f1 == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert found.ece == pytest.approx(0.75 * abs(1.0 - 2 / 3) + 0.25 * abs(2 / 3 - 1.0))


def test_macro_f1_of_classes_of_different_size() -> None:
    encoded = encode("abcd", "uuuu", "yyyn")
    classes = {name: nth for nth, name in enumerate(encoded.classes)}
    wanted = np.array([classes[each] for each in "ynyn"])

    found = score(MajorityVote().fit(encoded.judgments), np.arange(4), wanted)

    assert found.macro_f1 == pytest.approx((4 / 5 + 2 / 3) / 2)


def test_a_class_nobody_gave_is_wrong() -> None:
    encoded = encode("aa", "uv", "yy")

    found = score(MajorityVote().fit(encoded.judgments), np.array([0]), np.array([-1]))

    assert (found.accuracy.k, found.accuracy.n) == (0, 1)


def test_no_truth_is_undefined() -> None:
    encoded = encode("aa", "uv", "yy")
    none = np.array([], np.int64)

    found = score(MajorityVote().fit(encoded.judgments), none, none)

    assert (found.accuracy.value, found.macro_f1, found.ece) == (None, None, None)


def test_an_item_without_judgments_does_not_count() -> None:
    codes = [np.array(each, np.int32) for each in ([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 0, 0])]
    judgments, _ = from_codes(codes[0], codes[1], codes[2], n_items=3, n_workers=2, n_classes=2)

    found = score(MajorityVote().fit(judgments), np.array([0, 1, 2]), np.array([1, 1, 1]))

    assert (found.accuracy.k, found.accuracy.n) == (1, 2)
    assert found.macro_f1 == pytest.approx(2 / 3)


def test_the_last_two_bins_of_probability_are_apart() -> None:
    result = MajorityVote().fit(encode("aabb", "uvuv", "ynyn").judgments)
    certain = replace(result, label=np.array([0, 0], np.int32), probability=np.array([0.85, 0.95]))

    found = score(certain, np.array([0, 1]), np.array([0, 1]))

    assert found.ece == pytest.approx((0.15 + 0.95) / 2)
