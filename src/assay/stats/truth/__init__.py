"""Truth from judgments: estimators share `fit(judgments) -> TruthResult`."""

from assay.stats.truth.auto import Auto
from assay.stats.truth.dawid_skene import DawidSkene, HierarchicalDawidSkene
from assay.stats.truth.judgments import Encoded, Judgments, encode, from_codes
from assay.stats.truth.majority import MajorityVote
from assay.stats.truth.result import TruthResult

__all__ = [
    "Auto",
    "DawidSkene",
    "Encoded",
    "HierarchicalDawidSkene",
    "Judgments",
    "MajorityVote",
    "TruthResult",
    "encode",
    "from_codes",
]
