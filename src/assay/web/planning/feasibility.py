"""Pages of feasibility: of a request, and of a running project."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.intake.models import Request
from assay.intake.queries.scope import parts_of, request_for
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.actions.feasibility import judge_project, judge_request, overrule
from assay.planning.enums import Channel
from assay.planning.models import FeasibilityRun
from assay.planning.queries.feasibility import INSIDE, newest_of, overrulings_of, read, runs_of, sees_inside
from assay.planning.queries.feasible import given_of, places_left, places_of, usual_given
from assay.planning.queries.pilot import can_take_sample, pilot_of
from assay.planning.queries.plans import plan_project_for
from assay.planning.queries.rush import questions_of, questions_to
from assay.planning.rules.feasibility import Given, Rates
from assay.planning.rules.pilot import STATES
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in
from assay.web.planning import feasibility_form as forms
from assay.web.planning.feasibility_shown import runs_shown, shown
from assay.web.planning.feasibility_words import CHANNELS
from assay.web.planning.rush_shown import questions_shown
from assay.web.projects.forms import Filled, refused
from assay.web.requests import done, signed_in, user_of

MOST_RUNS = 12
Judge = Callable[[Given, Rates], FeasibilityRun]


@signed_in
@require_http_methods(["GET", "POST"])
def of_request(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """The newest run or one before it; posting computes a new one."""
    person = user_of(request)
    found = request_for(person, request_uid)
    may_judge = bool(parts_of(person, found) & INSIDE)
    markets = list(dict.fromkeys(each.market for each in places_of(found)))
    context: dict[str, object] = {
        "found": found,
        "sees_inside": may_judge,
        "rush_reason": found.rush_reason,
        "pilot": pilot_of(found),
        "may_take_sample": may_judge and can_take_sample(found),
        "may_pilot": may_judge and found.state in STATES,
        "questions": questions_shown(questions_of(found)) if may_judge else [],
    }

    def judge(given: Given, rates: Rates) -> FeasibilityRun:
        return judge_request(person, request=found, given=given, rates=rates, now=now())

    return _page(request, found, markets, judge, may_judge=may_judge, context=context)


@signed_in
@require_http_methods(["GET", "POST"])
def of_project(request: HttpRequest, project: UUID) -> HttpResponse:
    """What is left of a project, as it was reckoned last; posting reckons again."""
    person = user_of(request)
    found = plan_project_for(person, project)
    may_judge = Permission.MANAGE_PROJECT in permissions_in(person, found)
    markets = [each.market for each in places_left(found)]
    context: dict[str, object] = {
        "project": found,
        "tab": "feasibility",
        "sees_inside": sees_inside(person, found),
        "questions": questions_shown(questions_to(found)[:MOST_RUNS]) if may_judge else [],
    }

    def judge(given: Given, rates: Rates) -> FeasibilityRun:
        return judge_project(person, project=found, given=given, rates=rates, now=now())

    return _page(request, found, markets, judge, may_judge=may_judge, context=context)


@signed_in
@require_POST
def overrule_request(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Decide for another channel than the newest run."""
    person = user_of(request)
    found = request_for(person, request_uid)
    return _overrule(request, person, found, reverse("request-feasibility", args=[request_uid]))


@signed_in
@require_POST
def overrule_project(request: HttpRequest, project: UUID) -> HttpResponse:
    person = user_of(request)
    found = plan_project_for(person, project)
    return _overrule(request, person, found, reverse("project-feasibility", args=[project]))


def _overrule(request: HttpRequest, person: User, subject: Request | Project, then: str) -> HttpResponse:
    run, wanted = runs_of(subject).first(), request.POST.get("channel", "")
    if run is None or wanted not in Channel.values:
        raise NotFound
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: overrule(person, run=run, channel=Channel(wanted), reason=reason, now=now()),
        _("Decided. What the rules say stays beside it."),
        then,
    )


def _page(
    request: HttpRequest,
    subject: Request | Project,
    markets: list[str],
    judge: Judge,
    *,
    may_judge: bool,
    context: dict[str, object],
) -> HttpResponse:
    newest, form = newest_of(subject), Filled({})
    given, rates = _usual(subject, may_judge=may_judge)
    if newest is not None:
        given, rates = newest.given, newest.rates
    if request.method == "POST":
        given, rates = forms.typed(request.POST, markets)
        try:
            judge(given, rates)
        except Refused as why:
            form = refused({}, why, (*forms.NAMES, "rates", "currency"))
        else:
            messages.success(request, _("Computed from what was measured until yesterday."))
            return redirect(request.path)
    runs = list(runs_of(subject)[:MOST_RUNS])
    wanted = request.GET.get("run", "")
    chosen = next((each for each in runs if str(each.number) == wanted), runs[0] if runs else None)
    context |= {
        "form": form,
        "given": forms.asked_fields(given, form.problems),
        "rates": forms.asked_rates(rates, markets),
        "currency": rates.currency,
        "shown": shown(read(chosen)) if chosen else None,
        "is_newest": chosen is None or chosen == runs[0],
        "overrulings": [
            (_(CHANNELS[each.channel]), each) for each in (overrulings_of(chosen) if chosen else ())
        ],
        "channels": [(value, _(label)) for value, label in CHANNELS.items()],
        "runs": runs_shown(runs),
        "may_judge": may_judge,
    }
    return render(request, "web/planning/feasibility.html", context, status=form.status)


def _usual(subject: Request | Project, *, may_judge: bool) -> tuple[Given, Rates]:
    """What the form begins with; whoever only reads needs no look at similar work."""
    if not may_judge:
        return Given(), Rates()
    return (usual_given(subject) if isinstance(subject, Request) else given_of(subject)), Rates()
