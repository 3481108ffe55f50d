"""Search evaluation: measures of ranked lists, and comparisons of two rankings."""

from assay.stats.ranking.comparing import (
    Difference,
    Interleaved,
    Preference,
    SideBySide,
    compare,
    preference,
    side_by_side,
    team_draft,
)
from assay.stats.ranking.evaluating import (
    Mean,
    draw_grades,
    evaluate,
    mean_over_queries,
    measure,
    noisy_mean,
    noisy_scores,
    ranked,
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
    "Mean",
    "Preference",
    "SideBySide",
    "average_precision",
    "compare",
    "dcg",
    "draw_grades",
    "err",
    "evaluate",
    "judged_share",
    "mean_over_queries",
    "measure",
    "ndcg",
    "noisy_mean",
    "noisy_scores",
    "precision",
    "preference",
    "ranked",
    "reciprocal_rank",
    "side_by_side",
    "team_draft",
]
