"""Where the API lives; an unknown address or method below it is a problem document too."""

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from assay.api.frame import reasons
from assay.api.frame.problems import problem
from assay.api.v1.api import api

View = Callable[..., HttpResponseBase]


@csrf_exempt
def unknown(_request: HttpRequest) -> HttpResponse:
    return problem([reasons.NOT_FOUND()])


def without_html(view: View) -> View:
    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refused = problem([reasons.WRONG_METHOD(allowed=response.headers["Allow"])])
        refused.headers["Allow"] = response.headers["Allow"]
        return refused

    return answer


def problems_only(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = without_html(pattern.callback)
    return patterns


v1_patterns, v1_app, v1_namespace = api.urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", unknown),
    path("v1/", include((problems_only(v1_patterns), v1_app), namespace=v1_namespace)),
    re_path(r"^.*$", unknown),
]
