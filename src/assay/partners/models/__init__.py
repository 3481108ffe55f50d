"""Facts of working with partners."""

from assay.partners.models.handover import HandoverNote, HandoverReading
from assay.partners.models.scorecard import Scorecard, ScorecardRun, ScorecardTerms

__all__ = [
    "HandoverNote",
    "HandoverReading",
    "Scorecard",
    "ScorecardRun",
    "ScorecardTerms",
]
