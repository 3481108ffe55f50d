"""Sampling: shares with their intervals."""

from assay.stats.sampling.proportion import Share, clopper_pearson, wilson

__all__ = ["Share", "clopper_pearson", "wilson"]
