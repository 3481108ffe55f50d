"""Truth from judgments: estimators share `fit(judgments) -> TruthResult`."""

from assay.stats.truth.auto import Auto
from assay.stats.truth.costs import cheapest, costs_of, quality_of
from assay.stats.truth.dawid_skene import DawidSkene, HierarchicalDawidSkene
from assay.stats.truth.few_parameters import Mace, OneCoin
from assay.stats.truth.glad import Glad, GladReport
from assay.stats.truth.judgments import Encoded, Judgments, all_from_codes, encode, from_codes
from assay.stats.truth.majority import MajorityVote, majority_accuracy
from assay.stats.truth.numeric import Mean, Measurements, Median, NumericResult, ReliabilityWeighted
from assay.stats.truth.orders import AgreedOrder, OrderVote
from assay.stats.truth.ordinal import Ordinal, evidence_of_order
from assay.stats.truth.pace import Pace, PaceEvidence, evidence_of_pace
from assay.stats.truth.pairwise import BradleyTerry, Comparisons, PairwiseResult
from assay.stats.truth.priors import Dirichlet, Fixed
from assay.stats.truth.relevance import Answers, ByRelevance, RelevanceResult, answers_of
from assay.stats.truth.reports import ContributorReport, contributor_reports
from assay.stats.truth.result import TruthResult
from assay.stats.truth.spans import AgreedSpan, Marked, Span, SpanVote
from assay.stats.truth.wawa import Wawa

__all__ = [
    "AgreedOrder",
    "AgreedSpan",
    "Answers",
    "Auto",
    "BradleyTerry",
    "ByRelevance",
    "Comparisons",
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
    "Marked",
    "Mean",
    "Measurements",
    "Median",
    "NumericResult",
    "OneCoin",
    "OrderVote",
    "Ordinal",
    "Pace",
    "PaceEvidence",
    "PairwiseResult",
    "RelevanceResult",
    "ReliabilityWeighted",
    "Span",
    "SpanVote",
    "TruthResult",
    "Wawa",
    "all_from_codes",
    "answers_of",
    "cheapest",
    "contributor_reports",
    "costs_of",
    "encode",
    "evidence_of_order",
    "evidence_of_pace",
    "from_codes",
    "majority_accuracy",
    "quality_of",
]
