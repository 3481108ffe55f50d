"""Giving a course to people by hand, and taking it back."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused, declare
from assay.people.models import Contributor
from assay.training.actions.assigning import assign_course, withdraw_assignment
from assay.training.models import Course
from assay.training.queries.courses import assignable, assignment_for, course_for
from assay.web.requests import done, signed_in, user_of

BAD_DAY = declare("form.bad_day", "Give a day.", status=422)


@signed_in
@require_POST
def assign(request: HttpRequest, course: UUID) -> HttpResponse:
    """To everybody who is ticked, or to all whom the person may assign it to."""
    person, found, form = user_of(request), course_for(user_of(request), course), request.POST
    back = reverse("course", args=[found.uid]) + "#learners"
    if form.get("next") == "ramp":
        back = reverse("ramp", args=[found.project.uid])
    people = _chosen(request, found)
    return done(
        request,
        lambda: assign_course(
            person,
            course=found,
            people=people,
            due_on=read_day(form.get("due_on", "")),
            reason=form.get("reason", "").replace("\0", ""),
            now=now(),
        ),
        ngettext("%(n)s person has the course.", "%(n)s people have the course.", len(people))
        % {"n": len(people)},
        back,
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """What was done of it stays."""
    person, found = user_of(request), assignment_for(user_of(request), assignment)
    reason = request.POST.get("reason", "").replace("\0", "")
    return done(
        request,
        lambda: withdraw_assignment(person, assignment=found, reason=reason, now=now()),
        _("Taken back."),
        reverse("course", args=[found.course.uid]) + "#learners",
    )


def read_day(text: str) -> date | None:
    """A day as a form gives it; an empty one is none."""
    if not text.strip():
        return None
    try:
        found = parse_date(text.strip())
    except ValueError:
        found = None
    if found is None:
        raise Refused(BAD_DAY(field="due_on"))
    return found


def _chosen(request: HttpRequest, course: Course) -> list[Contributor]:
    allowed = assignable(user_of(request), course.project)
    if request.POST.get("everybody") == "on":
        return list(allowed)
    uids = [uid for text in request.POST.getlist("person") if (uid := parse_uid(text)) is not None]
    return list(allowed.filter(uid__in=uids))
