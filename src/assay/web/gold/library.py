"""The gold library of a project: by market and language, and who runs out first."""

from statistics import median
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.queries.gold_library import gold_by_market, unseen_gold
from assay.web.quality.golds import gold_summary
from assay.web.requests import signed_in, user_of

SHOWN = 50
# Fewer days than it takes to have new gold agreed.
FEW_DAYS = 5


@signed_in
@require_GET
def library(request: HttpRequest, project: UUID) -> HttpResponse:
    """How much gold each market has, how it is answered, and for how many days unseen gold lasts."""
    found = project_for(user_of(request), project, Permission.MANAGE_GOLD)
    people = unseen_gold(found, now())
    days = [each.unseen.days for each in people if each.unseen.days is not None]
    context = {
        "project": found,
        "tab": "gold",
        "part": "library",
        "summary": gold_summary(found),
        "markets": gold_by_market(found),
        "people": people[:SHOWN],
        "n_people": len(people),
        "least_days": min(days, default=None),
        "middle_days": median(days) if days else None,
        "few_days": FEW_DAYS,
    }
    return render(request, "web/gold/library.html", context)
