"""The kinds of jobs of `insight`."""

from assay.insight.actions import classifying, evaluating, facts, quality_cost, verifying

__all__ = ["classifying", "evaluating", "facts", "quality_cost", "verifying"]
