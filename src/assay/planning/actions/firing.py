"""Risks that are bound to a metric fire by themselves: once, with their value, and the owner is told."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.people.actions.inbox import tell
from assay.planning.enums import Metric, RiskState, RiskStep
from assay.planning.models import Risk, RiskEvent
from assay.planning.queries.risks import trigger_of, watched_in
from assay.planning.queries.standing import values_of
from assay.planning.rules.risks import fires
from assay.planning.rules.standards import Measured
from assay.projects.models import Project


def evaluate(project: Project, *, now: datetime) -> list[Risk]:
    """Look at every watched risk of a project; those that fired. A second look at the same figures finds nothing."""
    with transaction.atomic():
        act_as(None)
        risks = list(watched_in(project).select_for_update(no_key=True, of=["self"]))
        if not risks:
            return []
        values = values_of(project, now=now)
        fired = [risk for risk in risks if _fires(risk, values)]
        Risk.objects.filter(pk__in=[risk.pk for risk in risks]).update(evaluated_at=now)
        for risk in fired:
            _fire(risk, values[Metric(risk.trigger_metric)], now)
        return fired


def _fires(risk: Risk, values: Mapping[Metric, Measured]) -> bool:
    trigger = trigger_of(risk)
    return trigger is not None and fires(trigger, values.get(trigger.metric))


def _fire(risk: Risk, measured: Measured, now: datetime) -> None:
    risk.state, risk.fired_at, risk.fired = RiskState.FIRED, now, asdict(measured)
    risk.save(update_fields=["state", "fired_at", "fired"])
    RiskEvent.objects.create(
        risk=risk, step=RiskStep.FIRED, state=risk.state, measured=risk.fired, happened_at=now
    )
    tell(
        sorted({risk.owner_id, risk.project.owner_id}),
        kind="planning.risk_fired",
        sentence=_("A risk of {project} has fired: {risk}"),
        lines=[_("Measured {value} with n = {n}; what was planned for it stands with the risk.")],
        about={
            "project": risk.project.name,
            "risk": risk.title,
            "value": f"{measured.value:.4g}",
            "n": measured.n,
        },
        address=f"/risks/{risk.uid}/",
        now=now,
    )
