"""A request as rules look at it: what is filled in, and its values as JSON."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any  # Values of fields are JSON.

from assay.intake.enums import Part
from assay.intake.models import Request, Volume
from assay.intake.rules.changes import VOLUMES, stored, stored_volumes
from assay.intake.rules.completeness import RequestFacts
from assay.intake.rules.fields import FIELDS, VolumeRow


def volumes_of(request: Request) -> list[VolumeRow]:
    """In one order, whoever typed them in which."""
    rows = request.volumes.select_related("market").order_by("market__code", "language")
    return [VolumeRow(row.market.code, row.n_items, row.language) for row in rows]


def deadlines_of_projects(project_ids: Iterable[int]) -> dict[int, date]:
    """By project, the deadline of the request it came from, where that has one."""
    found = Request.objects.filter(project__in=list(project_ids), deadline_on__isnull=False)
    return {pk: on for pk, on in found.values_list("project_id", "deadline_on") if pk and on}


def values_of(request: Request) -> dict[str, object]:
    """The plain fields."""
    return {name: getattr(request, name) for name in FIELDS}


def snapshot(request: Request) -> dict[str, Any]:
    """Every field that can be changed, as JSON."""
    return {**stored(values_of(request)), VOLUMES: stored_volumes(volumes_of(request))}


def facts_of(request: Request) -> RequestFacts:
    """By field of the form: a schema is a template or words, a budget an amount with its currency."""
    parties = list(request.parties.values_list("part", flat=True))
    return RequestFacts(
        {
            **values_of(request),
            "schema": request.template or request.schema_words,
            "volumes": sum(row.n_items for row in volumes_of(request)) or None,
            "budget": request.budget_micro,
            "approvers": parties.count(Part.APPROVER) or None,
        }
    )


def market_codes_asked(requests: Iterable[Request]) -> Mapping[int, list[str]]:
    """The codes of the markets that each request asks for, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    asked = Volume.objects.filter(request__in=list(requests)).order_by("market__code")
    for pk, code in asked.values_list("request_id", "market__code").distinct():
        found[pk].append(code)
    return found
