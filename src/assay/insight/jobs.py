"""The kinds of jobs of `insight`."""

from assay.insight.actions import facts, verifying

__all__ = ["facts", "verifying"]
