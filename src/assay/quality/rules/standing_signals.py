"""Signals of integrity among the answers of a project, up to a moment: what several kinds of them say of a person."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from assay.quality.rules.standing import LONG_AGO, Finding
from assay.stats.integrity import (
    Answers,
    Signal,
    collusion,
    collusion_signals,
    duplicate_signals,
    monotony_signals,
    speeding,
    suspicions,
)

FALSE_SHARE = 0.01
N_DRAWS = 199


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one question, with what the label says where there is one."""

    person: int
    task: int
    question: str
    answer: Hashable
    seconds: float
    at: datetime
    label: Hashable = None


def findings(
    given: Sequence[Given], *, since: Mapping[int, datetime], until: datetime, window: int
) -> dict[int, Finding]:
    """By person; only who has a signal. `given` is in the order of time."""
    newest = _newest(given, since, until, window)
    questions = sorted({each.question for each in newest})
    people = sorted({each.person for each in newest})
    signals = [
        signal
        for question in questions
        for signal in _signals([each for each in newest if each.question == question], people, len(questions))
    ]
    first = {each.person: each.at for each in reversed(newest)}
    tasks: dict[int, set[int]] = {}
    for each in newest:
        tasks.setdefault(each.person, set()).add(each.task)
    return {
        people[found.worker]: Finding(
            n=len(tasks[people[found.worker]]),
            since=first[people[found.worker]],
            families=found.families,
            sentences=tuple(dict.fromkeys(signal.evidence for signal in found.signals)),
        )
        for found in suspicions(signals)
    }


def _newest(
    given: Sequence[Given], since: Mapping[int, datetime], until: datetime, window: int
) -> list[Given]:
    """The newest answers of each person after their moment."""
    seen: dict[tuple[int, str], int] = {}
    kept = []
    for each in reversed(given):
        if not since.get(each.person, LONG_AGO) < each.at <= until:
            continue
        place = (each.person, each.question)
        seen[place] = seen.get(place, 0) + 1
        if seen[place] <= window:
            kept.append(each)
    return kept[::-1]


def _signals(given: Sequence[Given], people: Sequence[int], n_questions: int) -> list[Signal]:
    """What one question shows; several questions are several chances to be suspected by accident."""
    answers, truth = encoded(given, people)
    share = FALSE_SHARE / n_questions
    return [
        *speeding(answers),
        *monotony_signals(answers, false_share=share, n_draws=N_DRAWS),
        *duplicate_signals(answers, false_share=share),
        *collusion_signals(collusion(answers, truth, false_share=share)),
    ]


def encoded(given: Sequence[Given], people: Sequence[int]) -> tuple[Answers, NDArray[np.int64]]:
    """Answers to one question as codes, and the label of each item (-1: none)."""
    items = {task: nth for nth, task in enumerate(dict.fromkeys(each.task for each in given))}
    labels = dict.fromkeys(each.answer for each in given) | dict.fromkeys(
        each.label for each in given if each.label is not None
    )
    codes = {label: nth for nth, label in enumerate(labels)}
    place = {person: nth for nth, person in enumerate(people)}
    answers = Answers(
        item=np.array([items[each.task] for each in given], np.int64),
        worker=np.array([place[each.person] for each in given], np.int64),
        label=np.array([codes[each.answer] for each in given], np.int64),
        n_items=len(items),
        n_workers=len(people),
        n_classes=len(codes),
        seconds=np.array([each.seconds for each in given], np.float64),
    )
    truth = np.full(len(items), -1, np.int64)
    for each in given:
        if each.label is not None:
            truth[items[each.task]] = codes[each.label]
    return answers, truth
