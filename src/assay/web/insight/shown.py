"""The return of a project's labels as its pages show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from assay.insight.enums import Course, ResultPart, ReturnState, WhyNot
from assay.insight.models import ModelMetric, ModelResult
from assay.insight.queries.returns import Alternative, Return
from assay.insight.rules.returns import Price
from assay.web.insight.figures import (
    labels_figure,
    metric_figure,
    metric_value,
    money,
    money_figure,
    points_figure,
    why,
)
from assay.web.money.amounts import amount, sum_of
from assay.web.templatetags.figures import count

TONES = {
    ReturnState.PAYS: "good",
    ReturnState.UNCLEAR: "warn",
    ReturnState.PAST: "bad",
    ReturnState.NOT_MEASURED: "",
}


@dataclass(frozen=True, slots=True)
class ShownReturn:
    uid: UUID
    model: str
    name: str
    market: str
    state: str
    tone: str
    n_now: int
    n_results: int
    now: str
    change: str
    earned: str
    next_gain: str
    break_even: str
    best: str
    worth: str


@dataclass(frozen=True, slots=True)
class ShownResult:
    uid: UUID
    release: UUID
    release_number: int
    part: str
    n_labels: int
    value: str
    rests_on: str
    measured_on: date
    note: str
    by: str
    recorded_at: datetime
    reason: str
    state: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ShownAlternative:
    course: str
    gain: str
    cost: str
    hint: str


def shown_return(found: Return) -> ShownReturn:
    metric, said = found.metric, found.said
    last = max(found.results, key=lambda each: each.n_labels, default=None)
    return ShownReturn(
        uid=metric.uid,
        model=metric.model,
        name=metric.name,
        market=metric.market.name if metric.market else "",
        state=found.state.label,
        tone=TONES[found.state],
        n_now=found.n_now,
        n_results=len(found.results),
        now=metric_value(metric, last.value) if last else "–",
        change=points_figure(metric, found.gained),
        earned=money_figure(found.earned, said.currency if said else ""),
        next_gain=points_figure(metric, found.next_gain),
        break_even=labels_figure(found.break_even),
        best=why(found.curve) if isinstance(found.curve, WhyNot) else metric_figure(metric, found.curve.best),
        worth=amount(said.micro, said.currency) if said else "",
    )


def shown_price(found: Price | WhyNot) -> tuple[str, str]:
    """The figure, and what it rests on."""
    if isinstance(found, WhyNot):
        return "–", why(found)
    each = f"{money(found.each)} {found.currency}"
    return each, f"{sum_of(found.spent_micro, found.currency)} over {count(found.n_labels)} labels"


def shown_result(found: ModelResult, metric: ModelMetric) -> ShownResult:
    interval = f"{metric_value(metric, found.low)} to {metric_value(metric, found.high)}"
    is_corrected = hasattr(found, "corrected_by")
    state = "corrected" if is_corrected else "withdrawn" if found.is_withdrawn else "counts"
    return ShownResult(
        uid=found.uid,
        release=found.release.uid,
        release_number=found.release.number,
        part=ResultPart(found.part).label,
        n_labels=found.n_labels,
        value=metric_value(metric, found.value),
        rests_on=f"n = {count(found.n)} · 95 %: {interval}" if found.n else f"95 %: {interval}",
        measured_on=found.measured_on,
        note=found.note,
        by=found.recorded_by.name if found.recorded_by else "Assay",
        recorded_at=found.recorded_at,
        reason=found.reason,
        state=state,
        is_current=state == "counts",
    )


def shown_alternatives(
    found: Sequence[Alternative], metric: ModelMetric, currency: str
) -> Iterator[ShownAlternative]:
    """Each with the figure it has: of the metric, or of how right labels are."""
    hints = {
        Course.ITEMS: "gain of the metric by the next 1,000 labels",
        Course.MARKET: "gain of its own metric by the next 1,000 labels",
        Course.OVERLAP: "labels are more often right than one judgment is, by the model's own opinion",
        Course.GUIDELINE: "right on known answers, under the newest version against before",
    }
    for each in found:
        of_metric = each.course in {Course.ITEMS, Course.MARKET}
        gain = points_figure(metric, each.found) if of_metric else share_points(each)
        cost = "" if each.cost is None else money_figure(each.cost, currency)
        if each.cost is not None and not isinstance(each.cost, WhyNot):
            cost = f"{cost} a point, for each label"
        name = f"{each.course.label}: {each.name}" if each.name else each.course.label
        yield ShownAlternative(name, gain, cost, hints[each.course])


def share_points(each: Alternative) -> str:
    if isinstance(each.found, WhyNot):
        return why(each.found)
    value, low, high = (f"{100 * part:+.1f}" for part in (each.found.value, each.found.low, each.found.high))
    return f"{value} points ({low} to {high})"
