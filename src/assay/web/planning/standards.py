"""Standards of a project, measured; one standard with its versions; and the defaults of the organisation."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.planning.actions import standards as actions
from assay.planning.enums import Metric, Status
from assay.planning.queries.standards import (
    defaults_of,
    history_of,
    may_set_defaults,
    require_defaults_in_sight,
    standards_of,
)
from assay.planning.queries.standing import standing_of, today_of
from assay.planning.rules.metrics import METRICS
from assay.projects.enums import Segment
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.planning import words
from assay.web.planning.figures import shown_defaults, shown_standard, shown_versions, tally
from assay.web.planning.standard_form import FIELDS, day_of, terms_from, values_of
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, signed_in, user_of

MOST_VERSIONS = 30


@signed_in
@require_GET
def standards(request: HttpRequest, project: UUID) -> HttpResponse:
    """Every standard, what is measured, and how the two stand; on a day, by the versions in force then."""
    person, moment = user_of(request), now()
    found = project_for(person, project)
    today = today_of(found, moment)
    on = min(_day(request.GET.get("on", ""), today), today)
    standing = standing_of(person, found, on=on, now=moment)
    rows = [shown_standard(each) for each in standing]
    context = {
        "project": found,
        "tab": "standards",
        "rows": rows,
        "site_rows": [row for row in rows if row.sites],
        "sees_all": any(each.status is not None for each in standing),
        "tally": tally(standing),
        "statuses": Status,
        "on": on,
        "today": today,
        "versions": shown_versions(history_of(found, "")[:MOST_VERSIONS]),
        "may_manage": Permission.MANAGE_PROJECT in permissions_in(person, found),
        "sees_defaults": _sees_defaults(request),
        "segment": found.get_segment_display(),
    }
    return render(request, "web/planning/standards.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def standard(request: HttpRequest, project: UUID, metric: str) -> HttpResponse:
    """One standard of a project: its versions, and the form of the next one."""
    person, moment = user_of(request), now()
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    of, today = _metric(metric), today_of(found, moment)
    current = standards_of(found, today).get(of)
    form = Filled(values_of(of, current, today))
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            actions.set_standard(
                person,
                project=found,
                metric=of,
                terms=terms_from(of, texts),
                in_force_from=day_of(texts["in_force_from"]),
                reason=texts["reason"],
                now=moment,
            )
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Published. Earlier days keep the standard they had."))
            return redirect("standards", project=project)
    context = {
        "project": found,
        "tab": "standards",
        "is_own": bool(current and current.is_own),
        "versions": shown_versions(history_of(found, "").filter(metric=of)[:MOST_VERSIONS]),
        **_words(of, form),
    }
    return render(request, "web/planning/standard.html", context, status=form.status)


@signed_in
@require_POST
def back(request: HttpRequest, project: UUID, metric: str) -> HttpResponse:
    """Follow the default of the segment again, from today on."""
    person, moment = user_of(request), now()
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    of, reason = _metric(metric), request.POST.get("reason", "")
    return done(
        request,
        lambda: actions.give_back(
            person,
            project=found,
            metric=of,
            in_force_from=today_of(found, moment),
            reason=reason,
            now=moment,
        ),
        _("The project follows the default of its segment again."),
        reverse("standards", args=[project]),
    )


@signed_in
@require_GET
def defaults(request: HttpRequest) -> HttpResponse:
    """What every project of a segment begins with."""
    person = user_of(request)
    require_defaults_in_sight(person)
    segment = _segment(request.GET.get("segment", ""))
    context = {
        "segments": Segment.choices,
        "segment": segment,
        "rows": shown_defaults(defaults_of(segment, now().date())),
        "versions": shown_versions(history_of(None, segment)[:MOST_VERSIONS]),
        "may_manage": may_set_defaults(person),
    }
    return render(request, "web/planning/defaults.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def default(request: HttpRequest, segment: str, metric: str) -> HttpResponse:
    """One default: its versions, and the form of the next one."""
    person, moment = user_of(request), now()
    require_defaults_in_sight(person)
    require_everywhere(person, Permission.SET_STANDARDS)
    if segment not in Segment.values:
        raise NotFound
    of, today = _metric(metric), moment.date()
    form = Filled(values_of(of, defaults_of(segment, today).get(of), today))
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            actions.set_default(
                person,
                segment=segment,
                metric=of,
                terms=terms_from(of, texts),
                in_force_from=day_of(texts["in_force_from"]),
                reason=texts["reason"],
                now=moment,
            )
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Published. Earlier days keep the standard they had."))
            return redirect(f"{reverse('standard-defaults')}?segment={segment}")
    context = {
        "segment": segment,
        "segment_label": Segment(segment).label,
        "versions": shown_versions(history_of(None, segment).filter(metric=of)[:MOST_VERSIONS]),
        **_words(of, form),
    }
    return render(request, "web/planning/default.html", context, status=form.status)


def _words(metric: Metric, form: Filled) -> dict[str, object]:
    measuring = METRICS[metric]
    return {
        "metric": metric.value,
        "name": _(words.METRICS[metric]),
        "how": _(measuring.how),
        "unit": _(words.UNITS[measuring.unit]),
        "is_money": measuring.unit == "money",
        "is_more_better": measuring.is_more_better,
        "form": form,
    }


def _metric(text: str) -> Metric:
    if text not in Metric.values:
        raise NotFound
    return Metric(text)


def _segment(text: str) -> str:
    return text if text in Segment.values else Segment.SEARCH_RANKING.value


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _sees_defaults(request: HttpRequest) -> bool:
    try:
        require_defaults_in_sight(user_of(request))
    except NotFound:
        return False
    return True
