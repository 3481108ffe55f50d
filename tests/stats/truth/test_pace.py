"""Tempo and experience are used where judgments in haste, or of somebody new, prove less, and nowhere else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.truth import Auto, Encoded, HierarchicalDawidSkene, Judgments, Pace, encode, evidence_of_pace
from assay.stats.truth.pace import hasty, new
from assay.stats.truth.pace_reading import read_pace
from assay.stats.truth.reading import read_judgments
from assay.stats.truth.tempered import Tempered
from tests.stats.truth.crowds import Crowd, crowd

SEEDS = (0, 1, 2, 3)


def timed(seed: int) -> tuple[Crowd, Pace]:
    """A quarter of the judgments are given in a fifth of the time, and in any order."""
    made = crowd(seed)
    draw = np.random.default_rng(seed + 100)
    seconds = draw.lognormal(2, 0.3, made.judgments.n)
    seconds[draw.random(made.judgments.n) < 0.25] /= 5
    return made, Pace(seconds, draw.permutation(made.judgments.n))


def guessed(judgments: Judgments, which: NDArray[np.bool_], seed: int) -> Judgments:
    """The same crowd, but these judgments do not look at the item."""
    label = judgments.label.copy()
    label[which] = np.random.default_rng(seed).integers(0, judgments.n_classes, int(which.sum()))
    return replace(judgments, label=label)


def questioned(kind: str, judgments: Judgments, pace: Pace) -> tuple[NDArray[np.bool_], Pace]:
    """The judgments of this kind, and what of the pace says which they are."""
    assert pace.seconds is not None
    assert pace.moment is not None
    if kind == "hasty":
        return hasty(judgments, pace.seconds), replace(pace, moment=None)
    return new(judgments, pace.moment), replace(pace, seconds=None)


@pytest.mark.parametrize(("kind", "least"), [("hasty", 0.03), ("new", 0.015)])
def test_guesses_are_found_and_labels_become_better(kind: str, least: float) -> None:
    gains, shares = [], []
    for seed in SEEDS:
        made, pace = timed(seed)
        which, pace = questioned(kind, made.judgments, pace)
        judgments = guessed(made.judgments, which, seed)

        report = Auto().explain(judgments, pace=pace)

        found = evidence_of_pace(judgments, pace, HierarchicalDawidSkene().fit(judgments))
        assert [(each.name, each.is_followed) for each in found] == [(kind, True)]
        assert any("prove less (log likelihood +" in note for note in report.notes)
        gains.append((report.result.label == made.truth).mean())
        gains[-1] -= (Auto().fit(judgments).label == made.truth).mean()
        shares.append(found[0].guessed)

    assert np.mean(gains) >= least
    assert np.mean(shares) == pytest.approx(0.9, abs=0.12)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_pace_means_nothing_the_result_is_the_very_same(seed: int) -> None:
    made, pace = timed(seed)

    report = Auto().explain(made.judgments, pace=pace)

    plain = Auto().explain(made.judgments)
    np.testing.assert_array_equal(report.result.posterior, plain.result.posterior)
    assert report.result.n_iter == plain.result.n_iter
    assert sum("do not prove less" in note for note in report.notes) == 2


def test_bad_people_who_are_quick_are_no_haste() -> None:
    """Somebody who always guesses and is always quick is known by the guesses: nothing is hasty against oneself."""
    made, _ = timed(5)
    is_bad = made.judgments.worker < 8
    judgments = guessed(made.judgments, is_bad, 5)
    draw = np.random.default_rng(5)
    seconds = np.where(is_bad, 1.0, 20.0) * draw.lognormal(0, 0.6, judgments.n)

    (found,) = evidence_of_pace(judgments, Pace(seconds), HierarchicalDawidSkene().fit(judgments))

    assert not found.is_followed


def test_both_kinds_have_shares_of_their_own() -> None:
    made, pace = timed(6)
    assert pace.seconds is not None
    assert pace.moment is not None
    in_haste, is_new = hasty(made.judgments, pace.seconds), new(made.judgments, pace.moment)
    judgments = guessed(made.judgments, in_haste | is_new, 6)

    report = Auto().explain(judgments, pace=pace)

    assert sum(" prove less" in note and " not " not in note for note in report.notes) == 2
    better = (report.result.label == made.truth).mean() - (Auto().fit(judgments).label == made.truth).mean()
    assert better >= 0.03


def test_matrices_are_those_of_careful_judgments() -> None:
    errors = []
    for seed in SEEDS:
        made, pace = timed(seed)
        which, _ = questioned("hasty", made.judgments, pace)
        judgments = guessed(made.judgments, which, seed)
        models = (Tempered(which.astype(np.int64), 2), HierarchicalDawidSkene())
        found = [model.fit(judgments).confusion for model in models]
        errors.append([np.abs(each - made.confusion).mean() for each in found if each is not None])

    tempered, plain = np.mean(errors, axis=0)
    assert tempered < 0.85 * plain


def test_gold_is_heard_with_kinds_of_judgment() -> None:
    made, pace = timed(8)
    which, _ = questioned("hasty", made.judgments, pace)
    wrong = (int(made.truth[0]) + 1) % 3

    result = Tempered(which.astype(np.int64), 2).fit(made.judgments, gold={0: wrong, 1: (0, 0.8)})

    assert result.posterior[0, wrong] == pytest.approx(1.0)
    assert result.confusion is not None
    assert len(result.confusion) == made.judgments.n_workers


def test_haste_is_against_ones_own_median_and_unknown_times_are_none() -> None:
    found = read_rows("a,u,x,10 b,u,x,10 c,u,x,4 d,u,x, a,v,y,4 b,v,y,4 c,v,y,1.9 d,v,y,4")
    judgments = found.judgments
    seconds = np.array([10, 4, 10, 4, 4, 1.9, np.nan, 4])

    # Sorted by item, then contributor: (a u), (a v), (b u), (b v), (c u), (c v), (d u), (d v).
    assert np.flatnonzero(hasty(judgments, seconds)).tolist() == [4, 5]


def read_rows(text: str) -> Encoded:
    rows = [row.split(",") for row in text.split()]
    return encode(*([row[nth] for row in rows] for nth in range(3)))


def test_only_people_with_later_judgments_are_ever_new() -> None:
    item = np.arange(30, dtype=np.int32)
    judgments = Judgments(item, np.repeat([0, 1], [20, 10]).astype(np.int32), item * 0, 30, 2, 2)

    found = new(judgments, -np.arange(30))

    assert np.flatnonzero(found).tolist() == list(range(10, 20))


def test_columns_are_read_by_judgment_and_repeats_left_out(tmp_path: Path) -> None:
    path = tmp_path / "crowd.csv"
    path.write_text(
        "item,worker,label,timestamp,seconds\n"
        "b,u,x,2020-01-02,5\na,u,y,2020-01-01,\na,v,y,2020-01-04,7\nb,u,y,2020-01-09,9\nb,v,x,2020-01-03,-1\n"
    )

    pace = read_pace(path, read_judgments(path))

    assert pace is not None
    assert pace.seconds is not None
    assert pace.moment is not None
    np.testing.assert_array_equal(pace.seconds, [5, np.nan, np.nan, 7])
    assert pace.moment.tolist() == [1, 2, 0, 3]


def test_columns_that_are_something_else_are_left_alone_and_named(tmp_path: Path) -> None:
    path = tmp_path / "crowd.csv"
    path.write_text("item,worker,label,seq,seconds\na,u,x,1,2\na,v,x,,long\n")

    pace = read_pace(path, read_judgments(path))

    assert pace is not None
    assert (pace.seconds, pace.moment) == (None, None)
    assert pace.notes == (
        "The column seconds is not used: row 2 below the header has 'long'.",
        "The column seq is not used: row 2 below the header is empty.",
    )


def test_a_file_without_such_columns_has_no_pace(tmp_path: Path) -> None:
    path = tmp_path / "crowd.csv"
    path.write_text("item,worker,label,worker_seq\na,u,x,1\na,v,x,1\n")

    assert read_pace(path, read_judgments(path)) is None
