"""Learning curves of models: what more labels are worth, and whether to buy items or judgments."""

from assay.stats.learning.power_law import PowerLaw, fit_power_law
from assay.stats.learning.relabeling import Mix, effective_labels, majority_quality, relabeling

__all__ = ["Mix", "PowerLaw", "effective_labels", "fit_power_law", "majority_quality", "relabeling"]
