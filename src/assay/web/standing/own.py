"""A contributor's own standing: what was decided about them and why, the way back, and the appeal."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.projects.queries.memberships import memberships_of
from assay.quality.actions import appeals as of_appeals
from assay.quality.actions.standing import confirm_reading
from assay.quality.models import StandingStep
from assay.quality.queries.appeals import appellant_of_change, appellant_of_step, newest_change
from assay.quality.queries.gold_of_person import gold_accuracy_of
from assay.quality.queries.standing import own_steps, step_for
from assay.quality.rules.appeals import refuse_appeal
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.standing.shown import shown_appeal, shown_step


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Newest first, with the own gold accuracy in every project."""
    person, now = user_of(request), the_time()
    contributor = _contributor(person)
    page = page_of(request, own_steps(contributor), 20)
    change = newest_change(contributor)
    context = {
        "page": page,
        "rows": [_row(person, each) for each in page],
        "accuracy": gold_accuracy_of(contributor.pk, [each.uid for each in memberships_of(contributor.pk)]),
        "change": change,
        "can_appeal_change": change and refuse_appeal(appellant_of_change(person, change, now)) is None,
        "change_appeal": _appeal_of(change.appeals.first() if change else None),
    }
    return render(request, "web/standing/own.html", context)


@signed_in
@require_POST
def confirm(request: HttpRequest, step: UUID) -> HttpResponse:
    """I have read again."""
    person = user_of(request)
    found = step_for(person, step)
    return done(
        request,
        lambda: confirm_reading(person, step=found, now=the_time()),
        _("Thank you. You can go on."),
        reverse("own-standing"),
    )


@signed_in
@require_POST
def appeal(request: HttpRequest, step: UUID) -> HttpResponse:
    """By the person, or by who leads their site."""
    person = user_of(request)
    found = step_for(person, step)
    where = (
        reverse("own-standing")
        if found.contributor.user_id == person.pk
        else reverse("standing", args=[found.project.uid])
    )
    return done(
        request,
        lambda: of_appeals.appeal_step(
            person, step=found, reason=request.POST.get("reason", ""), now=the_time()
        ),
        _("Your appeal was sent. Somebody who had no part in the decision looks at it."),
        where,
    )


@signed_in
@require_POST
def appeal_standing(request: HttpRequest) -> HttpResponse:
    """Against the own standing everywhere."""
    person = user_of(request)
    change = newest_change(_contributor(person))
    if change is None:
        raise NotFound
    return done(
        request,
        lambda: of_appeals.appeal_change(
            person, change=change, reason=request.POST.get("reason", ""), now=the_time()
        ),
        _("Your appeal was sent. Somebody who had no part in the decision looks at it."),
        reverse("own-standing"),
    )


def _contributor(person: User) -> Contributor:
    found = Contributor.objects.filter(user=person).first()
    if found is None:
        raise NotFound
    return found


def _row(person: User, step: StandingStep) -> dict[str, object]:
    raised = next(iter(step.appeals.all()), None)
    can_appeal = raised is None and refuse_appeal(appellant_of_step(person, step, the_time())) is None
    return {"step": shown_step(step), "can_appeal": can_appeal, "appeal": _appeal_of(raised)}


def _appeal_of(appeal: object) -> object:
    from assay.quality.models import Appeal

    return shown_appeal(appeal, the_time()) if isinstance(appeal, Appeal) else None
