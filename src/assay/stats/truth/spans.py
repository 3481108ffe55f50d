"""Spans that several people marked: matched by overlap, then put to the vote."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from assay.stats.sampling.proportion import Share, wilson


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch from `start` up to, not including, `end`, in characters, seconds or pixels of a line."""

    start: float
    end: float
    label: str = ""

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise ValueError(f"a span from {self.start} to {self.end} has no length")


@dataclass(frozen=True, slots=True)
class Marked:
    """What one contributor marked in one item; no spans: there is nothing to mark."""

    worker: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AgreedSpan:
    """A span that enough people marked.

    Attributes
    ----------
    span : Span
        With the boundaries most of them gave; where none is given twice, the (lower) median.
    support : Share
        How many of the item's contributors marked it, with its interval.
    overlap : float
        Mean overlap (intersection over union) of their spans with the agreed one, 0 to 1.
    """

    span: Span
    support: Share
    overlap: float


def overlap(one: Span, other: Span) -> float:
    """Intersection over union, 0 to 1.

    Examples
    --------
    >>> round(overlap(Span(0, 10), Span(5, 15)), 3)
    0.333
    """
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0.0, shared) / (max(one.end, other.end) - min(one.start, other.start))


class SpanVote:
    """Spans of the same label that overlap enough are the same; those stay that enough people marked.

    The nearest pairs are matched first (average linkage), and of one contributor at most one span is in a match: two
    neighbouring spans of one person are two.

    Parameters
    ----------
    least_overlap : float
        Mean intersection over union from which spans are the same, above 0 and at most 1.
    least_support : float
        Share of the item's contributors that must have marked a span; it stays at that share or above.

    Examples
    --------
    >>> marks = [Marked(0, (Span(0, 5, "name"),)), Marked(1, (Span(0, 6, "name"),)), Marked(2, (Span(0, 5, "name"),))]
    >>> [(found.span.start, found.span.end, found.support.k) for found in SpanVote().fit(marks)]
    [(0, 5, 3)]
    """

    def __init__(self, *, least_overlap: float = 0.5, least_support: float = 0.5) -> None:
        if not 0 < least_overlap <= 1 or not 0 < least_support <= 1:
            raise ValueError("least_overlap and least_support are above 0 and at most 1")
        self.least_overlap, self.least_support = least_overlap, least_support

    def fit(self, marked: Sequence[Marked]) -> list[AgreedSpan]:
        """The agreed spans of one item, in the order of the text. Raises ValueError where somebody appears twice."""
        workers = [each.worker for each in marked]
        if len(set(workers)) < len(workers):
            raise ValueError(f"contributor {Counter(workers).most_common(1)[0][0]} marked the item twice")
        by_label: dict[str, list[tuple[int, Span]]] = defaultdict(list)
        for each in marked:
            for span in each.spans:
                by_label[span.label].append((each.worker, span))
        found = [
            _agreed(match, len(marked))
            for spans in by_label.values()
            for match in _matched(spans, self.least_overlap)
        ]
        kept = [each for each in found if each.support.k >= self.least_support * len(marked)]
        return sorted(kept, key=lambda each: each.span)


Match = list[tuple[int, Span]]


def _matched(spans: Match, least: float) -> list[Match]:
    """Average linkage: the two matches of highest mean overlap become one, until none reach the least."""
    matches: list[Match] = [[each] for each in sorted(spans, key=lambda each: (each[1], each[0]))]
    while True:
        best, pair = least, (-1, -1)
        for one in range(len(matches)):
            for other in range(one + 1, len(matches)):
                nearness = _nearness(matches[one], matches[other])
                if nearness > best or (nearness == best and pair == (-1, -1)):
                    best, pair = nearness, (one, other)
        if pair == (-1, -1):
            return matches
        matches[pair[0]] += matches.pop(pair[1])


def _nearness(one: Match, other: Match) -> float:
    if {worker for worker, _ in one} & {worker for worker, _ in other}:
        return 0.0
    return sum(overlap(a, b) for _, a in one for _, b in other) / (len(one) * len(other))


def _agreed(match: Match, n_people: int) -> AgreedSpan:
    spans = [span for _, span in match]
    start, end = _boundary([span.start for span in spans]), _boundary([span.end for span in spans])
    # Two majorities may contradict each other; then the span nearest to all others stands for them.
    made = Span(start, end, spans[0].label) if start < end else max(spans, key=lambda one: _mean(one, spans))
    return AgreedSpan(made, wilson(len(match), n_people), _mean(made, spans))


def _mean(one: Span, spans: list[Span]) -> float:
    return sum(overlap(one, other) for other in spans) / len(spans)


def _boundary(places: list[float]) -> float:
    """What more than one, and more than any other, gave; else the lower median, which somebody gave, too."""
    (first, n), *rest = Counter(places).most_common(2)
    return first if n > 1 and (not rest or rest[0][1] < n) else median_low(places)
