"""Agreement between judges."""

from assay.stats.agreement.krippendorff import Agreement, krippendorff_alpha

__all__ = ["Agreement", "krippendorff_alpha"]
