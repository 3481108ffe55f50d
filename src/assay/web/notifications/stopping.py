"""The way out of every e-mail: a link that works without signing in, and in one click of the mail program."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assay.people.actions.choosing import stop as stop_them
from assay.people.actions.letters import language_of
from assay.people.queries.recipients import roles_of
from assay.people.queries.stopping import GATHERED, stop_of
from assay.people.rules.kinds import kind_of


# Mail programs post here by themselves (RFC 8058), without cookies: the signature of the link is the proof.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asked first, because some mail programs open every link; then done."""
    asked = stop_of(token)
    with override(language_of(asked.user)):
        if request.method == "POST":
            stop_them(asked, roles=roles_of(asked.user))
        sentence = (
            _("Everything that comes in digests") if asked.what == GATHERED else kind_of(asked.what).sentence
        )
        context = {"token": token, "sentence": _(sentence), "is_done": request.method == "POST"}
        return render(request, "web/account_notifications_stop.html", context)
