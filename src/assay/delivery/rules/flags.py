"""Flags: labels that a requester calls wrong."""

from dataclasses import dataclass
from typing import Protocol

from assay.kit.reasons import declare

FLAG_THE_FIRST = declare(
    "delivery.flag_the_first", "This release only corrects release {number}: flag the labels of that one."
)
NOT_READY = declare("delivery.not_ready", "The release is not ready, so nothing of it can be flagged.")
NOT_IN_RELEASE = declare(
    "delivery.not_in_release", "The release holds no label of {external_id} that fits.", status=422
)
AMBIGUOUS = declare(
    "delivery.ambiguous",
    "The release holds {n} labels of {external_id} that fit: name the question, and the subject where it has one.",
    status=422,
)
DECIDED_ALREADY = declare(
    "delivery.decided_already", "A reviewer has decided about this label of {external_id}: {reason}"
)
FLAG_REASON = declare("delivery.flag_reason", "Say what is wrong with {external_id}.", status=422)
NO_FLAGS = declare("delivery.no_flags", "Name at least one item.", status=422)
TOO_MANY_FLAGS = declare(
    "delivery.too_many_flags",
    "{n} rows are more than the {most} that are taken at once: reject the release, or send several lists.",
    status=422,
)
NOTHING_TO_CORRECT = declare(
    "delivery.nothing_to_correct",
    "No flag of this release was upheld since its last correction, so there is nothing to correct.",
)
MOST_FLAGS = 5_000
MOST_IN_REASON = 2_000
MOST_IN_ANSWER = 500


class Corrects(Protocol):
    """A release, as far as it matters here."""

    only_changes: bool
    invalidation_id: int | None


def repairs_flags(release: Corrects) -> bool:
    """Whether it only repeats labels of the release it corrects as reviewers found them right.

    What a correction delivers after a policy change is new, so its labels may be called wrong like any others.
    """
    return release.only_changes and not release.invalidation_id


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One line of a list: which label, what is wrong, and what would be right."""

    line: int
    external_id: str
    question: str = ""
    subject: str = ""
    reason: str = ""
    suggested: str = ""
