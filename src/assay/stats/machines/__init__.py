"""Labelers that are machines: above which confidence one may answer alone, and when it is no longer to be trusted."""

from assay.stats.machines.drift import Watch, watch
from assay.stats.machines.threshold import Trusted, trust_above

__all__ = ["Trusted", "Watch", "trust_above", "watch"]
