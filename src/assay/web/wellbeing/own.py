"""A contributor's own wellbeing: what they had of content that is hard to look at, their limits, their opt-outs."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.web.requests import done, signed_in, user_of
from assay.wellbeing.queries.own import own_exposure, worker_for
from assay.work.actions.opting_out import opt_out
from assay.work.enums import ContentCategory


@dataclass(frozen=True, slots=True)
class Choice:
    """A category somebody may opt out of."""

    key: str
    label: str
    is_out: bool


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Today and this week against the limits, the break, and the choices."""
    person, now = user_of(request), the_time()
    _require_contributor(person)
    exposure = own_exposure(worker_for(person, now), now=now)
    choices = [
        Choice(each.value, _(str(each.label)), each.value in exposure.opted_out) for each in ContentCategory
    ]
    return render(request, "web/wellbeing/own.html", {"exposure": exposure, "choices": choices})


@signed_in
@require_POST
def opt_outs(request: HttpRequest) -> HttpResponse:
    """From now on none of these."""
    person, now = user_of(request), the_time()
    _require_contributor(person)
    worker, categories = worker_for(person, now), request.POST.getlist("category")
    return done(
        request,
        lambda: opt_out(worker, categories=categories, now=now),
        _("Saved. From now on you get none of what you have chosen."),
        reverse("own-wellbeing"),
    )


def _require_contributor(person: User) -> None:
    if not Contributor.objects.filter(user=person).exists():
        raise NotFound
