"""Addresses of what a person is told outside, and of the outbox."""

from django.urls import URLPattern, path

from assay.web.notifications import outbox, stopping, views

urlpatterns: list[URLPattern] = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/hours/", views.hours, name="notification-hours"),
    path("notifications/stop/<str:token>/", stopping.stop, name="notification-stop"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<uuid:notice>/again/", outbox.again, name="outbox-again"),
]
