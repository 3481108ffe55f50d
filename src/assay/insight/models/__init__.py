from assay.insight.models.facts import FactBatch

__all__ = ["FactBatch"]
