"""Learning curves of models: what more labels are worth."""

from assay.stats.learning.power_law import PowerLaw, fit_power_law

__all__ = ["PowerLaw", "fit_power_law"]
