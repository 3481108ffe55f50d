"""Agreement between judges, beyond chance and with intervals."""

from assay.stats.agreement.coefficients import (
    Coefficient,
    brennan_prediger,
    counts_of,
    fleiss_kappa,
    gwet_ac,
    percent_agreement,
)
from assay.stats.agreement.cohen import Kappa, cohen_kappa, table_of
from assay.stats.agreement.krippendorff import Agreement, krippendorff_alpha
from assay.stats.agreement.weights import agreement_weights

__all__ = [
    "Agreement",
    "Coefficient",
    "Kappa",
    "agreement_weights",
    "brennan_prediger",
    "cohen_kappa",
    "counts_of",
    "fleiss_kappa",
    "gwet_ac",
    "krippendorff_alpha",
    "percent_agreement",
    "table_of",
]
