"""The projects a person sees, and a new one."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Market, User
from assay.people.queries.organisation import markets
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.projects.actions.projects import create_project
from assay.projects.actions.settings import set_markets
from assay.projects.enums import ProjectState, Segment
from assay.projects.models import Project
from assay.projects.queries.finding import Filters, search_projects
from assay.projects.queries.permission import opened_projects
from assay.projects.rules.gallery import gallery, template
from assay.quality.actions.setting_up import set_up_project
from assay.web.people.reading import markets_of
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.projects.setup import step_names
from assay.web.projects.shown import shown_project
from assay.web.projects.words import SEGMENTS, STATES, choices, state_choices
from assay.web.requests import page_of, signed_in, user_of
from assay.work.queries.progress import counts_of

NEW = ("name", "segment", "purpose", "time_zone", "template")


@signed_in
@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    """The person's projects with how far they are; the figures are as old as their roll-up says."""
    person = user_of(request)
    _require_projects(person)
    filters = _filters(request.GET)
    page = page_of(request, search_projects(person, filters))
    counts = counts_of(_opened(person, [each.pk for each in page]))
    context = {
        "page": page,
        "rows": [shown_project(each, counts.get(each.pk)) for each in page],
        "filters": filters,
        "kept": _kept(request.GET),
        "states": state_choices(STATES),
        "segments": choices(SEGMENTS),
        "may_create": _may_create(person),
    }
    return render(request, "web/projects/list.html", context)


def _opened(person: User, ids: list[int]) -> list[int]:
    """Those of which the person may see how far they are; of the others only own people's part is seen."""
    opened = opened_projects(person, [Permission.VIEW_PROGRESS])
    return list(opened.filter(pk__in=ids).order_by().values_list("pk", flat=True))


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A draft: nobody works on it before it is opened."""
    person = user_of(request)
    if not _may_create(person):
        raise NotFound
    asked = template(request.GET.get("template", ""))
    begun = {"segment": Segment.OTHER, "time_zone": person.time_zone, "template": asked.code if asked else ""}
    form = Filled(begun)
    if request.method == "POST":
        values = texts_of(request.POST, NEW)
        try:
            made = _create(person, values, markets_of(request.POST))
        except Refused as why:
            form = refused(values, why, NEW)
        else:
            return redirect("project", project=made.uid)
    context = {
        "form": form,
        "segments": choices(SEGMENTS),
        "templates": [(each, _(SEGMENTS[each.segment])) for each in gallery()],
        "markets": markets().filter(retired_at=None),
        "chosen": request.POST.getlist("market"),
        "steps": step_names(),
    }
    return render(request, "web/projects/new.html", context, status=form.status)


def _create(person: User, values: dict[str, str], chosen: list[Market]) -> Project:
    """From a template, with everything that it brings; else an empty draft."""
    if found := template(values["template"]):
        return set_up_project(
            person,
            name=values["name"],
            template=found,
            purpose=values["purpose"],
            time_zone=values["time_zone"],
            markets=chosen,
            now=now(),
        )
    segment = values["segment"]
    with transaction.atomic():
        made = create_project(
            person,
            name=values["name"],
            segment=Segment(segment) if segment in Segment.values else Segment.OTHER,
            purpose=values["purpose"],
            time_zone=values["time_zone"],
            now=now(),
        )
        if chosen:
            set_markets(person, project=made, markets=chosen)
        return made


def _may_create(person: User) -> bool:
    return not scope_of(person, Permission.MANAGE_PROJECT).is_empty


def _require_projects(person: User) -> None:
    """Who sees no project in any role does not find the list either."""
    if scope_of(person, Permission.VIEW_PROJECT).is_empty:
        raise NotFound


def _filters(query: QueryDict) -> Filters:
    """A filter that cannot be is none."""
    state, segment = query.get("state", ""), query.get("segment", "")
    return Filters(
        text=query.get("q", "").strip().replace("\0", "")[:100],
        state=state if state in ProjectState.values else "",
        segment=segment if segment in Segment.values else "",
    )


def _kept(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("page", None)
    return kept.urlencode()
