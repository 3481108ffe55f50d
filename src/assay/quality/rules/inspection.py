"""How a lot is inspected: which plan each severity of errors has, and what the inspected units decide.

The plans are those of `assay.stats.sampling`; here stands which of them applies, and when a lot is decided.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any  # Settings are JSON.

from assay.kit.reasons import Reason, declare
from assay.quality.enums import ErrorSeverity, InspectionMethod
from assay.stats.sampling import (
    Inspection,
    Plan,
    SequentialPlan,
    TruncatedPlan,
    sequential_plan,
    standard_plan,
    zero_acceptance,
)
from assay.stats.sampling.standard import AQLS, LEVELS

NO_CLASS = declare("lots.no_class", "Say for at least one severity what is accepted.", status=422)
BAD_AQL = declare(
    "lots.bad_aql",
    "{severity}: the AQL must be one of the standard's: {aqls}; 0 means that no defect is accepted.",
    status=422,
)
BAD_LIMITS = declare(
    "lots.bad_limits",
    "{severity}: good quality must lie below bad quality, both as shares of defective units between 0 and 100 %.",
    status=422,
)
BAD_LEVEL = declare("lots.bad_level", "The inspection level is one of {levels}.", status=422)
BAD_RISK = declare("lots.bad_risk", "A risk lies between 0.1 % and 50 %.", status=422)
BAD_LOT_SIZE = declare("lots.bad_lot_size", "A lot has from {least} to {most} tasks.", status=422)
UNKNOWN_METHOD = declare("lots.unknown_method", "There is no method {method}.", status=422)

LEAST_LOT, MOST_LOT = 2, 100_000
# No defect accepted, in as many units as the other severities ask for; alone, in as many as this AQL asks for.
NONE, FALLBACK_AQL = 0.0, 0.65
# Percent defective ends at 10; above, the standard counts defects per hundred units.
OFFERED_AQLS = tuple(aql for aql in AQLS if 0.1 <= aql <= 10)
TRUNCATED_AT = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan says of one severity: percent defective that is good (AQL), and percent that is bad."""

    aql: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """A plan as it was published."""

    method: str
    level: str = "II"
    alpha: float = 0.05
    beta: float = 0.10
    classes: Mapping[str, Terms] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """How one severity is judged in one lot: the first `n` units of the sample are looked at for it."""

    severity: str
    inspection: str
    n: int
    accept: int
    reject: int
    aql: float | None = None
    limit: float | None = None
    letter: str = ""
    sequential: SequentialPlan | None = None

    @property
    def plan(self) -> Plan:
        return Plan(self.n, self.accept, self.reject)

    @property
    def truncated(self) -> TruncatedPlan | None:
        return None if self.sequential is None else self.sequential.truncated(self.n)


def terms_of(classes: Mapping[str, Mapping[str, Any]]) -> dict[str, Terms]:
    """From JSON, in the order of the severities."""
    return {each: Terms(**classes[each]) for each in ErrorSeverity.values if each in classes}


def refuse_settings(settings: Settings, *, lot_size: int) -> list[Reason]:
    """Every problem of a plan that is to be published."""
    problems: list[Reason] = []
    if settings.method not in InspectionMethod.values:
        return [UNKNOWN_METHOD(field="method", method=str(settings.method)[:40])]
    if settings.level not in LEVELS:
        problems.append(BAD_LEVEL(field="level", levels=", ".join(LEVELS)))
    for name, risk in (("alpha", settings.alpha), ("beta", settings.beta)):
        if not 0.001 <= risk <= 0.5:
            problems.append(BAD_RISK(field=name))
    if not LEAST_LOT <= lot_size <= MOST_LOT:
        problems.append(BAD_LOT_SIZE(field="lot_size", least=LEAST_LOT, most=MOST_LOT))
    if not settings.classes:
        problems.append(NO_CLASS(field="classes"))
    problems += [
        refused
        for severity, terms in settings.classes.items()
        if (refused := _refuse_terms(settings.method, severity, terms))
    ]
    return problems


def _refuse_terms(method: str, severity: str, terms: Terms) -> Reason | None:
    name = str(ErrorSeverity(severity).label)
    if method == InspectionMethod.STANDARD:
        if terms.aql == NONE or terms.aql in OFFERED_AQLS:
            return None
        aqls = ", ".join(f"{aql:g}" for aql in OFFERED_AQLS)
        return BAD_AQL(field=f"aql_{severity}", severity=name, aqls=aqls)
    good = terms.aql if method == InspectionMethod.SEQUENTIAL else 0.01
    is_sound = good is not None and terms.limit is not None and 0 < good < terms.limit < 100
    return None if is_sound else BAD_LIMITS(field=f"limit_{severity}", severity=name)


def class_plans(
    settings: Settings, n_units: int, inspections: Mapping[str, str] | None = None
) -> tuple[ClassPlan, ...]:
    """How a lot of so many units is judged, severity by severity; `inspections` are the switched severities' ones."""
    found = inspections or {}
    plans = tuple(
        _class_plan(
            settings, severity, terms, n_units=n_units, inspection=found.get(severity, Inspection.NORMAL)
        )
        for severity, terms in settings.classes.items()
    )
    return tuple(_without_defects(plans))


