from assay.quality.models.adjudication import Adjudication
from assay.quality.models.board import (
    BoardAnswer,
    BoardCell,
    BoardContributor,
    BoardPair,
    BoardRun,
    BoardSeries,
    BoardTask,
)
from assay.quality.models.calibration import (
    CalibrationAlignment,
    CalibrationAnswer,
    CalibrationItem,
    CalibrationParticipant,
    CalibrationRemark,
    CalibrationSession,
    RetrainingNeed,
)
from assay.quality.models.clarification import Clarification, HeldTask, QuestionCase
from assay.quality.models.consensus import ConsensusRun, ContributorReport, Label, MachineReport
from assay.quality.models.dispute import Dispute, ReviewAdjustment
from assay.quality.models.gold import Gold, GoldResult
from assay.quality.models.gold_library import GoldOpinion, GoldProposal
from assay.quality.models.integrity import IntegrityCase, IntegrityLook, IntegritySign
from assay.quality.models.invalidation import GuidelineImpact, InvalidatedTask, Invalidation
from assay.quality.models.lots import (
    InspectionPlan,
    Lot,
    LotClass,
    LotInspection,
    LotRevision,
    LotUnit,
    Resumption,
    SampleUnit,
)
from assay.quality.models.place import ReviewPlace
from assay.quality.models.proposal import GuidelineProposal
from assay.quality.models.reuse import Reuse
from assay.quality.models.review import (
    PlantedReview,
    Review,
    ReviewCursor,
    ReviewError,
    ReviewItem,
    ReviewPlan,
    ReviewQuota,
    Rework,
    SamplingProgress,
)
from assay.quality.models.standing import Appeal, StandingRules, StandingStep
from assay.quality.models.stopping import AdaptiveProgress, StoppingDecision, StoppingFit, StoppingTally
from assay.quality.models.taxonomy import ErrorTaxonomy, ErrorType

__all__ = [
    "AdaptiveProgress",
    "Adjudication",
    "Appeal",
    "BoardAnswer",
    "BoardCell",
    "BoardContributor",
    "BoardPair",
    "BoardRun",
    "BoardSeries",
    "BoardTask",
    "CalibrationAlignment",
    "CalibrationAnswer",
    "CalibrationItem",
    "CalibrationParticipant",
    "CalibrationRemark",
    "CalibrationSession",
    "Clarification",
    "ConsensusRun",
    "ContributorReport",
    "Dispute",
    "ErrorTaxonomy",
    "ErrorType",
    "Gold",
    "GoldOpinion",
    "GoldProposal",
    "GoldResult",
    "GuidelineImpact",
    "GuidelineProposal",
    "HeldTask",
    "InspectionPlan",
    "IntegrityCase",
    "IntegrityLook",
    "IntegritySign",
    "InvalidatedTask",
    "Invalidation",
    "Label",
    "Lot",
    "LotClass",
    "LotInspection",
    "LotRevision",
    "LotUnit",
    "MachineReport",
    "PlantedReview",
    "QuestionCase",
    "Resumption",
    "RetrainingNeed",
    "Reuse",
    "Review",
    "ReviewAdjustment",
    "ReviewCursor",
    "ReviewError",
    "ReviewItem",
    "ReviewPlace",
    "ReviewPlan",
    "ReviewQuota",
    "Rework",
    "SampleUnit",
    "SamplingProgress",
    "StandingRules",
    "StandingStep",
    "StoppingDecision",
    "StoppingFit",
    "StoppingTally",
]
