"""Feasibility is computed, kept, and overruled with a reason; the owner is told when it gets worse."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any  # What is stored is JSON.

import msgspec
from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.intake.actions.requests import lock
from assay.intake.actions.stepping import note_estimate
from assay.intake.enums import Part
from assay.intake.models import Request
from assay.intake.queries.scope import parts_of
from assay.intake.rules.reasons import NOT_YOUR_STEP
from assay.intake.rules.states import SAID
from assay.kit.audit import act_as
from assay.kit.clock import working_day
from assay.kit.reasons import Refused, Word
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.enums import Channel
from assay.planning.models import FeasibilityRun, Overruling, PlanWeek
from assay.planning.queries.feasibility import INSIDE, newest_of, read
from assay.planning.queries.feasible import (
    Likeness,
    asked_of_project,
    asked_of_request,
    given_of,
    machine_of,
    places_left,
    places_of,
    usual_given,
)
from assay.planning.queries.pilot import figures_of, pilot_of, pilot_stage
from assay.planning.queries.plans import milestones_of, plan_in_force
from assay.planning.queries.standing import today_of
from assay.planning.rules.feasibility import (
    NO_VOLUME,
    Asked,
    Estimate,
    Given,
    Rates,
    estimate,
    is_worse,
    refuse_given,
    refuse_rates,
)
from assay.planning.rules.suitability import NEEDS_REASON, SAME_VERDICT, Facts, suitability
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.actions.board import run_board

FINAL = "final_delivery"


def judge_request(
    by: User | None,
    *,
    request: Request,
    now: datetime,
    given: Given | None = None,
    rates: Rates | None = None,
) -> FeasibilityRun:
    """Compute a request's feasibility and keep it; what is not given is as usual, or as in the run before."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        require_inside(by, locked)
        before = newest_of(locked)
        given = given or (before.given if before else usual_given(locked))
        rates = rates or (before.rates if before else Rates())
        _refuse(given, rates, [each.market for each in places_of(locked)])
        today = working_day(now, locked.owner.time_zone if locked.owner else "UTC")
        asked, likeness = asked_of_request(locked, today, now)
        reckoned = estimate(asked, given, rates=rates, starts_on=today, deadline_on=locked.deadline_on)
        facts = _facts(reckoned, likeness, locked, has_template=bool(locked.template))
        run = _kept(
            by,
            {"request": locked, "pilot": _pilot(locked, now)},
            facts,
            asked=asked,
            given=given,
            rates=rates,
            now=now,
        )
        note_estimate(locked, now=now)
        return run


def judge_project(
    by: User | None,
    *,
    project: Project,
    now: datetime,
    given: Given | None = None,
    rates: Rates | None = None,
) -> FeasibilityRun:
    """Compute what is left of a running project; its owner is told where it is worse than the last time."""
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        before = newest_of(project)
        given = given or given_of(project, before.given if before else None)
        rates = rates or (before.rates if before else Rates())
        _refuse(given, rates, [each.market for each in places_left(project)])
        today = today_of(project, now)
        asked, likeness = asked_of_project(project, today, now)
        reckoned = estimate(asked, given, rates=rates, starts_on=today, deadline_on=deadline_of(project))
        request = Request.objects.filter(project=project).first()
        facts = _facts(reckoned, likeness, request, has_template=True)
        run = _kept(by, {"project": project}, facts, asked=asked, given=given, rates=rates, now=now)
        if before is not None and is_worse(before.estimate, reckoned):
            _tell_worse(project, before.estimate, reckoned, now)
        return run


