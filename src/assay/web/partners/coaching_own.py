"""A coaching session for the two who talked, and one's own sessions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.partners.actions.coaching import follow_up, write_remark
from assay.partners.queries.coaching import goals_of, own_sessions, session_for
from assay.partners.rules.coaching import MOST_IN_REMARK
from assay.web.partners.coaching_shown import shown_goal
from assay.web.partners.coaching_words import COACHED_AS
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """In which one was coached."""
    page = page_of(request, own_sessions(user_of(request)))
    return render(request, "web/partners/own_coaching.html", {"page": page, "sessions": list(page)})


@signed_in
@require_GET
def session(request: HttpRequest, session: UUID) -> HttpResponse:
    """What was said and whether it helped; the two of it may write."""
    person, now = user_of(request), the_time()
    found = session_for(person, session)
    is_coach, is_coached = person.pk == found.coach_id, person.pk == found.coached_id
    context = {
        "session": found,
        "as": _(COACHED_AS[found.coached_as]),
        "goals": [shown_goal(each) for each in goals_of(found, now=now)],
        "is_coached": is_coached,
        "may_write": is_coach or is_coached,
        "may_follow_up": is_coach and found.followed_up_at is None and found.follow_up_on is not None,
        "is_due": found.follow_up_on is not None and found.follow_up_on <= now.date(),
        "most": MOST_IN_REMARK,
    }
    return render(request, "web/partners/coaching_session.html", context)


@signed_in
@require_POST
def write(request: HttpRequest, session: UUID) -> HttpResponse:
    """A remark; with `follow_up` the session is followed up by it."""
    person, now = user_of(request), the_time()
    found = session_for(person, session)
    action = follow_up if "follow_up" in request.POST else write_remark
    text = request.POST.get("text", "")
    return done(
        request,
        lambda: action(person, session=found, text=text, now=now),
        _("Written. The other one is told."),
        reverse("coaching-session", args=[found.uid]),
    )
