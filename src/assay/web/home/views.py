"""The first page: a contributor's own work, or for everybody else their projects."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from assay.kit.clock import now as the_time
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.web.home.shown import home_of
from assay.web.requests import signed_in, user_of


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    contributor = Contributor.objects.filter(user=user).first()
    if contributor is None:
        return redirect("projects")
    shown = home_of(contributor, time_zone=user.time_zone, now=the_time())
    return render(request, "web/home.html", {"home": shown})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One-click sign-in of the demo's cast; everywhere else this address does not exist."""
    if not settings.ASSAY_DEMO:
        raise NotFound
    user = User.objects.filter(email=request.POST.get("email", ""), is_active=True).first()
    if user is None:
        raise NotFound
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home")
