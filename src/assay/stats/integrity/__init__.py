"""Integrity: signals of answers that nobody thought about. Each with its evidence; none is a verdict alone."""

from assay.stats.integrity.answers import Answers, Signal
from assay.stats.integrity.collusion import (
    Collusion,
    SuspectPair,
    collusion,
    collusion_signals,
    identical_wrong,
)
from assay.stats.integrity.correction import benjamini_hochberg
from assay.stats.integrity.duplicates import (
    SameContent,
    SameSequence,
    duplicate_signals,
    same_content,
    same_sequences,
)
from assay.stats.integrity.monotony import (
    Monotony,
    longest_run,
    monotony,
    monotony_signals,
    run_bound,
)
from assay.stats.integrity.report import Standing, Suspicion, suspicions
from assay.stats.integrity.speeding import SpeedLimits, speeding

__all__ = [
    "Answers",
    "Collusion",
    "Monotony",
    "SameContent",
    "SameSequence",
    "Signal",
    "SpeedLimits",
    "Standing",
    "SuspectPair",
    "Suspicion",
    "benjamini_hochberg",
    "collusion",
    "collusion_signals",
    "duplicate_signals",
    "identical_wrong",
    "longest_run",
    "monotony",
    "monotony_signals",
    "run_bound",
    "same_content",
    "same_sequences",
    "speeding",
    "suspicions",
]
