"""Pages speak the language that the person chose, and tell the time where they are."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

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
        if language := spoken(person.locale):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        zone = ZoneInfo(person.time_zone) if is_zone(person.time_zone) else None
        with timezone.override(zone):
            return self.get_response(request)


def spoken(tag: str) -> str | None:
    """The language of Assay that answers to a tag: pt for pt-BR, and None where there is none."""
    try:
        return translation.get_supported_language_variant(tag)
    except LookupError:
        return None
