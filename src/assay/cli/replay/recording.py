"""Recorded judgments: what is played, and what had to be left out."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assay.cli.outcome import unusable
from assay.cli.replay.lines import rows
from assay.kit.rows import Row

LONGEST_ID = 200
MOST_LABELS = 200
MOST_NUMBERS = 25
MOST_REPORTED = 100
LONGEST_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Judgment:
    item: str
    worker: str
    label: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    reason: str


@dataclass(slots=True)
class Recording:
    """One judgment per (item, worker), in the order of the file."""

    judgments: list[Judgment] = field(default_factory=list)
    n_repeats: int = 0
    n_beyond_overlap: int = 0
    n_bad_rows: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)

    @property
    def items(self) -> list[str]:
        return list(dict.fromkeys(each.item for each in self.judgments))

    @property
    def workers(self) -> list[str]:
        return list(dict.fromkeys(each.worker for each in self.judgments))

    @property
    def labels(self) -> list[str]:
        return sorted({each.label for each in self.judgments}, key=_in_order)

    @property
    def overlap(self) -> int:
        return max(Counter(each.item for each in self.judgments).values())

    def reject(self, line: int, reason: str) -> None:
        self.n_bad_rows += 1
        if len(self.bad_rows) < MOST_REPORTED:
            self.bad_rows.append(BadRow(line, reason))


def read_recording(path: Path, *, overlap: int | None = None) -> Recording:
    """The judgments of a file; with `overlap`, the first so many of each item."""
    recording = Recording()
    seen: set[tuple[str, str]] = set()
    taken: Counter[str] = Counter()
    for judgment in _sound(rows(path, needed=("item", "worker", "label")), recording):
        pair = (judgment.item, judgment.worker)
        if pair in seen:
            recording.n_repeats += 1
            continue
        seen.add(pair)
        if overlap is not None and taken[judgment.item] >= overlap:
            recording.n_beyond_overlap += 1
            continue
        taken[judgment.item] += 1
        recording.judgments.append(judgment)
    if not recording.judgments:
        first = recording.bad_rows[:1]
        why = f": line {first[0].line}: {first[0].reason}" if first else ""
        raise unusable(f"{path} has no usable judgment{why}.")
    check_labels(path, recording.labels)
    return recording


def read_truth(path: Path) -> dict[str, str]:
    """Item to label; the first row of an item counts."""
    truth: dict[str, str] = {}
    for row in rows(path, needed=("item", "label")):
        if not row.fault and row.cells["item"] and row.cells["label"]:
            truth.setdefault(row.cells["item"], row.cells["label"])
    return truth


def check_labels(path: Path, labels: list[str]) -> None:
    """Replay plays a choice between named answers; numbers and free text are something else."""
    if len(labels) > MOST_NUMBERS and all(_number(label) is not None for label in labels):
        raise unusable(
            f"{path} has {len(labels)} different numbers as labels: replay plays categorical labels "
            f"(at most {MOST_NUMBERS} numbers). Round them into classes first."
        )
    if len(labels) > MOST_LABELS:
        raise unusable(
            f"{path} has {len(labels)} different labels: "
            f"replay plays categorical ones (at most {MOST_LABELS})."
        )


def _sound(found: Iterable[Row], recording: Recording) -> Iterator[Judgment]:
    for row in found:
        if fault := row.fault or _fault(row.cells):
            recording.reject(row.line, fault)
        else:
            cells = row.cells
            yield Judgment(cells["item"], cells["worker"], cells["label"], float(cells.get("seconds") or 0))


def _fault(row: Mapping[str, str]) -> str:
    for name in ("item", "worker", "label"):
        if not row[name].strip():
            return f"{name} is empty"
        if len(row[name]) > LONGEST_ID:
            return f"{name} has more than {LONGEST_ID} characters"
    seconds = row.get("seconds") or "0"
    number = _number(seconds)
    if number is None or not 0 <= number <= LONGEST_SECONDS:
        return f"seconds is {seconds[:40]!r}, not a number from 0 to 86400"
    return ""


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _in_order(label: str) -> tuple[int, float, str]:
    number = _number(label)
    return (0, number, label) if number is not None else (1, 0.0, label)
