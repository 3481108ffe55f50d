"""Truth from judgments: estimators share `fit(judgments) -> TruthResult`."""

from assay.stats.truth.auto import Auto
from assay.stats.truth.costs import cheapest, costs_of, quality_of
from assay.stats.truth.dawid_skene import DawidSkene, HierarchicalDawidSkene
from assay.stats.truth.few_parameters import Mace, OneCoin
from assay.stats.truth.glad import Glad, GladReport
from assay.stats.truth.judgments import Encoded, Judgments, all_from_codes, encode, from_codes
from assay.stats.truth.majority import MajorityVote
from assay.stats.truth.priors import Dirichlet, Fixed
from assay.stats.truth.reports import ContributorReport, contributor_reports
from assay.stats.truth.result import TruthResult
from assay.stats.truth.wawa import Wawa

__all__ = [
    "Auto",
    "ContributorReport",
    "DawidSkene",
    "Dirichlet",
    "Encoded",
    "Fixed",
    "Glad",
    "GladReport",
    "HierarchicalDawidSkene",
    "Judgments",
    "Mace",
    "MajorityVote",
    "OneCoin",
    "TruthResult",
    "Wawa",
    "all_from_codes",
    "cheapest",
    "contributor_reports",
    "costs_of",
    "encode",
    "from_codes",
    "quality_of",
]