def _class_plan(
    settings: Settings, severity: str, terms: Terms, *, n_units: int, inspection: str
) -> ClassPlan:
    if settings.method == InspectionMethod.ZERO_ACCEPTANCE:
        assert terms.limit is not None
        n = min(n_units, zero_acceptance(terms.limit / 100, confidence=1 - settings.beta))
        return ClassPlan(severity, Inspection.NORMAL, n, 0, 1, limit=terms.limit)
    if settings.method == InspectionMethod.SEQUENTIAL:
        return _sequential(settings, terms, severity, n_units)
    aql = FALLBACK_AQL if terms.aql == NONE else terms.aql
    assert aql is not None
    standard = standard_plan(max(LEAST_LOT, n_units), aql, level=settings.level, inspection=inspection)
    is_none = terms.aql == NONE
    return ClassPlan(
        severity,
        inspection,
        n=min(standard.plan.n, n_units),
        accept=0 if is_none else standard.plan.accept,
        reject=1 if is_none else standard.plan.reject,
        aql=terms.aql,
        limit=terms.limit,
        letter=standard.letter,
    )


def _sequential(settings: Settings, terms: Terms, severity: str, n_units: int) -> ClassPlan:
    """Ends at three times what a fixed plan with the same risks would look at, or with the lot."""
    assert terms.aql is not None
    assert terms.limit is not None
    good, bad = terms.aql / 100, terms.limit / 100
    plan = sequential_plan(good, bad, alpha=settings.alpha, beta=settings.beta)
    most = min(n_units, TRUNCATED_AT * _fixed_n(good, bad, settings.alpha, settings.beta))
    end = plan.truncated(most)
    return ClassPlan(
        severity=severity,
        inspection=Inspection.NORMAL,
        n=most,
        accept=end.accepts_at_end,
        reject=end.accepts_at_end + 1,
        aql=terms.aql,
        limit=terms.limit,
        sequential=plan,
    )


def _fixed_n(good: float, bad: float, alpha: float, beta: float) -> int:
    from assay.stats.sampling import design

    try:
        return design(good, bad, alpha=alpha, beta=beta).n
    except ValueError:
        return MOST_LOT


def _without_defects(plans: Sequence[ClassPlan]) -> Iterator[ClassPlan]:
    """Where no defect is accepted, as many units are looked at as for any other severity."""
    most = max((plan.n for plan in plans if plan.aql != NONE), default=0)
    for plan in plans:
        if plan.aql != NONE or plan.sequential is not None or most == 0:
            yield plan
        else:
            yield ClassPlan(plan.severity, plan.inspection, most, 0, 1, plan.aql, plan.limit, plan.letter)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the units looked at so far decide of one severity; `is_accepted` is None while they decide nothing."""

    n_inspected: int
    n_defective: int
    is_accepted: bool | None


def outcome_of(plan: ClassPlan, worst: Sequence[str | None]) -> Outcome:
    """`worst` has the worst severity found per unit, in the order of the sample ("": none; None: not looked at yet)."""
    looked_at = worst[: plan.n]
    n_inspected = sum(each is not None for each in looked_at)
    n_defective = sum(each == plan.severity for each in looked_at)
    if plan.sequential is not None:
        return _walk(plan, plan.sequential, looked_at)
    if n_inspected < plan.n:
        return Outcome(n_inspected, n_defective, None)
    return Outcome(n_inspected, n_defective, n_defective < plan.reject)


def _walk(plan: ClassPlan, lines: SequentialPlan, looked_at: Sequence[str | None]) -> Outcome:
    """Unit by unit in the order of the sample, up to the first one that nobody has looked at."""
    n_defective = 0
    for n, worst in enumerate(looked_at, 1):
        if worst is None:
            return Outcome(n - 1, n_defective, None)
        n_defective += worst == plan.severity
        most, fewest = lines.accepts_with(n), lines.rejects_with(n)
        if most is not None and n_defective <= most:
            return Outcome(n, n_defective, is_accepted=True)
        if fewest is not None and n_defective >= fewest:
            return Outcome(n, n_defective, is_accepted=False)
    is_whole = len(looked_at) >= plan.n
    return Outcome(len(looked_at), n_defective, n_defective <= plan.accept if is_whole else None)


def verdict_of(outcomes: Sequence[Outcome], *, stops_early: bool) -> bool | None:
    """Accepted when every severity is; a sequential inspection ends with the first severity that rejects."""
    said = [each.is_accepted for each in outcomes]
    if False in said and (stops_early or None not in said):
        return False
    return None if None in said else True


def passes_tighter(plan: ClassPlan, n_defective: int, settings: Settings, n_units: int) -> bool:
    """Whether so few defects would also have been accepted with the next smaller AQL: what the switching score asks."""
    if plan.aql not in AQLS or plan.inspection != Inspection.NORMAL:
        return False
    place = AQLS.index(plan.aql)
    if place == 0:
        return False
    tighter = standard_plan(max(LEAST_LOT, n_units), AQLS[place - 1], level=settings.level).plan
    return n_defective <= tighter.accept
