"""Public addresses: a campaign's page, and the page of one's own application."""

from django.urls import URLPattern, path

from assay.web.joining import own, pages

urlpatterns: list[URLPattern] = [
    path("join/<slug:code>/", pages.join, name="join"),
    path("join/<slug:code>/sent/", pages.sent, name="join-sent"),
    path("application/<str:token>/", own.application, name="application"),
]
