from assay.insight.models.evaluations import Evaluation, SearchRun, TopUp, VerdictFile, VerdictReport
from assay.insight.models.facts import FactBatch
from assay.insight.models.quality_cost import QualityCost
from assay.insight.models.quarter_review import QuarterReview
from assay.insight.models.results import ModelMetric, ModelResult, PointWorth

__all__ = [
    "Evaluation",
    "FactBatch",
    "ModelMetric",
    "ModelResult",
    "PointWorth",
    "QualityCost",
    "QuarterReview",
    "SearchRun",
    "TopUp",
    "VerdictFile",
    "VerdictReport",
]
