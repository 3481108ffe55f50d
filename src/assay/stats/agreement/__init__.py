"""Agreement between judges, beyond chance and with intervals."""

from assay.stats.agreement.alignment import (
    Aligned,
    Criterion,
    alignment,
    criterion_alignment,
    mean_alignment,
)
from assay.stats.agreement.alpha import weighted_alpha
from assay.stats.agreement.coefficients import (
    Coefficient,
    brennan_prediger,
    counts_of,
    fleiss_kappa,
    gwet_ac,
    percent_agreement,
    scott_pi,
)
from assay.stats.agreement.cohen import Kappa, cohen_kappa, table_of
from assay.stats.agreement.conger import conger_kappa
from assay.stats.agreement.icc import Icc, icc, icc_bootstrap
from assay.stats.agreement.kendall import Concordance, kendall_bootstrap, kendall_w
from assay.stats.agreement.krippendorff import Agreement, alpha_of_patterns, krippendorff_alpha
from assay.stats.agreement.pairs import PairAgreement, PairedRows, paired_rows, per_pair
from assay.stats.agreement.parts import ItemAgreement, LabelAgreement, per_item, per_label
from assay.stats.agreement.patterns import Patterns, patterns_of
from assay.stats.agreement.ratings import Ratings, ratings_of
from assay.stats.agreement.resampling import Resampled, bootstrap
from assay.stats.agreement.sets import set_alpha, set_distance
from assay.stats.agreement.weights import agreement_weights

__all__ = [
    "Agreement",
    "Aligned",
    "Coefficient",
    "Concordance",
    "Criterion",
    "Icc",
    "ItemAgreement",
    "Kappa",
    "LabelAgreement",
    "PairAgreement",
    "PairedRows",
    "Patterns",
    "Ratings",
    "Resampled",
    "agreement_weights",
    "alignment",
    "alpha_of_patterns",
    "bootstrap",
    "brennan_prediger",
    "cohen_kappa",
    "conger_kappa",
    "counts_of",
    "criterion_alignment",
    "fleiss_kappa",
    "gwet_ac",
    "icc",
    "icc_bootstrap",
    "kendall_bootstrap",
    "kendall_w",
    "krippendorff_alpha",
    "mean_alignment",
    "paired_rows",
    "patterns_of",
    "per_item",
    "per_label",
    "per_pair",
    "percent_agreement",
    "ratings_of",
    "scott_pi",
    "set_alpha",
    "set_distance",
    "table_of",
    "weighted_alpha",
]
