"""What a stopping rule can say: a named decision, its reason, and the figures behind it."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Whether an item takes one more judgment."""

    CONTINUE = "continue"
    TARGET = "target"
    FUTILITY = "futility"
    EXHAUSTED = "exhausted"


class Because(StrEnum):
    """The reason of a decision."""

    TOO_FEW = "too_few"
    AUDITED = "audited"
    ALWAYS_IN_FULL = "always_in_full"
    CRITICAL_CLASS = "critical_class"
    NOT_SURE = "not_sure"
    PROBABILITY = "probability"
    COST = "cost"
    LEAD = "lead"
    SETTLED = "settled"
    MAX_OVERLAP = "max_overlap"


SENTENCES = {
    Because.TOO_FEW: "The item has fewer judgments than it must have.",
    Because.AUDITED: "The item is audited: it never stops early, so that errors everybody shares are found.",
    Because.ALWAYS_IN_FULL: "Items with this label are always judged in full.",
    Because.CRITICAL_CLASS: "A critical class is still too likely.",
    Because.NOT_SURE: "One more judgment may still help.",
    Because.PROBABILITY: "The label is as probable as the target demands, by what gold has shown.",
    Because.COST: "An error is expected to cost less than one more judgment.",
    Because.LEAD: "The label leads by the votes that the rule asks for.",
    Because.SETTLED: "The judgments still allowed are unlikely to change the label.",
    Because.MAX_OVERLAP: "The item has all the judgments it may have.",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about one item.

    Attributes
    ----------
    outcome : Outcome
    because : Because
    label : int
        The class that leads.
    probability : float
        Its nominal posterior; overconfident by itself, which is why the threshold comes from gold.
    n_judgments : int
    threshold : float or None
        The nominal posterior that the target demands; None: gold has not shown one.
    change_chance : float or None
        Chance that the judgments still allowed change the label; None: not asked for.
    expected_cost : float or None
        Of the cheapest label; None without costs.
    lead : int
        Votes of the leading answer minus those of the next.
    """

    outcome: Outcome
    because: Because
    label: int
    probability: float
    n_judgments: int
    threshold: float | None
    change_chance: float | None
    expected_cost: float | None
    lead: int

    @property
    def stops(self) -> bool:
        return self.outcome is not Outcome.CONTINUE

    @property
    def sentence(self) -> str:
        return SENTENCES[self.because]
