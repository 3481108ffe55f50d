"""Search evaluation: measures of ranked lists, and comparisons of two rankings."""

from assay.stats.ranking.comparing import (
    Difference,
    Interleaved,
    SideBySide,
    compare,
    side_by_side,
    team_draft,
)
from assay.stats.ranking.measures import (
    average_precision,
    dcg,
    err,
    judged_share,
    ndcg,
    precision,
    reciprocal_rank,
)

__all__ = [
    "Difference",
    "Interleaved",
    "SideBySide",
    "average_precision",
    "compare",
    "dcg",
    "err",
    "judged_share",
    "ndcg",
    "precision",
    "reciprocal_rank",
    "side_by_side",
    "team_draft",
]
