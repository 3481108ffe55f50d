"""A site lead's page: accuracy, people, disputes, calibration and lots of the own site, and of no other."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.models import Site
from assay.projects.queries.permission import project_for
from assay.quality.enums import DisputeState
from assay.quality.queries.calibration import series_of, sight_of
from assay.quality.queries.site_quality import SiteSight, site_quality, site_sight
from assay.web.calibration.series import shown_series
from assay.web.requests import signed_in, user_of
from assay.web.site.shown import calibration_of_site, shown_site_lot


@signed_in
@require_GET
def site(request: HttpRequest, project: UUID) -> HttpResponse:
    """One site; whoever sees several chooses."""
    person = user_of(request)
    found = project_for(person, project)
    sight = site_sight(person, found)
    chosen = _chosen(sight, request.GET.get("site", ""))
    quality = site_quality(found, chosen, sight.part(chosen), now=now()) if chosen else None
    calibration = sight_of(person, found)
    points = calibration_of_site(series_of(found, calibration), chosen.pk) if chosen and calibration else []
    context = {
        "project": found,
        "tab": "quality",
        "sites": sight.sites,
        "site": chosen,
        "quality": quality,
        "disputes": _disputes(quality.disputes) if quality else {},
        "lots": [shown_site_lot(each) for each in quality.lots] if quality else [],
        "series": shown_series(points) if points else None,
    }
    return render(request, "web/site/site.html", context)


def _chosen(sight: SiteSight, asked: str) -> Site | None:
    """The site of the address, else the first one; another site does not exist for this person."""
    if not asked:
        return next(iter(sight.sites), None)
    uid = parse_uid(asked)
    chosen = next((each for each in sight.sites if each.uid == uid), None)
    if chosen is None:
        raise NotFound
    return chosen


def _disputes(found: dict[str, int]) -> dict[str, int]:
    return {state: found.get(state, 0) for state in DisputeState.values}
