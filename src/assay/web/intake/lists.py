"""The requests a person sees: what needs somebody first."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.intake.enums import RequestState
from assay.intake.queries.finding import Filters, search_requests
from assay.intake.queries.mine import has_own_alone, own_of, tally_of
from assay.intake.queries.scope import may_file, may_take_part, sees_all_requests
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.projects.enums import Segment
from assay.web.intake.mine import cards_of
from assay.web.intake.shown import row_of
from assay.web.intake.words import STATES
from assay.web.projects.words import SEGMENTS, choices, state_choices
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """Filters stay in the address."""
    person = user_of(request)
    if not may_take_part(person):
        raise NotFound
    filters, at = _filters(request.GET, is_own=is_own_view(person, request.GET)), now()
    page = page_of(request, search_requests(person, filters, at))
    own = own_of(person, list(page)) if filters.is_own else []
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "rows": [row_of(each, at) for each in page],
        "cards": cards_of(own, at),
        "tally": tally_of(own),
        "has_views": may_file(person) and sees_all_requests(person),
        "filters": filters,
        "kept": kept.urlencode(),
        "states": state_choices(STATES),
        "segments": choices(SEGMENTS),
        "may_file": may_file(person),
        "may_set": may(person, Permission.APPROVE_REQUEST),
    }
    return render(request, "web/intake/list.html", context)


def is_own_view(person: User, query: QueryDict) -> bool:
    """Who sees nobody else's requests has their own in front of them; the others ask for them."""
    return has_own_alone(person) or (query.get("view") == "mine" and may_file(person))


def _filters(query: QueryDict, *, is_own: bool) -> Filters:
    """A filter that cannot be is none."""
    state, segment = query.get("state", ""), query.get("segment", "")
    return Filters(
        text=query.get("q", "").strip().replace("\0", "")[:100],
        state=state if state in RequestState.values else "",
        segment=segment if segment in Segment.values else "",
        is_late=query.get("late") == "on",
        is_own=is_own,
    )
