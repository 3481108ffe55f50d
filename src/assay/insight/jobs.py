"""The kinds of jobs of `insight`."""

from assay.insight.actions import facts, quality_cost, verifying

__all__ = ["facts", "quality_cost", "verifying"]
