"""How content that is hard to look at is shown at first: covered, unless the person wants it otherwise.

A comfort and no protection: the evidence that blurring or grey helps is contested, so limits never depend on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.kit.reasons import Reason
from assay.wellbeing.rules import reasons

MOST_BLUR = 100


@dataclass(frozen=True, slots=True)
class Viewing:
    """`blur` in percent, 0 for none; pictures and clips in grey, without sound, and small. All of it at first."""

    blur: int = 55
    grey: bool = True
    mute: bool = True
    small: bool = True


def problems(wanted: Viewing) -> Iterator[Reason]:
    """What keeps the choice from being kept."""
    if not 0 <= wanted.blur <= MOST_BLUR:
        yield reasons.OUT_OF_RANGE(field="blur", name="blur", least=0, most=MOST_BLUR)
