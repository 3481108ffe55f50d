"""Addresses by audience; each folder of `web` and the API bring their own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("assay.api.urls")),
    path("", include("assay.web.urls")),
]
