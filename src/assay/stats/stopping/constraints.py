"""What holds whatever the figures say: an item that must go on, and an item that can have no more."""

from assay.stats.online import ItemState, Standing
from assay.stats.stopping.outcomes import Because
from assay.stats.stopping.rule import Rule


def what_forbids(
    state: ItemState, rule: Rule, found: Standing, *, is_audited: bool = False
) -> Because | None:
    """Why the item must go on whatever the figures say; None: it may stop."""
    own = rule.of(found.label)
    if state.n < max(rule.min_overlap, own.min_overlap):
        return Because.TOO_FEW
    if is_audited:
        return Because.AUDITED
    if own.always_in_full:
        return Because.ALWAYS_IN_FULL
    for label, each in rule.classes.items():
        is_other = label != found.label and label < len(found.posterior)
        if is_other and each.most_missed is not None and found.posterior[label] > each.most_missed:
            return Because.CRITICAL_CLASS
    return None


def most_judgments(rule: Rule, available: int | None) -> int | None:
    """How many judgments the item can have at most; None: no limit is known."""
    limits = [each for each in (rule.max_overlap, available) if each is not None]
    return min(limits) if limits else None
