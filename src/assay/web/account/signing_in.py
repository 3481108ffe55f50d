"""Signing in: allauth's form, throttling and session, with the demo's cast beside it."""

import secrets
from typing import Any  # allauth ships no types.

from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop

from assay.kit.clock import now
from assay.people.actions.devices import note_device
from assay.people.models import User
from assay.people.rules.devices import COOKIE, KEPT, LONGEST, N_BYTES
from assay.web.account.cast import one_clicks

# What allauth answers to this form; it has no Portuguese but that of Brazil and Portugal, so ours has the sentences.
ANSWERS = (
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Too many failed login attempts. Try again later."),
)


class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types.
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if isinstance(self.request.user, User):
            keep_device(self.request, response, self.request.user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "cast": one_clicks(), "languages": settings.LANGUAGES}


def keep_device(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """The browser keeps a random number, so that one person with several accounts is seen."""
    token = request.COOKIES.get(COOKIE, "")[:LONGEST] or secrets.token_urlsafe(N_BYTES)
    note_device(person, token=token, now=now())
    response.set_cookie(
        COOKIE,
        token,
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


sign_in = SignIn.as_view()
