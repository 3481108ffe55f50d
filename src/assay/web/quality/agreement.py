"""Agreement as people read it: Krippendorff's alpha with its n and interval, and how it is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # A summary is JSON.

# Krippendorff (2004): below 0.667 discard, from 0.8 rely on.
TENTATIVE, RELIABLE = 0.667, 0.8


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
