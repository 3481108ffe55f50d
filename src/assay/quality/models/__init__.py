from assay.quality.models.adjudication import Adjudication
from assay.quality.models.consensus import ConsensusRun, ContributorReport, Label
from assay.quality.models.gold import Gold, GoldResult
from assay.quality.models.reuse import Reuse
from assay.quality.models.stopping import AdaptiveProgress, StoppingDecision, StoppingFit, StoppingTally

__all__ = [
    "AdaptiveProgress",
    "Adjudication",
    "ConsensusRun",
    "ContributorReport",
    "Gold",
    "GoldResult",
    "Label",
    "Reuse",
    "StoppingDecision",
    "StoppingFit",
    "StoppingTally",
]
