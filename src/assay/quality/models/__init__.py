from assay.quality.models.adjudication import Adjudication
from assay.quality.models.consensus import ConsensusRun, ContributorReport, Label
from assay.quality.models.gold import Gold, GoldResult
from assay.quality.models.reuse import Reuse
from assay.quality.models.review import (
    PlantedReview,
    Review,
    ReviewError,
    ReviewItem,
    ReviewPlan,
    ReviewQuota,
    Rework,
    SamplingProgress,
)
from assay.quality.models.stopping import AdaptiveProgress, StoppingDecision, StoppingFit, StoppingTally
from assay.quality.models.taxonomy import ErrorTaxonomy, ErrorType

__all__ = [
    "AdaptiveProgress",
    "Adjudication",
    "ConsensusRun",
    "ContributorReport",
    "ErrorTaxonomy",
    "ErrorType",
    "Gold",
    "GoldResult",
    "Label",
    "PlantedReview",
    "Reuse",
    "Review",
    "ReviewError",
    "ReviewItem",
    "ReviewPlan",
    "ReviewQuota",
    "Rework",
    "SamplingProgress",
    "StoppingDecision",
    "StoppingFit",
    "StoppingTally",
]
