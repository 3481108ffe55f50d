"""Error types of a project: the version in force as a form, every version, and what each changed."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for, require
from assay.quality.actions.taxonomy import publish_taxonomy
from assay.quality.enums import ErrorOrigin, ErrorSeverity
from assay.quality.models import ErrorTaxonomy
from assay.quality.queries.taxonomy import taxonomy_of, versions_of, written
from assay.quality.rules.taxonomy import Difference, TypeOfError, defaults_for, differences
from assay.web.requests import page_of, signed_in, user_of

FIELDS = {
    "name": gettext_noop("Name"),
    "description": gettext_noop("What it means"),
    "severity": gettext_noop("Severity"),
    "weight": gettext_noop("Weight"),
    "origin": gettext_noop("Origin"),
    "markets": gettext_noop("Markets"),
    "is_retired": gettext_noop("Retired"),
}
EMPTY_ROWS = 2


@dataclass(frozen=True, slots=True)
class ShownRow:
    nth: int
    type: TypeOfError
    markets: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class ShownVersion:
    number: int
    note: str
    at: object
    by: str
    changes: tuple[str, ...]


@signed_in
@require_http_methods(["GET", "POST"])
def taxonomy(request: HttpRequest, project: UUID) -> HttpResponse:
    """A new version is the whole list: what was charged keeps the one it was charged under."""
    person = user_of(request)
    found = project_for(person, project)
    given = permissions_in(person, found)
    if not {Permission.MANAGE_QUALITY, Permission.REVIEW} & given:
        require(person, found, Permission.MANAGE_QUALITY)
    refused: Refused | None = None
    newest = taxonomy_of(found)
    types = written(newest) or list(defaults_for(found.segment))
    limit = newest.fails_at if newest else 0.5
    if request.method == "POST":
        types, limit = _types(request.POST), _number(request.POST.get("fails_at", ""))
        try:
            note = request.POST.get("note", "")
            publish_taxonomy(person, project=found, types=types, fails_at=limit, note=note, now=now())
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("The new error types are in force."))
            return redirect("error-taxonomy", project=project)
    page = page_of(request, versions_of(found), 10)
    context = {
        "project": found,
        "tab": "quality",
        "part": "taxonomy",
        "rows": _rows(types, may_manage=Permission.MANAGE_QUALITY in given),
        "limit": limit,
        "note": request.POST.get("note", ""),
        "is_first": newest is None,
        "severities": [(each.value, _(each.label)) for each in ErrorSeverity],
        "origins": [(each.value, _(each.label)) for each in ErrorOrigin],
        "versions": _versions(found, list(page)),
        "page": page,
        "may_manage": Permission.MANAGE_QUALITY in given,
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/review/taxonomy.html", context, status=refused.status if refused else 200)


def _rows(types: list[TypeOfError], *, may_manage: bool) -> list[ShownRow]:
    rows = [ShownRow(nth, each, ", ".join(each.markets), is_new=False) for nth, each in enumerate(types)]
    empty = TypeOfError("", "", ErrorSeverity.MAJOR, 0.5)
    n_empty = EMPTY_ROWS if may_manage else 0
    return rows + [ShownRow(len(types) + nth, empty, "", is_new=True) for nth in range(n_empty)]


def _types(form: QueryDict) -> list[TypeOfError]:
    """The rows of the form in order; one without key and name was left empty."""
    columns = [
        form.getlist(name)
        for name in ("key", "name", "severity", "weight", "origin", "description", "markets")
    ]
    retired = set(form.getlist("retired"))
    found = []
    for nth, row in enumerate(zip(*columns, strict=False)):
        key, name, severity, weight, origin, description, markets = row
        if not key.strip() and not name.strip():
            continue
        codes = tuple(sorted({code.strip() for code in markets.split(",") if code.strip()}))
        found.append(
            TypeOfError(
                key.strip(), name, severity, _number(weight), origin, description, codes, str(nth) in retired
            )
        )
    return found


def _versions(project: Project, shown: list[ErrorTaxonomy]) -> list[ShownVersion]:
    """Each with what it changed; the last one of the page is compared with the one before it."""
    before = versions_of(project).filter(number=shown[-1].number - 1).first() if shown else None
    pairs = pairwise([*shown, before])
    return [
        ShownVersion(
            each.number,
            each.note,
            each.published_at,
            each.published_by.name if each.published_by else "",
            tuple(_said(change) for change in differences(written(older), written(each))) if older else (),
        )
        for each, older in pairs
        if each is not None
    ]


def _said(change: Difference) -> str:
    if not change.field:
        return _("%(name)s is new") % {"name": change.name}
    if change.field == "is_there":
        return _("%(name)s is gone") % {"name": change.name}
    words = {
        "name": change.name,
        "field": _(FIELDS[change.field]),
        "before": change.before,
        "after": change.after,
    }
    return _("%(name)s: %(field)s was “%(before)s”, is “%(after)s”") % words


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return -1.0
