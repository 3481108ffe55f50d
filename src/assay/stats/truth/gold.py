"""Known answers: held where they are certain, heard as one more voice where they are not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.judgments import Judgments

Floats = NDArray[np.float64]
Unsure = tuple[int, int, float]
Gold = Mapping[int, int | tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Heard:
    """Judgments together with the voices of uncertain gold.

    Attributes
    ----------
    judgments : Judgments
        The voices are further workers behind the real ones, one per degree of confidence.
    held : dict
        Item code to class, of certain gold.
    voices : float64 array (n_voices, answer, truth)
        The voices' confusion: known, never fitted.
    """

    judgments: Judgments
    held: dict[int, int]
    voices: Floats


def heard(judgments: Judgments, gold: Gold | None) -> Heard:
    """Part gold into what is held and what is heard.

    Parameters
    ----------
    judgments : Judgments
    gold : mapping of item code to class, or to (class, confidence)
        Confidence is the probability that the known answer is right, above 0 and at most 1; without it, 1. Uncertain
        gold weighs like a judgment of somebody who is right that often and errs evenly. Gold of items that nobody
        judged says nothing of people, and is left out.

    Raises
    ------
    ValueError
        When an item, a class or a confidence is out of range.
    """
    held, unsure = parted(judgments, gold)
    if not unsure:
        n_classes = judgments.n_classes
        return Heard(judgments, held, np.empty((0, n_classes, n_classes)))
    return _with_voices(judgments, held, unsure)


def parted(judgments: Judgments, gold: Gold | None) -> tuple[dict[int, int], list[Unsure]]:
    """Certain gold, and uncertain gold of items that somebody judged. Raises ValueError where it is out of range."""
    held: dict[int, int] = {}
    unsure: list[Unsure] = []
    judged = np.bincount(judgments.item, minlength=judgments.n_items) > 0
    for item, known in (gold or {}).items():
        truth, confidence = known if isinstance(known, tuple) else (known, 1.0)
        _check(judgments, item, truth, confidence)
        if confidence == 1.0:
            held[item] = truth
        elif judged[item]:
            unsure.append((item, truth, confidence))
    return held, unsure


def _with_voices(judgments: Judgments, held: dict[int, int], unsure: list[Unsure]) -> Heard:
    degrees, voice = np.unique([confidence for *_, confidence in unsure], return_inverse=True)
    item = np.concatenate([judgments.item, np.array([each[0] for each in unsure], np.int32)])
    order = np.argsort(item, kind="stable")
    worker = np.concatenate([judgments.worker, (voice + judgments.n_workers).astype(np.int32)])
    label = np.concatenate([judgments.label, np.array([each[1] for each in unsure], np.int32)])
    more = replace(
        judgments,
        item=item[order],
        worker=worker[order],
        label=label[order],
        n_workers=judgments.n_workers + len(degrees),
    )
    return Heard(more, held, np.array([voice_of(each, judgments.n_classes) for each in degrees]))


def voice_of(confidence: float, n_classes: int) -> Floats:
    """Confusion (answer, truth) of somebody who is right with this probability and errs evenly."""
    confusion = np.full((n_classes, n_classes), (1 - confidence) / max(1, n_classes - 1))
    np.fill_diagonal(confusion, confidence if n_classes > 1 else 1.0)
    return confusion


def _check(judgments: Judgments, item: int, truth: int, confidence: float) -> None:
    if not 0 <= item < judgments.n_items:
        raise ValueError(f"gold names item {item}, there are {judgments.n_items}")
    if not 0 <= truth < judgments.n_classes:
        raise ValueError(f"gold of item {item} is class {truth}, there are {judgments.n_classes}")
    if not 0 < confidence <= 1:
        raise ValueError(f"the confidence in gold of item {item} is {confidence}, not above 0 and at most 1")
