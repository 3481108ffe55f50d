"""Signing in: allauth's form, throttling and session, with the demo's cast beside it."""

from typing import Any  # allauth ships no types.

from allauth.account.views import LoginView

from assay.web.account.cast import one_clicks


class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types.
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "cast": one_clicks()}


sign_in = SignIn.as_view()
