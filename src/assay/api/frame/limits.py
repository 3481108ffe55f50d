"""Requests per minute of one token, or of one person on the pages."""

import time

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from assay.api.frame.callers import caller_of
from assay.kit.rates import seconds_to_wait


class PerMinute(BaseThrottle):
    """ASSAY_RATE_PER_MINUTE; 0 turns it off."""

    def allow_request(self, request: HttpRequest) -> bool:
        most = settings.ASSAY_RATE_PER_MINUTE
        if not most:
            return True
        seconds = seconds_to_wait(caller_of(request).subject, most=most, at=time.time())
        request.rate_seconds = seconds  # type: ignore[attr-defined] # Read where the problem is made.
        return seconds == 0
