"""Numbers of a plan or an estimate that must lie within limits; the limits are told as people type them."""

from collections.abc import Mapping

from assay.kit.reasons import Declaration, Reason

# Field to its name in a sentence, the least and the most. What is at most 1 is a share, and typed in percent.
Ranges = Mapping[str, tuple[str, float, float]]


def refuse_outside(given: object, ranges: Ranges, refusal: Declaration) -> list[Reason]:
    """Every field that lies outside of its limits; no number at all lies outside, too."""
    return [
        refusal(field=name, what=what, low=_told(low, most=high), high=_told(high, most=high))
        for name, (what, low, high) in ranges.items()
        if not low <= getattr(given, name) <= high
    ]


def _told(limit: float, *, most: float) -> str:
    return f"{limit:.0%}" if most <= 1 else f"{limit:,g}"
