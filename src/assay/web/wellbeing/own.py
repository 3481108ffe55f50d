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
from assay.wellbeing.actions.pulse import answer_pulse
from assay.wellbeing.enums import PulseQuestion
from assay.wellbeing.queries.counsellors import counsellor_for
from assay.wellbeing.queries.own import own_exposure, worker_for
from assay.wellbeing.queries.pulse import has_answered
from assay.wellbeing.rules.pulse import ANSWERS
from assay.work.actions.opting_out import opt_out
from assay.work.enums import ContentCategory


@dataclass(frozen=True, slots=True)
class Choice:
    """A category somebody may opt out of."""

    key: str
    label: str
    is_out: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the pulse check, and what its ends mean."""

    key: str
    label: str
    least: str
    most: str


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Today and this week against the limits, the break, and the choices."""
    person, now = user_of(request), the_time()
    contributor = _contributor_of(person)
    worker = worker_for(person, now)
    exposure = own_exposure(worker, now=now)
    choices = [
        Choice(each.value, _(str(each.label)), each.value in exposure.opted_out) for each in ContentCategory
    ]
    context = {"exposure": exposure, "choices": choices}
    context |= {"questions": [] if has_answered(worker) else _questions(), "scale": ANSWERS}
    context["counsellor"] = counsellor_for(contributor)
    return render(request, "web/wellbeing/own.html", context)


@signed_in
@require_POST
def opt_outs(request: HttpRequest) -> HttpResponse:
    """From now on none of these."""
    person, now = user_of(request), the_time()
    _contributor_of(person)
    worker, categories = worker_for(person, now), request.POST.getlist("category")
    return done(
        request,
        lambda: opt_out(worker, categories=categories, now=now),
        _("Saved. From now on you get none of what you have chosen."),
        reverse("own-wellbeing"),
    )


@signed_in
@require_POST
def pulse(request: HttpRequest) -> HttpResponse:
    """The answers are counted, and that is all that is kept of them."""
    person, now = user_of(request), the_time()
    _contributor_of(person)
    worker = worker_for(person, now)
    answers = {each: _number(request.POST.get(each, "")) for each in PulseQuestion.values}
    return done(
        request,
        lambda: answer_pulse(worker, answers=answers),
        _("Thank you. Your answers were counted; nobody can see that they are yours."),
        reverse("own-wellbeing"),
    )


def _questions() -> list[Asked]:
    ends = {
        PulseQuestion.AFTER_WORK: (_("very bad"), _("very good")),
        PulseQuestion.BREAKS: (_("never"), _("always")),
        PulseQuestion.SPEAKING_UP: (_("certainly not"), _("certainly")),
    }
    return [Asked(each.value, _(str(each.label)), *ends[each]) for each in PulseQuestion]


def _number(typed: str) -> int | None:
    """Nothing where nothing was chosen; what is no number is no answer, and refused as one."""
    return int(typed) if typed.isdecimal() and len(typed) == 1 else (0 if typed else None)


def _contributor_of(person: User) -> Contributor:
    found = Contributor.objects.filter(user=person).first()
    if found is None:
        raise NotFound
    return found
