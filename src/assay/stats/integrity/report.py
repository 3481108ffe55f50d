"""All signals of a person together: one alone is never a verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assay.stats.integrity.answers import Signal

FEWEST_FAMILIES = 2


class Standing(StrEnum):
    """What the signals allow to be done. None of them allows a ban without a person's look."""

    CLEAR = "clear"
    WATCH = "watch"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A person's signals.

    Attributes
    ----------
    worker : int
    standing : Standing
        `review` with signals of two families or more, `watch` with any signal.
    families : tuple of str
        What the signals are about; several of one family count once, since they see the same thing.
    signals : tuple of Signal
    sentence : str
    """

    worker: int
    standing: Standing
    families: tuple[str, ...]
    signals: tuple[Signal, ...]
    sentence: str


def suspicions(signals: Iterable[Signal], *, fewest_families: int = FEWEST_FAMILIES) -> list[Suspicion]:
    """People with signals, those to review first.

    Raises
    ------
    ValueError
        When one family would be enough for a review: attention checks are passed by most bogus respondents, and fast
        answers are given by experts.

    References
    ----------
    Pew Research Center (2020): 84 % of bogus cases passed an attention check.

    Examples
    --------
    >>> alone = Signal("four_of_ten", "speed", 3, 5.0, None, None, None, 40, None, "5 of 10 took less than 3 s.")
    >>> suspicions([alone])[0].standing.value
    'watch'
    """
    if fewest_families < FEWEST_FAMILIES:
        raise ValueError("one kind of signal is never enough to review a person: ask for two or more")
    of: dict[int, list[Signal]] = {}
    for signal in signals:
        of.setdefault(signal.worker, []).append(signal)
    found = [_suspicion(worker, given, fewest_families) for worker, given in of.items()]
    return sorted(found, key=lambda each: (-len(each.families), -len(each.signals), each.worker))


def _suspicion(worker: int, signals: Sequence[Signal], fewest: int) -> Suspicion:
    families = tuple(sorted({signal.family for signal in signals}))
    is_enough = len(families) >= fewest
    kinds = f"{len(families)} kinds of signal" if len(families) > 1 else "one kind of signal"
    sentence = (
        f"{kinds} ({', '.join(families)}): have a person look at the work before anything else."
        if is_enough
        else f"{kinds} ({', '.join(families)}): no reason to act, a reason to look at the next answers."
    )
    standing = Standing.REVIEW if is_enough else Standing.WATCH
    return Suspicion(worker, standing, families, tuple(signals), sentence[:1].upper() + sentence[1:])
