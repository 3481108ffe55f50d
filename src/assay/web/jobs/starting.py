"""Starting long work from a page: on to the job's page, or back with the refusal."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assay.kit.models import Job
from assay.kit.reasons import Refused


def to_job(request: HttpRequest, start: Callable[[], Job], otherwise: str) -> HttpResponse:
    """Start it and show the job; a refusal is shown where the person came from."""
    try:
        job = start()
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
        return redirect(otherwise)
    return redirect("job", job=job.uid)
