"""Pages speak the language that the person chose, and tell the time where they are."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from assay.kit.clock import is_zone
from assay.people.models import User


class PersonsLanguage:
    """After authentication: what somebody chose for themselves goes before what their browser says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if not isinstance(person, User):
            return self.get_response(request)
        if person.locale in dict(settings.LANGUAGES):
            translation.activate(person.locale)
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
        zone = ZoneInfo(person.time_zone) if is_zone(person.time_zone) else None
        with timezone.override(zone):
            return self.get_response(request)
