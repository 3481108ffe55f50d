"""Whole replays: simulated crowds, no peeking, and real judgments where they lie beside the checkout."""

from pathlib import Path

import numpy as np
import pytest

from assay.stats.sampling import wilson
from assay.stats.stopping import (
    Arrived,
    Outcome,
    Rule,
    drawn_order,
    is_audited,
    read_recorded,
    replay,
    report,
)
from assay.stats.truth.reading import Unusable, read_truth, truth_codes
from tests.stats.known import known
from tests.stats.truth.crowds import Crowd, crowd
from tests.stats.truth.real_sets import folder_of


def arrived(made: Crowd, gold: dict[int, int], *, seed: int = 0) -> Arrived:
    rows = Arrived(
        made.judgments.item,
        made.judgments.worker,
        made.judgments.label,
        made.judgments.n_items,
        made.judgments.n_workers,
        made.judgments.n_classes,
    )
    return drawn_order(rows, list(gold), seed=seed)


def gold_of(made: Crowd, n: int) -> dict[int, int]:
    return {item: int(made.truth[item]) for item in range(n)}


def truth_of(made: Crowd) -> dict[int, int]:
    return dict(enumerate(made.truth.tolist()))


def test_a_replay_saves_judgments_and_keeps_its_promise() -> None:
    made = crowd(31, n_items=300, n_workers=30, overlap=12)
    gold = gold_of(made, 100)

    done = replay(arrived(made, gold), gold, Rule(target=0.95), first=1200, n_refits=5)
    found = report(done, truth_of(made), gold)

    assert (found.n_scored, found.n_gold, found.judgments_available) == (200, 100, 2400)
    assert found.n_target_stops + found.n_futility_stops + found.n_exhausted == 200
    assert known(found.saved_share) > 0.35
    assert known(found.accuracy_target_stops.high) >= 0.95
    # Nearly everything stops at the target here, so the labels are as good as was asked for, and no better.
    assert known(found.accuracy.high) >= 0.95


@pytest.mark.parametrize("target", [0.8, 0.9, 0.95])
def test_items_stopped_at_the_target_are_right_as_often_as_promised(target: float) -> None:
    n_right = n = 0
    for seed in range(2):
        made = crowd(40 + seed, n_items=220, n_workers=30, overlap=8)
        gold = gold_of(made, 80)
        rule = Rule(target=target, seed=seed, futility=None)
        found = report(replay(arrived(made, gold), gold, rule, first=640, n_refits=3), truth_of(made), gold)
        n_right += found.accuracy_target_stops.k
        n += found.accuracy_target_stops.n

    assert n > 40
    assert known(wilson(n_right, n).high) >= target


def test_what_was_not_collected_is_not_known() -> None:
    made = crowd(32, n_items=150, n_workers=15, overlap=6)
    gold = gold_of(made, 40)
    rows = arrived(made, gold)
    half = 550
    changed = Arrived(
        rows.item,
        rows.worker,
        np.where(np.arange(rows.n) < half, rows.label, (rows.label + 1) % 3).astype(np.int32),
        rows.n_items,
        rows.n_workers,
        rows.n_classes,
    )

    one = replay(rows, gold, Rule(target=0.8), first=240, n_refits=5).decisions
    other = replay(changed, gold, Rule(target=0.8), first=240, n_refits=5).decisions

    before = set(rows.item[:half].tolist()) - set(rows.item[half:].tolist()) - set(gold)
    early = [item for item in before if one[item].outcome in {Outcome.TARGET, Outcome.FUTILITY}]
    assert len(early) > 10
    assert [one[item] for item in sorted(before)] == [other[item] for item in sorted(before)]


def test_gold_and_audited_items_are_judged_in_full() -> None:
    made = crowd(33, n_items=250, overlap=6)
    gold = gold_of(made, 60)
    rule = Rule(target=0.8, audit_share=0.2)

    done = replay(arrived(made, gold), gold, rule, first=360, n_refits=4)

    audited = [item for item in range(250) if is_audited(str(item), share=0.2)]
    assert len(audited) > 30
    assert {int(done.n[item]) for item in [*gold, *audited]} == {6}
    assert (done.n < 6).sum() > 60


def test_max_overlap_limits_what_there_is() -> None:
    made = crowd(34, n_items=100, overlap=8)

    done = replay(arrived(made, {}), {}, Rule(max_overlap=3, futility=None), n_refits=4)

    assert set(done.available.tolist()) == {3}
    assert {each.outcome for each in done.decisions.values()} == {Outcome.EXHAUSTED}
    assert set(done.n.tolist()) == {3}


def test_the_same_seed_gives_the_same_replay() -> None:
    made = crowd(35, n_items=150, overlap=6)
    gold = gold_of(made, 40)

    one, other = (replay(arrived(made, gold), gold, Rule(), first=240, n_refits=5) for _ in range(2))

    assert one.decisions == other.decisions
    assert one.n.tolist() == other.n.tolist()


def test_nothing_to_replay_is_said() -> None:
    none = np.empty(0, np.int32)

    with pytest.raises(ValueError, match="nothing to replay"):
        replay(Arrived(none, none, none, 0, 0, 2), {}, Rule())


def test_rows_come_in_the_order_of_the_clock(tmp_path: Path) -> None:
    path = tmp_path / "judgments.csv"
    path.write_text("item,worker,label,seq\na,v,1,10\na,w,0,9\nb,v,0,2\na,w,1,1\n")

    found = read_recorded(path)

    assert found.clock == "seq"
    assert [found.encoded.items[item] for item in found.rows.item] == ["b", "a", "a"]
    assert found.rows.label.tolist() == [0, 0, 1]


def test_an_empty_moment_is_refused_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "judgments.csv"
    path.write_text("item,worker,label,timestamp\na,v,1,2020-01-01\na,w,0,\n")

    with pytest.raises(Unusable, match="row 2 below the header has no timestamp"):
        read_recorded(path)


def test_on_recognising_text_entailment_half_is_enough() -> None:
    folder = folder_of("rte")
    recorded = read_recorded(folder / "judgments.csv")
    items, classes = truth_codes(recorded.encoded, read_truth(folder / "truth.csv"))
    truth = dict(zip(items.tolist(), classes.tolist(), strict=True))
    gold = dict(list(truth.items())[::10])
    rows = drawn_order(recorded.rows, list(gold), seed=0)

    found = report(replay(rows, gold, Rule(target=0.95), first=800), truth, gold)

    assert known(found.saved_share) >= 0.35
    assert known(found.accuracy.value) >= known(found.accuracy_all.value) - 0.015
    assert not found.n_target_stops or known(found.accuracy_target_stops.high) >= 0.95
