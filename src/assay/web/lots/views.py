"""Lots: the register, one lot with its decision, and the plan by which they are inspected."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for
from assay.quality.actions.lot_decisions import concede, resume, rework
from assay.quality.actions.lots import cut_lots, publish_plan
from assay.quality.actions.revising_lots import accept_revised
from assay.quality.enums import LotState
from assay.quality.models import Lot
from assay.quality.queries.lots import (
    counts_of,
    inspections_of,
    lot_for,
    lots_of,
    n_inspected,
    n_waiting,
    plan_in_force,
    plans_of,
    revision_to_confirm,
    sample_of,
    streams_of,
)
from assay.web.lots.one_lot import curves_meaning, shown_inspection, shown_unit
from assay.web.lots.plan_form import FIELDS, asked_severities, options, plan_settings, plan_values, preview_of
from assay.web.lots.register import accepted_share, shown_lot, shown_stream
from assay.web.lots.words import STATES
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of
from assay.work.actions.queues import label_stage

MOST_COUNTED = 10_000


@signed_in
@require_GET
def lots(request: HttpRequest, project: UUID) -> HttpResponse:
    """The register, with where switching stands."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_ANSWERS)
    stage = label_stage(found)
    state = request.GET.get("state", "")
    state = state if state in LotState.values else ""
    page = page_of(request, lots_of(found, state))
    counts = counts_of(found)
    context = {
        "project": found,
        "tab": "quality",
        "page": page,
        "rows": [shown_lot(each) for each in page],
        "state": state,
        "states": [
            (value, _(label), counts[value]) for value, (label, _tone) in STATES.items() if counts[value]
        ],
        "n_lots": sum(counts.values()),
        "counts": counts,
        "accepted": accepted_share(counts),
        "streams": [shown_stream(each) for each in streams_of(stage)],
        "plan": plan_in_force(stage),
        "n_waiting": n_waiting(stage, most=MOST_COUNTED),
        "most_counted": MOST_COUNTED,
        "may_manage": Permission.MANAGE_QUALITY in permissions_in(person, found),
        "kept": f"state={state}" if state else "",
    }
    return render(request, "web/lots/lots.html", context)


@signed_in
@require_POST
def cut(request: HttpRequest, project: UUID) -> HttpResponse:
    """Cut lots of what is done, and draw their samples."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    try:
        made = cut_lots(person, stage=label_stage(found), now=now())
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
    else:
        said = ngettext(
            "%(n)s lot was cut, and its sample drawn.",
            "%(n)s lots were cut, and their samples drawn.",
            len(made),
        )
        messages.success(request, said % {"n": len(made)})
    return redirect("lots", project=project)


@signed_in
@require_POST
def resumption(request: HttpRequest, project: UUID) -> HttpResponse:
    """Accept a corrective action, so that inspection goes on."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    given = texts_of(request.POST, ("stream", "action"))
    return done(
        request,
        lambda: resume(
            person, stage=label_stage(found), stream=given["stream"], action=given["action"], now=now()
        ),
        _("Inspection goes on, tightened."),
        reverse("lots", args=[project]),
    )


@signed_in
@require_GET
def lot(request: HttpRequest, lot: UUID) -> HttpResponse:
    """One lot: its figures, its sample, its decision."""
    return _shown(request, lot_for(user_of(request), lot), Filled({}))


@signed_in
@require_POST
def lot_rework(request: HttpRequest, lot: UUID) -> HttpResponse:
    """Give the lot back, all of it or its defects."""
    person = user_of(request)
    found = lot_for(person, lot, Permission.MANAGE_QUALITY)
    given = texts_of(request.POST, ("reason", "what"))
    return _decided(
        request,
        found,
        lambda: rework(
            person, lot=found, reason=given["reason"], only_defects=given["what"] == "defects", now=now()
        ),
        success=_("Given back. Once its tasks are done again, the lot is inspected again."),
        values={"why_rework": given["reason"], "what": given["what"]},
    )


