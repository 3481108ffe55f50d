"""What labels were worth: metrics of models, results that people record, curve, break-even and alternatives."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.delivery.enums import ReleaseState
from assay.delivery.queries.releases import release_for, releases_of
from assay.insight.actions import results as actions
from assay.insight.enums import ResultPart, WhyNot
from assay.insight.models import ModelMetric, ModelResult
from assay.insight.queries import results as queries
from assay.insight.queries.returns import alternatives, return_for
from assay.insight.rules.returns import Fitted
from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.queries.organisation import markets
from assay.web.insight import forms
from assay.web.insight.curve import chart_of
from assay.web.insight.figures import labels_between, point_of, unit_of, why
from assay.web.insight.shown import shown_alternatives, shown_price, shown_result, shown_return
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of

MOST_RELEASES = 50


@signed_in
@require_GET
def overview(request: HttpRequest, project: UUID) -> HttpResponse:
    """Every metric of the project's models, and what an accepted label has cost."""
    return _overview(request, project, Filled(forms.empty_metric()))


@signed_in
@require_POST
def define(request: HttpRequest, project: UUID) -> HttpResponse:
    """Keep a metric of a model."""
    person, texts = user_of(request), texts_of(request.POST, forms.METRIC_FIELDS)
    found = queries.project_for_return(person, project)
    try:
        terms = forms.terms_from(texts)
        made = actions.define_metric(person, project=found, terms=terms, market=texts["market"], now=now())
    except Refused as why_not:
        return _overview(request, project, refused(texts, why_not, forms.METRIC_FIELDS))
    return redirect("model-metric", made.uid)


@signed_in
@require_GET
def metric(request: HttpRequest, metric: UUID) -> HttpResponse:
    """One metric: results, curve, break-even, target, and what else the money could buy."""
    found = queries.metric_for(user_of(request), metric)
    return _metric(request, found, Filled(forms.empty_result(now().date())))


@signed_in
@require_POST
def record(request: HttpRequest, metric: UUID) -> HttpResponse:
    """Record a result; it is the claim of who records it."""
    person, texts = user_of(request), texts_of(request.POST, forms.RESULT_FIELDS)
    found = queries.metric_for(person, metric)
    uid = parse_uid(texts["release"])
    if uid is None:
        raise NotFound
    release = release_for(person, uid)

    def act() -> object:
        given = forms.measured_from(found, texts)
        return actions.record_result(person, metric=found, release=release, given=given, now=now())

    return _done_or_again(request, found, texts, act)


@signed_in
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, result: UUID) -> HttpResponse:
    """The form of a result that was wrong; what is sent stands in its place."""
    person = user_of(request)
    found = queries.result_for(person, result)
    form = Filled(forms.values_of(found))
    if request.method == "POST":
        texts = texts_of(request.POST, forms.RESULT_FIELDS) | {"release": str(found.release.uid)}
        try:
            given = forms.measured_from(found.metric, texts)
            actions.correct_result(person, result=found, given=given, reason=texts["reason"], now=now())
        except Refused as why_not:
            form = refused(texts, why_not, forms.RESULT_FIELDS)
        else:
            return redirect("model-metric", found.metric.uid)
    return _correction(request, found, form)


@signed_in
@require_POST
def withdraw(request: HttpRequest, result: UUID) -> HttpResponse:
    """A result counts no more."""
    person = user_of(request)
    found = queries.result_for(person, result)
    (reason,) = texts_of(request.POST, ("reason",)).values()
    return done(
        request,
        lambda: actions.withdraw_result(person, result=found, reason=reason, now=now()),
        _("Withdrawn. It stays readable."),
        reverse("model-metric", args=[found.metric.uid]),
    )


@signed_in
@require_POST
def worth(request: HttpRequest, metric: UUID) -> HttpResponse:
    """Say what a point is worth."""
    person, texts = user_of(request), texts_of(request.POST, forms.WORTH_FIELDS)
    found = queries.metric_for(person, metric)
    return done(
        request,
        lambda: actions.say_worth(person, metric=found, worth=forms.worth_from(texts), now=now()),
        _("Noted. What was said before stays readable in the audit trail."),
        reverse("model-metric", args=[metric]),
    )


def _overview(request: HttpRequest, project: UUID, form: Filled) -> HttpResponse:
    found = queries.project_for_return(user_of(request), project)
    whole = return_for(user_of(request), found)
    context = {
        "project": found,
        "tab": "return",
        "rows": [shown_return(each) for each in whole.returns],
        "price": shown_price(whole.price),
        "form": form,
        "markets": markets().filter(retired_at=None),
    }
    return render(request, "web/insight/return.html", context, status=form.status)


def _metric(request: HttpRequest, found: ModelMetric, form: Filled) -> HttpResponse:
    whole = return_for(user_of(request), found.project)
    own = next(each for each in whole.returns if each.metric.pk == found.pk)
    currency = "" if isinstance(whole.price, WhyNot) else whole.price.currency
    page = page_of(request, queries.results_of(found))
    typed = request.GET.get("target", "")[:20]
    context = {
        "project": found.project,
        "tab": "return",
        "metric": found,
        "shown": shown_return(own),
        "price": shown_price(whole.price),
        "chart": chart_of(own),
        "others": list(shown_alternatives(alternatives(whole, found), found, currency)),
        "page": page,
        "results": [shown_result(each, found) for each in page],
        "said": own.said,
        "typed": typed,
        "target": _target(found, own.curve, typed),
        "unit": unit_of(found),
        "point": point_of(found),
        "parts": ResultPart.choices,
        "releases": releases_of(found.project).filter(state=ReleaseState.READY)[:MOST_RELEASES],
        "form": form,
    }
    return render(request, "web/insight/metric.html", context, status=form.status)


def _target(found: ModelMetric, curve: Fitted | WhyNot, typed: str) -> str:
    """How many labels the target takes, in words; nothing where none was typed."""
    target = forms.target_from(found, typed)
    if target is None:
        return ""
    if isinstance(curve, WhyNot):
        return why(curve)
    return labels_between(curve.labels_for(target), curve.labels_interval(target))


def _done_or_again(
    request: HttpRequest, found: ModelMetric, texts: dict[str, str], act: Callable[[], object]
) -> HttpResponse:
    try:
        act()
    except Refused as why_not:
        return _metric(request, found, refused(texts, why_not, forms.RESULT_FIELDS))
    return redirect("model-metric", found.uid)


def _correction(request: HttpRequest, found: ModelResult, form: Filled) -> HttpResponse:
    context = {
        "project": found.metric.project,
        "tab": "return",
        "metric": found.metric,
        "result": shown_result(found, found.metric),
        "unit": unit_of(found.metric),
        "parts": ResultPart.choices,
        "form": form,
    }
    return render(request, "web/insight/result.html", context, status=form.status)
