"""Risks as their pages show them: rows, the heat map, one risk with its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.planning.enums import Metric, RiskState
from assay.planning.models import Risk, RiskEvent, RiskIssue
from assay.planning.queries.risks import ALIVE
from assay.planning.rules.risks import BY_HAND, SCALE, TRANSITIONS, band, score
from assay.planning.rules.standards import Measured
from assay.web.planning import words
from assay.web.planning.figures import rests_on, said


@dataclass(frozen=True, slots=True)
class ShownScore:
    likelihood: int
    impact: int
    score: int
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownRisk:
    """`trigger` in words; `fired` is the value with what it rests on."""

    uid: UUID
    number: int
    title: str
    category: str
    rating: ShownScore
    residual: ShownScore | None
    state: str
    tone: str
    owner: str
    trigger: str
    fired: str
    fired_at: datetime | None
    review_due_on: date
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class HeatCell:
    impact: int
    n: int
    band: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    likelihood: int
    label: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class ShownEvent:
    step: str
    state: str
    note: str
    happened_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Move:
    state: str
    label: str


def shown_score(likelihood: int, impact: int) -> ShownScore:
    label, tone = words.BANDS[band(likelihood, impact)]
    return ShownScore(likelihood, impact, score(likelihood, impact), _(label), tone)


def shown_risk(risk: Risk, today: date) -> ShownRisk:
    label, tone = words.RISK_STATES[risk.state]
    left = risk.residual_likelihood, risk.residual_impact
    return ShownRisk(
        uid=risk.uid,
        number=risk.number,
        title=risk.title,
        category=_(words.CATEGORIES[risk.category]),
        rating=shown_score(risk.likelihood, risk.impact),
        residual=None if left[0] is None or left[1] is None else shown_score(left[0], left[1]),
        state=_(label),
        tone=tone,
        owner=risk.owner.name,
        trigger=trigger_words(risk),
        fired=fired_words(risk),
        fired_at=risk.fired_at,
        review_due_on=risk.review_due_on,
        is_overdue=risk.review_due_on < today and risk.state in ALIVE,
    )


def trigger_words(risk: Risk) -> str:
    if not risk.trigger_metric or risk.trigger_value is None:
        return ""
    metric = Metric(risk.trigger_metric)
    return _("%(metric)s %(falls)s %(value)s") % {
        "metric": _(words.METRICS[metric]),
        "falls": _(words.COMPARISONS[risk.trigger_comparison]),
        "value": said(metric, risk.trigger_value),
    }


def fired_words(risk: Risk) -> str:
    """The value it fired with, as long as it is fired."""
    if risk.state != RiskState.FIRED or not risk.fired or not risk.trigger_metric:
        return ""
    return measured_words(risk.trigger_metric, risk.fired)


def measured_words(metric_id: str, kept: Mapping[str, float]) -> str:
    metric = Metric(metric_id)
    measured = Measured(kept["value"], kept["low"], kept["high"], int(kept["n"]))
    return f"{said(metric, measured.value)} ({rests_on(metric, measured)})"


def heat_rows(counts: Mapping[tuple[int, int], int], chosen: tuple[int, int] | None) -> list[HeatRow]:
    """The likeliest on top, the worst at the end of the line."""
    return [
        HeatRow(
            likelihood,
            _(words.LIKELIHOODS[likelihood - 1]),
            tuple(
                HeatCell(
                    impact,
                    counts.get((likelihood, impact), 0),
                    str(band(likelihood, impact)),
                    _(words.BANDS[band(likelihood, impact)][0]),
                    chosen == (likelihood, impact),
                )
                for impact in SCALE
            ),
        )
        for likelihood in reversed(SCALE)
    ]


def impact_heads() -> list[tuple[int, str]]:
    return [(impact, _(words.IMPACTS[impact - 1])) for impact in SCALE]


def likelihood_heads() -> list[tuple[int, str]]:
    return [(each, _(words.LIKELIHOODS[each - 1])) for each in SCALE]


def moves_of(risk: Risk) -> list[Move]:
    """What a person may make of it now."""
    allowed = TRANSITIONS.allowed[RiskState(risk.state)]
    return [Move(state, _(words.MOVES[state])) for state in BY_HAND if state in allowed]


def shown_event(event: RiskEvent, risk: Risk) -> ShownEvent:
    note = event.note
    if event.measured and risk.trigger_metric:
        note = measured_words(risk.trigger_metric, event.measured)
    return ShownEvent(
        _(words.STEPS[event.step]),
        _(words.RISK_STATES[event.state][0]),
        note,
        event.happened_at,
        event.happened_by.name if event.happened_by else "Assay",
    )


def n_unresolved(issues: list[RiskIssue]) -> int:
    return sum(issue.resolved_at is None for issue in issues)
