"""What each metric of a project says of its labels: curve, break-even, and what else the money could buy."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.delivery.enums import ReleaseState
from assay.delivery.queries.accepted import n_accepted_labels
from assay.delivery.queries.releases import releases_of
from assay.insight.enums import Course, GoodDirection, ResultPart, ResultUnit, ReturnState, WhyNot
from assay.insight.models import ModelMetric, ModelResult, PointWorth
from assay.insight.queries.results import current_results, metrics_of, worths_of
from assay.insight.rules.quarters import quarters_between
from assay.insight.rules.returns import (
    STEP,
    Figure,
    Fitted,
    Overlap,
    Point,
    Price,
    Worth,
    change,
    earned,
    fit,
    point_of_accuracy,
    priced,
    state_of,
    weigh,
)
from assay.kit.clock import now
from assay.money.queries.paid_people import n_paid, n_paid_in
from assay.money.queries.spending import spent_by_project
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in
from assay.quality.queries.gold import project_gold_accuracy
from assay.quality.queries.guideline_impact import impact_of
from assay.stats.sampling import Share

ENOUGH_PEOPLE = 5


@dataclass(frozen=True, slots=True)
class Return:
    """One metric: what was recorded, and what follows from it."""

    metric: ModelMetric
    results: Sequence[ModelResult]
    said: PointWorth | None
    curve: Fitted | WhyNot
    gained: Figure | WhyNot
    earned: Figure | WhyNot
    next_gain: Figure | WhyNot
    break_even: Figure | WhyNot
    state: ReturnState

    @property
    def n_now(self) -> int:
        return max((each.n_labels for each in self.results), default=0)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a course has to say: a gain of this metric by so many labels, a change on gold, or a cost per point."""

    course: Course
    found: Figure | WhyNot
    name: str = ""
    cost: Figure | WhyNot | None = None


@dataclass(frozen=True, slots=True)
class ProjectReturn:
    price: Price | WhyNot
    returns: Sequence[Return]


def price_of(project: Project, *, sees_rates: bool = False) -> Price | WhyNot:
    """What an accepted label has cost so far; nothing is assumed where it is not known.

    Who may not see rates is told the cost of quarters, but not of one in which few people were paid: neither is what
    all of them together cost, which would tell it.
    """
    found = priced(spent_by_project([project.pk]).get(project.pk, {}), n_accepted_labels(project.pk))
    if isinstance(found, Price) and n_paid(project.pk, enough=ENOUGH_PEOPLE) < ENOUGH_PEOPLE:
        return WhyNot.FEW_PEOPLE
    if isinstance(found, Price) and not sees_rates and _has_quarter_of_few(project):
        return WhyNot.FEW_PEOPLE
    return found


def _has_quarter_of_few(project: Project) -> bool:
    stretches = [each.days for each in quarters_between(project.created_at.date(), now().date())]
    found = n_paid_in(project.pk, stretches, enough=ENOUGH_PEOPLE)
    return any(0 < n < ENOUGH_PEOPLE for n in found)


def return_of(project: Project, *, sees_rates: bool = False) -> ProjectReturn:
    """Every metric of a project; a fixed number of queries."""
    metrics = list(metrics_of(project))
    results: defaultdict[int, list[ModelResult]] = defaultdict(list)
    for each in current_results(metric.pk for metric in metrics):
        results[each.metric_id].append(each)
    worths, price = worths_of(metric.pk for metric in metrics), price_of(project, sees_rates=sees_rates)
    return ProjectReturn(
        price, [_weighed(each, results[each.pk], worths.get(each.pk), price) for each in metrics]
    )


def return_for(user: User, project: Project) -> ProjectReturn:
    """As far as the person may see it."""
    return return_of(project, sees_rates=Permission.VIEW_RATES in permissions_in(user, project))


def alternatives(found: ProjectReturn, metric: ModelMetric) -> list[Alternative]:
    """What the same money could buy, each only where it was measured."""
    own = next(each for each in found.returns if each.metric.pk == metric.pk)
    return [
        Alternative(Course.ITEMS, own.next_gain),
        _overlap(metric.project, found.price),
        _guideline(metric.project),
        *_markets(found.returns, own),
    ]


