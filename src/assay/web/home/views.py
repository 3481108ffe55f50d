"""The first page: a contributor's own work, or for everybody else their projects."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from assay.kit.clock import now as the_time
from assay.kit.clock import working_day
from assay.money.queries.earnings import earned_since
from assay.people.models import Contributor
from assay.people.queries.users import has_a_role
from assay.quality.queries.calibration import asked_now
from assay.recruiting.queries.invitations import n_open_invitations
from assay.support.queries.announcements import told
from assay.training.queries.live import next_live_sessions
from assay.training.queries.own import to_sign
from assay.training.queries.own_courses import waiting_courses
from assay.training.queries.own_exams import to_learn
from assay.web.home.doing import doing_of
from assay.web.home.shown import home_of
from assay.web.money.amounts import amount
from assay.web.requests import signed_in, user_of


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    contributor = Contributor.objects.filter(user=user).first()
    if contributor is None:
        if not has_a_role(user):
            return render(request, "web/home_without_role.html")
        return redirect("projects")
    shown = home_of(contributor, time_zone=user.time_zone, now=the_time())
    context = {
        "home": shown,
        "earned": _earned(contributor, working_day(the_time(), user.time_zone)),
        "news": told(user, language=get_language() or "en", now=the_time(), only_unread=True)[:5],
        "doing": doing_of(contributor, now=the_time()),
        "asked": list(asked_now(user)[:5]),
        "live": next_live_sessions(contributor, now=the_time())[:3],
        "courses": waiting_courses(contributor, today=the_time().date())[:5],
        "to_learn": to_learn(contributor, now=the_time())[:5],
        "to_sign": to_sign(contributor, language=get_language() or "en", now=the_time())[:5],
        "n_invitations": n_open_invitations(contributor),
        "has_time": contributor.site_id is not None,
    }
    return render(request, "web/home.html", context)


def _earned(contributor: Contributor, today: date) -> str:
    """Since Monday, each currency by itself; empty for who earns nothing here, or is paid by an employer."""
    found = earned_since(contributor, today - timedelta(days=today.weekday()))
    return " · ".join(amount(micro, currency) for currency, micro in found.items())
