"""Standards and measured values as their pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from assay.kit.money import MICRO
from assay.planning.enums import Metric, Status, Unit
from assay.planning.models import StandardVersion
from assay.planning.queries.standards import terms_of
from assay.planning.queries.standing import MetricStanding
from assay.planning.rules.metrics import METRICS
from assay.planning.rules.standards import InForce, Measured, Terms
from assay.planning.rules.unmeasured import WHY
from assay.web.planning import words
from assay.web.templatetags.figures import count, rounded


@dataclass(frozen=True, slots=True)
class ShownTerms:
    """`source` says whose standard it is and since when."""

    target: str
    threshold: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A measured value with what it rests on; or why there is none."""

    value: str
    rests_on: str
    status: str
    tone: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShownSite:
    name: str
    vendor: str
    value: ShownValue


@dataclass(frozen=True, slots=True)
class ShownStandard:
    metric: str
    name: str
    how: str
    terms: ShownTerms
    value: ShownValue | None
    sites: tuple[ShownSite, ...]


@dataclass(frozen=True, slots=True)
class ShownVersion:
    metric: str
    name: str
    number: int
    terms: ShownTerms | None
    in_force_from: date
    reason: str
    published_at: datetime
    published_by: str


def said(metric: Metric, value: float, currency: str = "") -> str:
    """A value in the unit of its metric."""
    match METRICS[metric].unit:
        case Unit.SHARE:
            return f"{rounded(value * 100, 1)} %"
        case Unit.DAYS:
            return _("%(n)s days") % {"n": rounded(value, 1)}
        case Unit.PER_HOUR:
            return _("%(n)s per hour") % {"n": rounded(value, 1)}
        case Unit.SECONDS:
            return _("%(n)s s") % {"n": rounded(value, 1)}
        case Unit.MONEY:
            return f"{rounded(value / MICRO, 4)} {currency}"
        case _:
            return rounded(value, 3)


def bound(metric: Metric, value: float, currency: str = "") -> str:
    """With the side on which the good lies."""
    sign = "≥" if METRICS[metric].is_more_better else "≤"
    return f"{sign} {said(metric, value, currency)}"


def shown_terms(metric: Metric, terms: Terms, source: str) -> ShownTerms:
    return ShownTerms(
        bound(metric, terms.target, terms.currency), bound(metric, terms.threshold, terms.currency), source
    )


def source_of(standard: InForce) -> str:
    if standard.is_own:
        return _("the project's own, version %(n)s") % {"n": standard.number}
    if standard.number:
        return _("default, version %(n)s") % {"n": standard.number}
    return _("default, as shipped")


def shown_value(metric: Metric, measured: Measured | None, status: Status) -> ShownValue:
    label, tone = words.STATUSES[status]
    if measured is None:
        return ShownValue("–", "", _(label), tone, _(WHY[metric]))
    return ShownValue(said(metric, measured.value), rests_on(metric, measured), _(label), tone)


def rests_on(metric: Metric, measured: Measured) -> str:
    """n and the 95 % interval; one value has none."""
    n = count(measured.n)
    if metric == Metric.PLAN_ATTAINMENT:
        return _("of %(n)s tasks due") % {"n": n}
    if measured.low is None or measured.high is None:
        return _("n = %(n)s: too few for an interval") % {"n": n}
    low, high = said(metric, measured.low), said(metric, measured.high)
    return _("n = %(n)s · 95 %%: %(low)s to %(high)s") % {"n": n, "low": low, "high": high}


def shown_standard(each: MetricStanding) -> ShownStandard:
    metric = each.metric
    value = None if each.status is None else shown_value(metric, each.measured, each.status)
    sites = tuple(
        ShownSite(at.site.name, at.site.vendor.name, shown_value(metric, at.measured, at.status))
        for at in each.sites
    )
    return ShownStandard(
        metric,
        _(words.METRICS[metric]),
        _(METRICS[metric].how),
        shown_terms(metric, each.standard.terms, source_of(each.standard)),
        value,
        sites if any(at.measured for at in each.sites) else (),
    )


def shown_defaults(standards: Mapping[Metric, InForce]) -> list[ShownStandard]:
    """Every metric, with the target or without."""
    nothing = ShownTerms("–", "–", _("no default"))
    return [
        ShownStandard(
            metric,
            _(words.METRICS[metric]),
            _(METRICS[metric].how),
            shown_terms(metric, standards[metric].terms, source_of(standards[metric]))
            if metric in standards
            else nothing,
            None,
            (),
        )
        for metric in Metric
    ]


def tally(standards: Sequence[MetricStanding]) -> dict[str, int]:
    """How many of the project's standards are met, and so on."""
    found = dict.fromkeys(Status.values, 0)
    for each in standards:
        if each.status is not None:
            found[each.status] += 1
    return found


def shown_versions(versions: Iterable[StandardVersion]) -> list[ShownVersion]:
    return [_version(each) for each in versions]


def _version(version: StandardVersion) -> ShownVersion:
    metric, terms = Metric(version.metric), terms_of(version)
    return ShownVersion(
        metric,
        _(words.METRICS[metric]),
        version.number,
        None if terms is None else shown_terms(metric, terms, ""),
        version.in_force_from,
        version.reason,
        version.published_at,
        version.published_by.name if version.published_by else "Assay",
    )