def overrule(by: User, *, run: FeasibilityRun, channel: Channel, reason: str, now: datetime) -> Overruling:
    """Decide for another channel than the rules say, and why; both stay."""
    with transaction.atomic():
        act_as(by)
        kept = FeasibilityRun.objects.select_for_update(no_key=True, of=["self"]).get(pk=run.pk)
        if kept.request is not None:
            require_inside(by, kept.request)
        elif kept.project is not None:
            require(by, kept.project, Permission.MANAGE_PROJECT)
        if not reason.strip():
            raise Refused(NEEDS_REASON(field="reason"))
        if read(kept).channel == channel:
            raise Refused(SAME_VERDICT(field="channel"))
        return Overruling.objects.create(
            run=kept,
            channel=channel,
            reason=reason.strip().replace("\0", "")[:4000],
            decided_at=now,
            decided_by=by,
        )


def require_inside(by: User | None, request: Request) -> None:
    """Whoever judges or approves the request."""
    if not parts_of(by, request) & INSIDE:
        raise Refused(NOT_YOUR_STEP(who=Word(SAID[Part.JUDGE])))


def deadline_of(project: Project) -> date | None:
    """The final delivery of the plan in force, else the end of its last week, else the deadline of the request."""
    plan = plan_in_force(project)
    if plan is not None:
        final = next((each.due_on for each in milestones_of(plan) if each.kind == FINAL), None)
        last = (
            PlanWeek.objects.filter(plan=plan).order_by("-week_on").values_list("week_on", flat=True).first()
        )
        return final or last
    return Request.objects.filter(project=project).values_list("deadline_on", flat=True).first()


def _refuse(given: Given, rates: Rates, markets: Sequence[str]) -> None:
    problems = [*refuse_given(given), *refuse_rates(rates, markets)]
    if not markets:
        problems.append(NO_VOLUME())
    if problems:
        raise Refused(*problems)


def _facts(reckoned: Estimate, likeness: Likeness, request: Request | None, *, has_template: bool) -> Facts:
    return Facts(
        sensitivity=request.sensitivity if request else "",
        has_template=has_template,
        accuracy_target=request.accuracy_target if request else None,
        estimate=reckoned,
        machine=machine_of(likeness),
    )


def _kept(
    by: User | None,
    subject: dict[str, Any],
    facts: Facts,
    *,
    asked: Sequence[Asked],
    given: Given,
    rates: Rates,
    now: datetime,
) -> FeasibilityRun:
    whose = {name: value for name, value in subject.items() if name != "pilot"}
    newest = FeasibilityRun.objects.filter(**whose).order_by("-number").first()
    found = suitability(facts)
    volumes = [{"market": each.market, "language": each.language, "n_items": each.n_items} for each in asked]
    return FeasibilityRun.objects.create(
        **subject,
        number=newest.number + 1 if newest else 1,
        given={
            "given": msgspec.to_builtins(given),
            "rates": msgspec.to_builtins(rates),
            "volumes": volumes,
        },
        result=msgspec.to_builtins(facts.estimate),
        suitability=msgspec.to_builtins(found),
        channel=found.channel or "",
        timing=facts.estimate.timing,
        p80_on=facts.estimate.dates.p80,
        made_at=now,
        made_by=by,
    )


def _pilot(request: Request, now: datetime) -> dict[str, Any] | None:
    """What the pilot has shown by now; its agreement is measured anew."""
    pilot = pilot_of(request)
    if pilot is None:
        return None
    if figures_of(pilot, now=now).n_judgments:
        run_board(None, stage=pilot_stage(pilot), now=now)
    found: dict[str, Any] = msgspec.to_builtins(figures_of(pilot, now=now))
    return found


def _tell_worse(project: Project, before: Estimate, after: Estimate, now: datetime) -> None:
    unknown = "–"
    tell(
        [project.owner_id],
        kind="planning.feasibility_worse",
        sentence=_("{project} is expected later than before"),
        lines=[_("Done with 80 % confidence by {after}; a run before said {before}.")],
        about={
            "project": project.name,
            "before": before.dates.p80.isoformat() if before.dates.p80 else unknown,
            "after": after.dates.p80.isoformat() if after.dates.p80 else unknown,
        },
        address=f"/projects/{project.uid}/feasibility/",
        now=now,
    )
