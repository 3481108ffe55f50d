"""What a plan means, in words: an AQL reads like a guarantee, and is none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.quality.rules.curves import Promise, curves_of
from assay.quality.rules.inspection import NONE, ClassPlan
from assay.web.lots.curve import CurveChart, curve_chart
from assay.web.lots.words import INSPECTIONS, SEVERITIES
from assay.web.templatetags.figures import count, figure, percent


@dataclass(frozen=True, slots=True)
class ShownPromise:
    severity: str
    aql: str
    inspection: str
    tone: str
    n: int
    accept: int
    reject: int
    letter: str
    limiting: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """The promises of every severity with their curves."""

    promises: tuple[ShownPromise, ...]
    chart: CurveChart


def meaning_of(plans: Sequence[ClassPlan]) -> Meaning:
    curves = curves_of(plans)
    return Meaning(tuple(shown_promise(each) for each in curves.promises), curve_chart(curves))


def shown_promise(promise: Promise) -> ShownPromise:
    plan = promise.plan
    inspection, tone = INSPECTIONS[plan.inspection]
    return ShownPromise(
        severity=_(SEVERITIES[plan.severity]),
        aql=aql_text(plan),
        inspection=_(inspection),
        tone=tone,
        n=plan.n,
        accept=plan.accept,
        reject=plan.reject,
        letter=plan.letter,
        limiting=percent(promise.limiting),
        sentence=_sentence(promise),
    )


def aql_text(plan: ClassPlan) -> str:
    if plan.aql is None:
        return "–"
    return _("none accepted") if plan.aql == NONE else percent(plan.aql / 100, 2 if plan.aql < 1 else 1)


def _sentence(promise: Promise) -> str:
    plan = promise.plan
    words = {
        "severity": _(SEVERITIES[plan.severity]),
        "limiting": percent(promise.limiting),
        "n": count(plan.n),
        "accept": plan.accept,
        "aql": aql_text(plan),
        "at_aql": percent(promise.at_aql, 0),
        "mean": figure(promise.mean_n, 0),
    }
    if promise.limiting is None:
        return _("%(severity)s: so few tasks are looked at that any lot may pass.") % words
    if plan.sequential is not None:
        return (
            _(
                "%(severity)s: decided after every task, at %(n)s at the latest, and with %(mean)s in the mean where "
                "%(aql)s are defective. Such lots pass in %(at_aql)s of cases, lots with %(limiting)s in one of ten."
            )
            % words
        )
    if promise.at_aql is None:
        return (
            _(
                "%(severity)s: no defect is accepted in %(n)s tasks. A lot with %(limiting)s defective ones still "
                "passes once in ten times."
            )
            % words
        )
    return (
        _(
            "%(severity)s: of lots with %(aql)s defective tasks %(at_aql)s pass. Only from %(limiting)s on nine of ten "
            "are rejected: that is what the plan keeps out, not the AQL."
        )
        % words
    )
