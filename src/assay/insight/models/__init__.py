from assay.insight.models.facts import FactBatch
from assay.insight.models.quality_cost import QualityCost
from assay.insight.models.results import ModelMetric, ModelResult, PointWorth

__all__ = ["FactBatch", "ModelMetric", "ModelResult", "PointWorth", "QualityCost"]
