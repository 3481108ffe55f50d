"""How each contributor's answers compare with those of the others, over all questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from assay.quality.actions.board_figures import Figures
from assay.quality.models import BoardContributor, BoardRun
from assay.quality.queries.board_inputs import BoardInputs, Codes, Floats
from assay.stats.sampling import Estimate

UNREVIEWED = Estimate(None, None, None, None, 0, "nothing was reviewed")


@dataclass(frozen=True, slots=True)
class Known:
    """By contributor: gold tasks answered and right; and accuracy by reviews."""

    gold: Mapping[int, tuple[int, int]]
    reviewed: Mapping[int, Estimate]


class Compared:
    """Sums per contributor, question by question."""

    def __init__(self, n_contributors: int) -> None:
        self.n: Codes = np.zeros(n_contributors, np.int64)
        self.agreed: Floats = np.zeros(n_contributors)

    def add(self, found: Figures) -> None:
        """Of the others' answers to an item, the share like the own; items that nobody else judged say nothing."""
        rows, of = found.patterns.rows, found.patterns.of[found.asked.unit]
        others = rows.sum(axis=1)[of] - 1
        same = rows[of, found.asked.label] - 1
        compared = others > 0
        who = found.inputs.judged.contributor[found.asked.judgment[compared]]
        size = len(self.n)
        self.n += np.bincount(who, minlength=size)
        self.agreed += np.bincount(who, weights=same[compared] / others[compared], minlength=size)

    def rows(self, run: BoardRun, inputs: BoardInputs, known: Known) -> Iterator[BoardContributor]:
        """One row per contributor."""
        who = inputs.judged.contributor
        order = np.lexsort((inputs.judged.seconds, who))
        seconds = inputs.judged.seconds[order]
        ends = np.cumsum(np.bincount(who, minlength=len(self.n)))
        for nth, (begin, end) in enumerate(zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True)):
            contributor_id = int(inputs.contributor_ids[nth])
            n_gold, n_right = known.gold.get(contributor_id, (0, 0))
            reviewed = known.reviewed.get(contributor_id, UNREVIEWED)
            yield BoardContributor(
                run=run,
                contributor_id=contributor_id,
                n_judgments=end - begin,
                median_seconds=float(np.median(seconds[begin:end])),
                n_compared=int(self.n[nth]),
                agreed_share=float(self.agreed[nth] / self.n[nth]) if self.n[nth] else None,
                n_gold=n_gold,
                n_gold_right=n_right,
                n_reviewed=reviewed.n,
                reviewed_share=reviewed.value,
                reviewed_low=reviewed.low,
                reviewed_high=reviewed.high,
            )
