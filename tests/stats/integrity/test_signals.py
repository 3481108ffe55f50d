"""Each signal on someone who earns it, and on honest people."""

import numpy as np
import pytest

from assay.stats.integrity import (
    Signal,
    SpeedLimits,
    Standing,
    benjamini_hochberg,
    duplicate_signals,
    longest_run,
    monotony,
    monotony_signals,
    run_bound,
    same_content,
    same_sequences,
    speeding,
    suspicions,
)
from tests.stats.integrity.crowds import changed, honest


def names(signals: list[Signal], worker: int) -> list[str]:
    return sorted(signal.name for signal in signals if signal.worker == worker)


def others(signals: list[Signal], *workers: int) -> list[Signal]:
    return [signal for signal in signals if signal.worker not in workers]


def test_who_does_not_read_is_fast_by_every_rule() -> None:
    answers, _ = honest(1)
    answers = changed(answers, 5, seconds=1.5)

    found = speeding(answers, SpeedLimits(control_seconds=2.0))

    assert names(found, 5) == ["fast_share", "four_of_ten", "half_median", "three_of_ten"]
    assert others(found, 5) == []


def test_a_fast_expert_is_no_speeder() -> None:
    answers, _ = honest(2)
    assert answers.seconds is not None
    answers = changed(answers, 5, seconds=0.7 * answers.seconds[answers.worker == 5])

    assert speeding(answers) == []


def test_speed_needs_times() -> None:
    answers, _ = honest(3)

    with pytest.raises(ValueError, match="seconds of every answer"):
        speeding(changed(answers, 0, seconds=-1.0))


def test_four_of_ten_are_counted_in_a_row() -> None:
    answers, _ = honest(4)
    pattern = np.tile([1.0] * 3 + [20.0] * 7, 8)
    slow = changed(answers, 0, seconds=pattern)
    fast = changed(answers, 0, seconds=np.concatenate([pattern[:3], [1.0], pattern[4:]]))

    assert "four_of_ten" not in names(speeding(slow), 0)
    assert "four_of_ten" in names(speeding(fast), 0)


def test_who_always_gives_one_answer_shows_twice_in_one_family() -> None:
    answers, _ = honest(5)
    answers = changed(answers, 9, label=2)

    found = monotony_signals(answers)

    assert names(found, 9) == ["low_entropy", "straight_line"]
    assert others(found, 9) == []
    assert {signal.family for signal in found} == {"monotony"}
    report = monotony(answers)
    assert (report.longest_run[9], report.entropy[9], report.variance_share[9]) == (80, 0.0, 0.0)


def test_honest_crowds_are_seldom_called_uniform() -> None:
    assert sum(bool(monotony_signals(honest(seed)[0])) for seed in range(20)) <= 1


def test_a_run_is_as_unlikely_as_the_bound_says() -> None:
    draw = np.random.default_rng(1)
    mix = np.array([0.7, 0.3])
    long_enough = [longest_run(draw.choice(2, 100, p=mix)) >= 18 for _ in range(4000)]

    assert run_bound(18, 100, mix) == pytest.approx(np.mean(long_enough), rel=0.25)
    assert (run_bound(5, 4, mix), run_bound(1, 4, mix), longest_run(np.zeros(0, np.int64))) == (0.0, 1.0, 0)


def test_one_sequence_under_two_names() -> None:
    answers, _ = honest(6)
    first, second = (np.flatnonzero(answers.worker == worker) for worker in (2, 3))
    item, label = answers.item.copy(), answers.label.copy()
    item[second], label[second] = item[first], label[first]
    twin = type(answers)(item, answers.worker, label, answers.n_items, answers.n_workers, answers.n_classes)

    assert [group.workers for group in same_sequences(twin)] == [(2, 3)]
    assert [signal.worker for signal in duplicate_signals(twin)] == [2, 3]
    assert same_sequences(answers) == []


def test_what_everybody_answers_is_no_copy() -> None:
    item = np.tile(np.arange(12), 5)
    one = type(honest(0)[0])(item, np.repeat(np.arange(5), 12), np.zeros(60, np.int64), 12, 5, 3)

    groups = same_sequences(one)

    assert [group.workers for group in groups] == [(0, 1, 2, 3, 4)]
    assert groups[0].p_value == 1.0
    assert duplicate_signals(one) == []


def test_one_text_under_two_names() -> None:
    texts = [
        "A red shoe with a white sole.",
        "a RED shoe, with a white sole",
        "Blue.",
        "Blue.",
        "Quite another text.",
    ]

    found = same_content([0, 1, 0, 1, 0], texts)

    assert [(each.workers, each.rows) for each in found] == [((0, 1), (0, 1))]


def test_one_person_may_repeat_a_text() -> None:
    assert same_content([0, 0], ["The same long sentence twice."] * 2) == []


def test_adjusted_p_values() -> None:
    found = benjamini_hochberg([0.01, 0.02, 0.03, 0.04, 0.05])

    assert found.tolist() == pytest.approx([0.05] * 5)
    assert benjamini_hochberg([]).tolist() == []
    with pytest.raises(ValueError, match="from 0 to 1"):
        benjamini_hochberg([1.2])


def test_false_discoveries_are_held_down() -> None:
    draw = np.random.default_rng(3)
    wrong = []
    for _ in range(300):
        found = benjamini_hochberg(np.concatenate([draw.random(80), draw.random(20) / 2000])) <= 0.1
        wrong.append(found[:80].sum() / max(1, found.sum()))

    assert np.mean(wrong) <= 0.1


def test_one_kind_of_signal_is_no_verdict_and_two_ask_for_a_look() -> None:
    answers, _ = honest(7)
    answers = changed(changed(changed(answers, 4, label=1), 4, seconds=1.0), 8, label=0)

    found = suspicions(speeding(answers) + monotony_signals(answers))

    assert [(each.worker, each.standing, each.families) for each in found] == [
        (4, Standing.REVIEW, ("monotony", "speed")),
        (8, Standing.WATCH, ("monotony",)),
    ]
    assert len(found[1].signals) == 2
    assert found[0].sentence.startswith("2 kinds of signal (monotony, speed): have a person look")
    assert "no reason to act" in found[1].sentence


def test_one_signal_cannot_be_made_enough() -> None:
    with pytest.raises(ValueError, match="never enough"):
        suspicions([], fewest_families=1)
