"""A person's own chat: given, tried, forgotten."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.kit.clock import now
from assay.people.actions.chatting import forget_chat, set_chat, try_chat
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: set_chat(user_of(request), address=request.POST.get("address", ""), now=now()),
        _("Saved. Send a test message to see whether it arrives."),
        "notifications",
    )


@signed_in
@require_POST
def try_it(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: try_chat(user_of(request), now=now()),
        _("The service took the message: look into your chat."),
        "notifications",
    )


@signed_in
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: forget_chat(user_of(request)),
        _("Nothing goes to your chat any more."),
        "notifications",
    )
