"""Evaluations of runs and reports of classifiers, as their pages show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar
from urllib.parse import unquote

from assay.insight.enums import EvaluationPart, SearchMeasure
from assay.insight.rules.classifying import ClassPart
from assay.insight.rules.evaluating import Evaluated, Gap, Measured, Part
from assay.stats.classifying import Rate
from assay.stats.ranking import Hole
from assay.stats.sampling import Share
from assay.web.templatetags.figures import count, percent, rounded

NOT_MEASURED, TOO_LITTLE = "not measured", "too little was judged to say"
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class ShownGroup(Generic[Shown]):
    """All markets, or all languages, in one table."""

    title: str
    column: str
    parts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A measure of both runs, and how they differ."""

    measure: str
    sides: tuple[str, ...]
    gap: str
    p_value: str
    verdict: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One run in one market: its first measure, and what it stands on."""

    figure: str
    judged: str
    n_missing: int


@dataclass(frozen=True, slots=True)
class ShownPart:
    name: str
    n_queries: int
    n_empty: int
    lines: tuple[ShownLine, ...]
    judged: tuple[str, ...]
    is_thin: bool
    n_missing: tuple[int, ...]

    @property
    def sides(self) -> list[ShownSide]:
        """Of the first measure, which is the only one by market and language."""
        figures = self.lines[0].sides
        return [ShownSide(*each) for each in zip(figures, self.judged, self.n_missing, strict=True)]


@dataclass(frozen=True, slots=True)
class ShownHole:
    query: str
    market: str
    document: str
    first: str
    second: str
    share: str


@dataclass(frozen=True, slots=True)
class ShownClass:
    name: str
    precision: str
    recall: str
    false_positive: str
    n_true: int
    n_verdicts: int


@dataclass(frozen=True, slots=True)
class ShownClassPart:
    name: str
    n_items: int
    classes: tuple[ShownClass, ...]


def shown_groups(found: Evaluated, names: Sequence[str]) -> Iterator[ShownGroup[ShownPart]]:
    """First of everything, then by market and by language."""
    for kind, parts in groupby(found.parts, key=lambda part: part.kind):
        yield ShownGroup(_title(kind), kind.label, tuple(_shown_parts(list(parts), names)))


def _shown_parts(parts: Sequence[Part], names: Sequence[str]) -> Iterator[ShownPart]:
    for part in parts:
        gaps = {gap.measure: gap for gap in part.gaps}
        lines = tuple(
            _line(part, [side.figures[nth] for side in part.sides], gaps.get(figure.measure), names)
            for nth, figure in enumerate(part.sides[0].figures)
            if part.kind == EvaluationPart.ALL or figure.measure == SearchMeasure.NDCG
        )
        judged = [side.judged for side in part.sides]
        yield ShownPart(
            name=part.name or "–",
            n_queries=part.n_queries,
            n_empty=part.n_empty,
            lines=lines,
            judged=tuple(_share(each) for each in judged),
            is_thin=part.is_thin,
            n_missing=tuple(side.n_missing for side in part.sides),
        )


def shown_holes(holes: Sequence[Hole]) -> Iterator[ShownHole]:
    """With ids as they are in the content."""
    for hole in holes:
        market, _, query = hole.query.partition("\t")
        first, second = ("–" if rank is None else count(rank) for rank in (hole.first_rank, hole.second_rank))
        yield ShownHole(unquote(query), market, unquote(hole.document), first, second, percent(hole.share, 1))


def shown_rates(found: Sequence[ClassPart]) -> Iterator[ShownGroup[ShownClassPart]]:
    """First of everything, then by market and by language."""
    for kind, parts in groupby(found, key=lambda part: part.kind):
        yield ShownGroup(_title(kind), kind.label, tuple(_shown_classes(list(parts))))


def _shown_classes(parts: Sequence[ClassPart]) -> Iterator[ShownClassPart]:
    for part in parts:
        classes = tuple(
            ShownClass(
                each.name,
                _rate(each.rates.precision),
                _rate(each.rates.recall),
                _rate(each.rates.false_positive),
                each.rates.n_true,
                each.rates.n_verdicts,
            )
            for each in part.classes
        )
        yield ShownClassPart(part.name or "–", part.n_items, classes)


def _title(kind: EvaluationPart) -> str:
    return "All together" if kind == EvaluationPart.ALL else f"By {kind.label.lower()}"


def _line(part: Part, figures: Sequence[Measured], gap: Gap | None, names: Sequence[str]) -> ShownLine:
    measure = figures[0].measure
    sides = tuple(_value(each.value, each.low, each.high) for each in figures)
    if gap is None:
        return ShownLine(measure.label, sides, "", "", "", "")
    verdict, tone = _verdict(part, gap, names)
    return ShownLine(
        measure.label,
        sides,
        _value(gap.value, gap.low, gap.high, sign="+" if gap.value > 0 else ""),
        rounded(gap.p_adjusted, 4),
        verdict,
        tone,
    )


def _verdict(part: Part, gap: Gap, names: Sequence[str]) -> tuple[str, str]:
    if part.is_thin:
        return TOO_LITTLE, ""
    if not gap.is_clear:
        return "not shown to differ", ""
    return f"{names[0] if gap.value > 0 else names[1]} is better", "good"


def _value(value: float | None, low: float | None, high: float | None, *, sign: str = "") -> str:
    if value is None or low is None or high is None:
        return NOT_MEASURED
    return f"{sign}{rounded(value, 3)} ({rounded(low, 3)} to {rounded(high, 3)})"


def _share(found: Share) -> str:
    if found.value is None:
        return NOT_MEASURED
    return f"{percent(found.value)} (n = {count(found.n)} · {percent(found.low)} to {percent(found.high)})"


def _rate(found: Rate) -> str:
    if found.value is None:
        return f"undefined: {found.outcome}"
    return f"{percent(found.value)} ({percent(found.low)} to {percent(found.high)}), n = {count(found.n)}"
