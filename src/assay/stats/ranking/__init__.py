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
from assay.stats.ranking.drawn import DrawnLabels, Look, draw_labels, drawn_scores
from assay.stats.ranking.evaluating import (
    Mean,
    draw_grades,
    evaluate,
    mean_of_scores,
    mean_over_queries,
    measure,
    noisy_mean,
    noisy_scores,
    ranked,
)
from assay.stats.ranking.label_noise import label_posteriors, truth_behind
from assay.stats.ranking.measures import (
    average_precision,
    dcg,
    err,
    judged_share,
    ndcg,
    precision,
    reciprocal_rank,
)
from assay.stats.ranking.significance import Permuted, holm, permutation_test
from assay.stats.ranking.topping_up import Hole, grade_shares, top_up

__all__ = [
    "Difference",
    "DrawnLabels",
    "Hole",
    "Interleaved",
    "Look",
    "Mean",
    "Permuted",
    "Preference",
    "SideBySide",
    "average_precision",
    "compare",
    "dcg",
    "draw_grades",
    "draw_labels",
    "drawn_scores",
    "err",
    "evaluate",
    "grade_shares",
    "holm",
    "judged_share",
    "label_posteriors",
    "mean_of_scores",
    "mean_over_queries",
    "measure",
    "ndcg",
    "noisy_mean",
    "noisy_scores",
    "permutation_test",
    "precision",
    "preference",
    "ranked",
    "reciprocal_rank",
    "side_by_side",
    "team_draft",
    "top_up",
    "truth_behind",
]
