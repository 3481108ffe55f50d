"""Stored pictures of tasks, shown in pages to whoever sees or works on their project."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from assay.kit.downloads import part_of
from assay.web.requests import signed_in, user_of
from assay.work.queries.pictures import picture_for


@signed_in
@require_GET
def picture(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The bytes never change under their digest, so the person's browser keeps them; nobody else's does."""
    response = part_of(picture_for(user_of(request), sha256), request.headers.get("Range", ""))
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
