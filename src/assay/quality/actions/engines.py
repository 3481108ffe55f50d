"""One question's judgments through an engine of `assay.stats`, and the result as rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any  # Values of labels are JSON.

import numpy as np

from assay.projects.rules.label_schema import Question
from assay.quality.queries.inputs import QuestionInputs, class_name
from assay.quality.rules.classes import grades
from assay.stats.agreement import Agreement, krippendorff_alpha, set_alpha
from assay.stats.truth import (
    AgreedOrder,
    Auto,
    DawidSkene,
    HierarchicalDawidSkene,
    Judgments,
    MajorityVote,
    Marked,
    OrderVote,
    Span,
    SpanVote,
    TruthResult,
)

MOST_CLASSES = 60


@dataclass(frozen=True, slots=True)
class LabelRow:
    task_id: int
    subject: str
    value: Any
    probability: float | None
    posterior: dict[str, float] | None
    is_tie: bool
    n_judgments: int


@dataclass(frozen=True, slots=True)
class WorkerReport:
    worker: int
    n_judgments: int
    n_agreed: int
    confusion: list[list[float]] | None


@dataclass(frozen=True)
class Labelled:
    """The labels of one question; `result` is None where the answers are numbers, orders, spans or texts."""

    question: Question
    inputs: QuestionInputs
    judgments: Judgments | None
    result: TruthResult | None
    agreement: Agreement | None
    orders: Mapping[tuple[int, str], AgreedOrder[str]] = field(default_factory=dict)
    of_sets: Agreement | None = None

    @property
    def n_labels(self) -> int:
        return len(self.inputs.texts) or len(self.inputs.units)

    @property
    def n_ties(self) -> int:
        if self.result is not None:
            return int(self.result.is_tie.sum())
        return sum(each.is_tie for each in self.orders.values())

    def rows(self) -> Iterator[LabelRow]:
        """Labels in the order of their tasks."""
        if self.inputs.texts:
            yield from self._listed()
        elif self.result is not None:
            yield from self._classified(self.result)
        elif self.judgments is not None:
            yield from self._numbers(self.judgments)

    def counts(self) -> dict[str, int]:
        """Labels per answer."""
        if self.result is None:
            return {}
        values = list(self.inputs.classes)
        tally = np.bincount(self.result.label[self.result.label >= 0], minlength=len(values))
        return {class_name(value): int(n) for value, n in zip(values, tally, strict=True)}

    def reports(self) -> Iterator[WorkerReport]:
        """What was learnt of each worker on this question."""
        if self.result is None or self.judgments is None:
            return
        agreed = self.result.label[self.judgments.item] == self.judgments.label
        n = np.bincount(self.judgments.worker, minlength=self.judgments.n_workers)
        n_agreed = np.bincount(self.judgments.worker[agreed], minlength=self.judgments.n_workers)
        confusion = self.result.confusion
        for worker in np.flatnonzero(n):
            matrix = None if confusion is None else np.round(confusion[worker], 6).tolist()
            yield WorkerReport(int(worker), int(n[worker]), int(n_agreed[worker]), matrix)

    def _classified(self, result: TruthResult) -> Iterator[LabelRow]:
        values = list(self.inputs.classes)
        names = [class_name(value) for value in values]
        for (task_id, subject), unit in sorted(self.inputs.units.items()):
            posterior = dict(zip(names, np.round(result.posterior[unit], 9).tolist(), strict=True))
            yield LabelRow(
                task_id,
                subject,
                values[result.label[unit]],
                float(result.probability[unit]),
                posterior,
                bool(result.is_tie[unit]),
                int(result.n_judgments[unit]),
            )

    def _listed(self) -> Iterator[LabelRow]:
        """Orders: the one that contradicts people least; else what is kept of what they gave."""
        for unit, given in sorted(self.inputs.texts.items()):
            order, is_settled = self.orders.get(unit), unit in self.inputs.settled
            if is_settled:
                value = self.inputs.settled[unit]
            else:
                value = list(order.order) if order else _kept(self.question, given)
            is_tie = bool(order and order.is_tie and not is_settled)
            yield LabelRow(*unit, value, None, None, is_tie, n_judgments=len(given))

    def _numbers(self, judgments: Judgments) -> Iterator[LabelRow]:
        """A scale of many grades: the median, which one careless judgment cannot move far."""
        values = np.array([float(str(value)) for value in self.inputs.classes])
        starts = judgments.starts
        for (task_id, subject), unit in sorted(self.inputs.units.items()):
            given = values[judgments.label[starts[unit] : starts[unit + 1]]]
            yield LabelRow(
                task_id, subject, float(np.median(given)), None, None, is_tie=False, n_judgments=len(given)
            )


def _kept(question: Question, given: list[Any]) -> list[Any]:
    """Texts as they were given; of spans those that at least half of the people marked."""
    if question.kind == "text":
        return sorted(given)
    if question.kind != "spans":
        return given
    marked = [Marked(nth, tuple(_span(each) for each in spans)) for nth, spans in enumerate(given)]
    return [
        {"start": int(each.span.start), "end": int(each.span.end), "label": each.span.label}
        for each in SpanVote().fit(marked)
    ]


def _orders(inputs: QuestionInputs, seed: int) -> dict[tuple[int, str], AgreedOrder[str]]:
    """Each item draws its ties by a seed of its own, so that chance favours no option over all items."""
    return {
        unit: OrderVote(seed=seed * 1_000_003 + nth).fit(given)
        for nth, (unit, given) in enumerate(sorted(inputs.texts.items()))
    }


def _span(marked: Mapping[str, Any]) -> Span:
    return Span(marked["start"], marked["end"], marked["label"])


def label_question(
    method: str, params: Mapping[str, Any], inputs: QuestionInputs, n_workers: int
) -> Labelled | None:
    """The labels of one question, or None where nobody answered it."""
    if inputs.texts:
        orders = _orders(inputs, int(params.get("seed", 0))) if inputs.question.kind == "ranking" else {}
        return Labelled(inputs.question, inputs, None, None, None, orders)
    if not inputs.units:
        return None
    judgments = inputs.judgments(n_workers)
    if inputs.question.kind == "number" or (inputs.question.kind == "scale" and not grades(inputs.question)):
        return Labelled(inputs.question, inputs, judgments, None, None)
    metric = "ordinal" if inputs.question.is_ordered else "nominal"
    seed = int(params.get("seed", 0))
    agreement = krippendorff_alpha(judgments, metric=metric, seed=seed)
    # Option by option, all that nobody chose is missing, and alpha says more of that than of people.
    of_sets = set_alpha(inputs.sets, seed=seed) if inputs.sets else None
    engine = _engine(method_for(method, inputs), params, ordered=inputs.question.is_ordered)
    result = engine.fit(judgments, gold=inputs.held)
    return Labelled(inputs.question, inputs, judgments, result, agreement, of_sets=of_sets)


def method_for(method: str, inputs: QuestionInputs) -> str:
    """A confusion matrix of hundreds of classes is never learnt from what one person answers: they are counted."""
    return "majority" if len(inputs.classes) > MOST_CLASSES else method


def _engine(method: str, params: Mapping[str, Any], *, ordered: bool) -> MajorityVote | DawidSkene | Auto:
    seed = int(params["seed"])
    if method == "majority":
        return MajorityVote(seed=seed)
    if method == "auto":
        return Auto(ordered=ordered, seed=seed)
    shared: dict[str, Any] = {
        "smoothing": float(params["smoothing"]),
        "max_iter": int(params["max_iter"]),
        "tol": float(params["tol"]),
        "seed": seed,
    }
    if method == "dawid_skene":
        return DawidSkene(**shared)
    return HierarchicalDawidSkene(pooling=float(params["pooling"]), **shared)