def point_of(result: ModelResult) -> Point:
    return Point(ResultPart(result.part), result.n_labels, result.value, result.low, result.high)


def _weighed(
    metric: ModelMetric, results: Sequence[ModelResult], said: PointWorth | None, price: Price | WhyNot
) -> Return:
    unit, direction = ResultUnit(metric.unit), GoodDirection(metric.direction)
    points = [point_of(each) for each in results]
    worth = Worth(said.micro, said.currency) if said else WhyNot.NO_WORTH
    curve, gained = fit(points, unit, direction), change(points, direction)
    n_now = max((each.n_labels for each in points), default=0)
    break_even = weigh(curve, unit, worth, price)
    return Return(
        metric=metric,
        results=results,
        said=said,
        curve=curve,
        gained=gained,
        earned=earned(gained, unit, worth),
        next_gain=curve.gain(n_now) if isinstance(curve, Fitted) else curve,
        break_even=break_even,
        state=state_of(n_now, break_even),
    )


def _overlap(project: Project, price: Price | WhyNot) -> Alternative:
    release = releases_of(project).filter(state=ReleaseState.READY).first()
    if release is None:
        return Alternative(Course.OVERLAP, WhyNot.NOTHING_ACCEPTED)
    found = overlap_of(release.certificate, project_gold_accuracy(project.pk))
    if isinstance(found, WhyNot):
        return Alternative(Course.OVERLAP, found)
    more = (found.label - edge for edge in (found.one.value, found.one.high, found.one.low))
    cost = price if isinstance(price, WhyNot) else point_of_accuracy(found, price)
    return Alternative(Course.OVERLAP, Figure(*more), cost=cost)


def overlap_of(certificate: Mapping[str, object], gold: Share) -> Overlap | WhyNot:
    """Of a release's certificate; of one question alone, because gold is right or wrong as a whole."""
    labeled, asked = certificate.get("labeled"), certificate.get("asked")
    assert isinstance(labeled, dict)
    assert isinstance(asked, list)
    if len(asked) != 1:
        return WhyNot.SEVERAL_QUESTIONS
    if gold.value is None or gold.low is None or gold.high is None:
        return WhyNot.NO_GOLD
    mean, label = labeled["mean_overlap"], asked[0]["mean_probability"]
    if mean is None or mean <= 1:
        return WhyNot.NO_OVERLAP
    if label is None:
        return WhyNot.NO_POSTERIOR
    return Overlap(Figure(gold.value, gold.low, gold.high), gold.n, label, mean)


def _guideline(project: Project) -> Alternative:
    impact = impact_of(project.guideline_version) if project.guideline_version else None
    measured = impact.measures.get("gold") if impact else None
    before, after = (measured["before"], measured["after"]) if measured else ({}, {})
    if not before.get("n") or not after.get("n"):
        return Alternative(Course.GUIDELINE, WhyNot.NO_IMPACT, cost=WhyNot.GUIDELINE_COST)
    points = [
        Point(part, nth, each["value"], each["low"], each["high"])
        for nth, (part, each) in enumerate([(ResultPart.BEFORE, before), (ResultPart.AFTER, after)])
    ]
    found = change(points, GoodDirection.HIGHER)
    return Alternative(Course.GUIDELINE, found, cost=WhyNot.GUIDELINE_COST)


def _markets(returns: Sequence[Return], own: Return) -> list[Alternative]:
    """The same metric of the same model elsewhere."""
    others = [
        each
        for each in returns
        if each.metric.pk != own.metric.pk
        and each.metric.market is not None
        and (each.metric.model, each.metric.name) == (own.metric.model, own.metric.name)
        and isinstance(each.next_gain, Figure)
    ]
    if not others:
        return [Alternative(Course.MARKET, WhyNot.NO_MARKET)]
    return [
        Alternative(Course.MARKET, each.next_gain, name=each.metric.market.name if each.metric.market else "")
        for each in others
    ]


__all__ = [
    "STEP",
    "Alternative",
    "ProjectReturn",
    "Return",
    "alternatives",
    "price_of",
    "return_for",
    "return_of",
]