@signed_in
@require_POST
def lot_concession(request: HttpRequest, lot: UUID) -> HttpResponse:
    """Accept a rejected lot all the same, signed by name."""
    person = user_of(request)
    found = lot_for(person, lot, Permission.MANAGE_QUALITY)
    given = texts_of(request.POST, ("reason", "signature"))
    return _decided(
        request,
        found,
        lambda: concede(person, lot=found, reason=given["reason"], signature=given["signature"], now=now()),
        success=_("Accepted with concession. It stands on every certificate of these labels."),
        values={"why_concession": given["reason"], "signature": given["signature"]},
    )


def _decided(
    request: HttpRequest, found: Lot, action: Callable[[], object], *, success: str, values: dict[str, object]
) -> HttpResponse:
    """What becomes of the lot; where it is refused, the page stands as it was filled in."""
    try:
        action()
    except Refused as why:
        found.refresh_from_db(fields=["state"])
        return _shown(request, found, Filled(values, others=tuple(why.reasons)))
    messages.success(request, success)
    return redirect("lot", lot=found.uid)


def _shown(request: HttpRequest, found: Lot, form: Filled) -> HttpResponse:
    inspections = inspections_of(found)
    newest = inspections[0] if inspections else None
    page = page_of(request, sample_of(newest)) if newest else None
    shown = [shown_inspection(each, n_inspected(each)) for each in inspections]
    label, tone = STATES[LotState(found.state)]
    given = permissions_in(user_of(request), found.project)
    context = {
        "project": found.project,
        "tab": "quality",
        "lot": found,
        "state": _(label),
        "tone": tone,
        "newest": shown[0] if shown else None,
        "earlier": shown[1:],
        "meaning": curves_meaning(list(newest.classes.all())) if newest else None,
        "page": page,
        "units": [shown_unit(each) for each in page] if page else [],
        "is_rejected": found.state == LotState.REJECTED,
        "revision": revision_to_confirm(found),
        "is_reopened": found.state == LotState.REOPENED,
        "may_manage": Permission.MANAGE_QUALITY in given,
        "may_arbitrate": Permission.ARBITRATE in given,
        "form": form,
    }
    return render(request, "web/lots/lot.html", context, status=form.status)


@signed_in
@require_POST
def lot_acceptance(request: HttpRequest, lot: UUID) -> HttpResponse:
    """Accept a lot whose figures do so since a dispute."""
    person = user_of(request)
    found = lot_for(person, lot, Permission.MANAGE_QUALITY)
    given = texts_of(request.POST, ("reason",))
    return done(
        request,
        lambda: accept_revised(person, lot=found, reason=given["reason"], now=now()),
        _("Accepted by its figures since the dispute. It stands on every certificate of these labels."),
        reverse("lot", args=[lot]),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def inspection_plan(request: HttpRequest, project: UUID) -> HttpResponse:
    """The plan in force with what it means; for who may set it the form of the next one."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_ANSWERS)
    stage = label_stage(found)
    plan = plan_in_force(stage)
    form, values = Filled(plan_values(plan)), {name: str(value) for name, value in plan_values(plan).items()}
    if request.method == "POST":
        project_for(person, project, Permission.MANAGE_QUALITY)
        values = texts_of(request.POST, FIELDS)
        form = Filled(values)
        if request.POST.get("what") != "preview":
            try:
                publish_plan(person, stage=stage, now=now(), **plan_settings(values))
            except Refused as why:
                form = refused(values, why, FIELDS)
            else:
                messages.success(
                    request, _("Published. It counts for lots that are cut or drawn from now on.")
                )
                return redirect("inspection-plan", project=project)
    context = {
        "project": found,
        "tab": "quality",
        "plan": plan,
        "plans": plans_of(stage)[:20],
        "form": form,
        "severities": asked_severities(form),
        "meaning": preview_of(plan_settings(values)),
        "lot_size": values["lot_size"],
        "is_preview": request.method == "POST" and not form.problems,
        "may_manage": Permission.MANAGE_QUALITY in permissions_in(person, found),
        **options(),
    }
    return render(request, "web/lots/plan.html", context, status=form.status)
