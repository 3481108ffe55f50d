"""Signing in: allauth's form, throttling and session, with the demo's cast beside it."""

from typing import Any  # allauth ships no types.

from allauth.account.views import LoginView
from django.conf import settings
from django.utils.translation import gettext_noop

from assay.web.account.cast import one_clicks

# What allauth answers to this form; it has no Portuguese but that of Brazil and Portugal, so ours has the sentences.
ANSWERS = (
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Too many failed login attempts. Try again later."),
)


class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types.
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "cast": one_clicks(), "languages": settings.LANGUAGES}


sign_in = SignIn.as_view()
