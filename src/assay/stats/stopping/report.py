"""A replay in figures: what was saved, and whether what was promised was kept."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import Share, wilson
from assay.stats.stopping.outcomes import Outcome
from assay.stats.stopping.replay import Replayed


@dataclass(frozen=True, slots=True)
class Report:
    """Over the scored items: those with truth that are not gold; `file_*` over all items of the file.

    Attributes
    ----------
    n_scored, n_gold : int
    judgments_used, judgments_available : int
    n_target_stops, n_futility_stops, n_exhausted : int
    mean_overlap : float or None
        Judgments used per item.
    accuracy, accuracy_all : Share
        Right with the judgments used, and with all of them.
    accuracy_target_stops, accuracy_futility_stops : Share
        Right among the items stopped for either reason.
    accuracy_expected : Share
        What gold promised for the items stopped at the target (at the last calibration).
    change_expected, change_realised : Share
        Labels that differ from those by all judgments, among items stopped for futility: on gold, and on scored items.
    saved_share : float or None
    file_judgments_used, file_judgments_available : int
        With the gold, which is judged in full, and with items without truth.
    file_saved_share : float
    """

    n_scored: int
    n_gold: int
    judgments_used: int
    judgments_available: int
    n_target_stops: int
    n_futility_stops: int
    n_exhausted: int
    mean_overlap: float | None
    accuracy: Share
    accuracy_all: Share
    accuracy_target_stops: Share
    accuracy_futility_stops: Share
    accuracy_expected: Share
    change_expected: Share
    change_realised: Share
    saved_share: float | None
    file_judgments_used: int
    file_judgments_available: int
    file_saved_share: float


def report(replayed: Replayed, truth: Mapping[int, int], gold: Mapping[int, int]) -> Report:
    """Score a replay against the truth of the items that are not gold."""
    scored = np.array(sorted(truth.keys() - gold.keys()), np.int64)
    scored = scored[replayed.available[scored] > 0]
    wanted = np.array([truth[item] for item in scored.tolist()], np.int64)
    right, right_all = replayed.label[scored] == wanted, replayed.label_all[scored] == wanted
    outcomes = np.array([replayed.decisions[item].outcome for item in scored.tolist()], dtype=object)
    is_target, is_futile = outcomes == Outcome.TARGET, outcomes == Outcome.FUTILITY
    used, available = int(replayed.n[scored].sum()), int(replayed.available[scored].sum())
    in_file = int(replayed.n.sum()), int(replayed.available.sum())
    nothing = wilson(0, 0)
    calibration = replayed.calibration
    return Report(
        n_scored=len(scored),
        n_gold=len(gold),
        judgments_used=used,
        judgments_available=available,
        n_target_stops=int(is_target.sum()),
        n_futility_stops=int(is_futile.sum()),
        n_exhausted=int((outcomes == Outcome.EXHAUSTED).sum()),
        mean_overlap=used / len(scored) if len(scored) else None,
        accuracy=_share(right),
        accuracy_all=_share(right_all),
        accuracy_target_stops=_share(right[is_target]),
        accuracy_futility_stops=_share(right[is_futile]),
        accuracy_expected=nothing if calibration is None else calibration.stopped,
        change_expected=nothing if calibration is None else calibration.changed,
        change_realised=_share((replayed.label != replayed.label_all)[scored][is_futile]),
        saved_share=1 - used / available if available else None,
        file_judgments_used=in_file[0],
        file_judgments_available=in_file[1],
        file_saved_share=1 - in_file[0] / in_file[1],
    )


def _share(hits: NDArray[np.bool_]) -> Share:
    return wilson(int(hits.sum()), len(hits))
