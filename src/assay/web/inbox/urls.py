"""Addresses of the inbox."""

from django.urls import URLPattern, path

from assay.web.inbox import views

urlpatterns: list[URLPattern] = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="inbox-read"),
    path("inbox/<uuid:message>/read/", views.read_one, name="inbox-read-one"),
]
