"""Agreement as people read it: Krippendorff's alpha with its n and interval, and how it is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # A summary is JSON.

from assay.quality.models import BoardCell

# Krippendorff (2004): below 0.667 discard, from 0.8 rely on.
TENTATIVE, RELIABLE = 0.667, 0.8
# So large a share of agreeing pairs, and a low alpha all the same: the classes are uneven, not the people.
MOSTLY_AGREED = 0.85


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """`alpha` is None where it is undefined: no item with two judgments, or always the same answer."""

    alpha: float | None
    low: float | None
    high: float | None
    n_items: int
    n_judgments: int
    share: float | None
    share_low: float | None
    share_high: float | None
    metric: str
    ac1: float | None = None
    ac1_low: float | None = None
    ac1_high: float | None = None

    @property
    def is_paradoxical(self) -> bool:
        """People agree, and alpha is low, because nearly everything has one answer: then AC1 is the one to read."""
        if self.alpha is None or self.ac1 is None or self.share is None:
            return False
        return self.share >= MOSTLY_AGREED and self.alpha < TENTATIVE and self.ac1 >= RELIABLE

    @property
    def tone(self) -> str:
        if self.alpha is None:
            return ""
        return "good" if self.alpha >= RELIABLE else "warn" if self.alpha >= TENTATIVE else "bad"


def shown_agreement(found: Mapping[str, Any] | None) -> ShownAgreement | None:
    """From a run's summary; None where agreement means nothing (numbers, texts)."""
    if not found:
        return None
    return ShownAgreement(
        alpha=found["alpha"],
        low=found["alpha_low"],
        high=found["alpha_high"],
        n_items=found["n_items"],
        n_judgments=found["n_judgments"],
        share=found["agreement"],
        share_low=found["agreement_low"],
        share_high=found["agreement_high"],
        metric=found["metric"],
    )


def agreement_of_cell(cell: BoardCell) -> ShownAgreement:
    """From a row of the board, which has AC1 beside alpha."""
    return ShownAgreement(
        alpha=cell.alpha,
        low=cell.alpha_low,
        high=cell.alpha_high,
        n_items=cell.n_paired,
        n_judgments=cell.n_judgments,
        share=cell.observed,
        share_low=cell.observed_low,
        share_high=cell.observed_high,
        metric=cell.metric,
        ac1=cell.ac1,
        ac1_low=cell.ac1_low,
        ac1_high=cell.ac1_high,
    )
