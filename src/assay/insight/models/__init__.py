from assay.insight.models.evaluations import Evaluation, SearchRun, TopUp, VerdictFile, VerdictReport
from assay.insight.models.facts import FactBatch
from assay.insight.models.quality_cost import QualityCost
from assay.insight.models.results import ModelMetric, ModelResult, PointWorth

__all__ = [
    "Evaluation",
    "FactBatch",
    "ModelMetric",
    "ModelResult",
    "PointWorth",
    "QualityCost",
    "SearchRun",
    "TopUp",
    "VerdictFile",
    "VerdictReport",
]
