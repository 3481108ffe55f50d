"""The WSGI entry point granian serves."""

import os
from collections.abc import Iterable
from typing import Any  # WSGI's environment and callbacks.

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.config.settings")


class TokenRequests(WSGIHandler):
    """Requests that carry a token have no session, no form and no message: what serves those is left out."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 — Django's own signature.
        every = settings.MIDDLEWARE
        settings.MIDDLEWARE = settings.TOKEN_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = every


class Doors:
    """A token in the header of an API request leads to TokenRequests, everything else to the whole chain."""

    def __init__(self) -> None:
        self.everything = get_wsgi_application()
        self.tokens = TokenRequests()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with_token = "HTTP_AUTHORIZATION" in environ and environ.get("PATH_INFO", "").startswith("/api/")
        door = self.tokens if with_token else self.everything
        return door(environ, start_response)


application = Doors()
