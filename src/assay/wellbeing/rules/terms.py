"""Terms as somebody sets them: within their range, weights in order, and a project's only stricter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assay.kit.reasons import Reason
from assay.wellbeing.rules import reasons
from assay.work.rules.exposure import Terms, looser

RANGES = {
    "day_minutes": (1, 600),
    "week_minutes": (1, 3_000),
    "run_minutes": (5, 240),
    "break_minutes": (5, 120),
    "cool_minutes": (0, 480),
    "from_hour": (0, 23),
    "until_hour": (1, 24),
}


@dataclass(frozen=True, slots=True)
class NewTerms:
    """What is set; a limit that is None is as above: the organisation's, or what comes with Assay."""

    limits: Mapping[str, int | None]
    weights: Sequence[int] | None = None
    severity: int | None = None
    category: str = ""


def problems(wanted: NewTerms, above: Terms, *, is_project: bool) -> list[Reason]:
    """Everything that keeps the terms from being set."""
    return [*_ranges(wanted), *(_of_project(wanted, above) if is_project else _of_organisation(wanted))]


def _ranges(wanted: NewTerms) -> Iterator[Reason]:
    for name, (least, most) in RANGES.items():
        value = wanted.limits.get(name)
        if value is not None and not least <= value <= most:
            yield reasons.OUT_OF_RANGE(field=name, name=name, least=least, most=most)
    first, last = hours(wanted)
    if first >= last:
        yield reasons.HOURS_REVERSED(field="until_hour")


def hours(wanted: NewTerms) -> tuple[int, int]:
    """The first and the last hour, where only one of them was given the other is the day's."""
    first, last = wanted.limits.get("from_hour"), wanted.limits.get("until_hour")
    return 0 if first is None else first, 24 if last is None else last


def _of_project(wanted: NewTerms, above: Terms) -> Iterator[Reason]:
    if wanted.weights is not None:
        yield reasons.OF_ORGANISATION(field="weights")
    for name in looser(dict(wanted.limits), above):
        yield reasons.LOOSER(field=name, name=name, above=getattr(above, name))


def _of_organisation(wanted: NewTerms) -> Iterator[Reason]:
    if wanted.severity is not None or wanted.category:
        yield reasons.OF_PROJECT(field="severity")
    weights = wanted.weights
    if weights is None:
        return
    in_range = all(0 <= each <= 100 for each in weights)
    if len(weights) != 5 or not in_range or weights[0] != 0 or list(weights) != sorted(weights):
        yield reasons.WEIGHTS_INVALID(field="weights")
