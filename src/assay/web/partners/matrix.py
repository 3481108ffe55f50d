"""Who can what: languages and skills of sites, counted, and person by person."""

import csv
from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from assay.kit.clock import now as the_time
from assay.kit.csv_safety import guard
from assay.kit.ids import parse_uid
from assay.people.enums import Standing
from assay.people.models import Contributor
from assay.people.queries.matrix import (
    LANGUAGE,
    SKILL,
    AbilityFilter,
    ability_counts,
    able,
    columns_of,
)
from assay.people.queries.scope import others_visible
from assay.people.queries.site_parts import site_part, site_parts
from assay.people.rules.people_rows import COLUMNS, languages_cell, skills_cell
from assay.web.partners.matrix_shown import shown_person
from assay.web.requests import page_of, signed_in, user_of

MOST_COLUMNS = 12


@signed_in
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Several whole sites side by side; one site, or teams, at once."""
    person, now = user_of(request), the_time()
    others_visible(person)
    parts = site_parts(person)
    whole = [each for each in parts if each.team is None]
    if not parts:
        return render(request, "web/partners/no_site.html")
    if len(whole) < 2:
        return redirect("matrix-site", (whole or parts)[0].site.uid)
    people = Contributor.objects.filter(site__in=[each.site.pk for each in whole])
    counts = ability_counts(people, now)
    totals: dict[tuple[str, str], int] = {}
    for each in counts:
        totals[each.kind, each.key] = totals.get((each.kind, each.key), 0) + each.n
    names = {(each.kind, each.key): each.name for each in counts}
    keys = sorted(totals, key=lambda key: (key[0], -totals[key], names[key]))
    at = {(each.site, each.kind, each.key): each for each in counts}
    context = {
        "columns": [(names[key], totals[key]) for key in keys],
        "rows": [(part.site, [at.get((part.site.pk, *key)) for key in keys]) for part in whole],
    }
    return render(request, "web/partners/matrix.html", context)


@signed_in
@require_GET
def site(request: HttpRequest, site: UUID) -> HttpResponse:
    """One site or team: who can what, until when."""
    person, now = user_of(request), the_time()
    part = site_part(person, site, parse_uid(request.GET.get("team", "")))
    counts = ability_counts(part.people, now)
    wanted = filter_of(request.GET)
    columns = columns_of(counts, MOST_COLUMNS)
    page = page_of(request, able(part.people, wanted, now))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "parts": site_parts(person),
        "part": part,
        "counts": counts,
        "columns": columns,
        "n_hidden": len(counts) - len(columns),
        "page": page,
        "rows": [shown_person(each, columns, now) for each in page],
        "wanted": f"{wanted.kind}:{wanted.key}" if wanted.kind else "",
        "is_ending": wanted.is_ending,
        "kept": kept.urlencode(),
    }
    return render(request, "web/partners/matrix_site.html", context)


@signed_in
@require_GET
def file(request: HttpRequest, site: UUID) -> HttpResponse:
    """The same people as CSV, in the form that a file of changes has."""
    person, now = user_of(request), the_time()
    part = site_part(person, site, parse_uid(request.GET.get("team", "")))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="people.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for each in able(part.people, filter_of(request.GET), now):
        writer.writerow(guard(cell) for cell in cells_of(each))
    return response


def cells_of(person: Contributor) -> Sequence[str]:
    """In the order of the columns."""
    return (
        person.pseudonym,
        person.vendor.name if person.vendor else "",
        person.site.name if person.site else "",
        person.team.name if person.team else "",
        Standing(person.standing).value,
        languages_cell((each.language, each.level) for each in person.languages.all()),
        skills_cell(
            (each.skill.code, each.score, each.expires_at.date() if each.expires_at else None)
            for each in person.skills.all()
        ),
    )


def filter_of(query: QueryDict) -> AbilityFilter:
    """What cannot be narrows nothing."""
    kind, _colon, key = query.get("ability", "").replace("\0", "")[:80].partition(":")
    is_ending = query.get("ending") == "1"
    if kind not in {LANGUAGE, SKILL} or not key:
        kind = key = ""
    return AbilityFilter(kind, key, is_ending)
