"""Addresses of what a person is told outside, and of the outbox."""

from django.urls import URLPattern, path

from assay.web.notifications import calendars, chatting, outbox, stopping, views

urlpatterns: list[URLPattern] = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/hours/", views.hours, name="notification-hours"),
    path("notifications/stop/<str:token>/", stopping.stop, name="notification-stop"),
    path("notifications/chat/", chatting.give, name="chat-give"),
    path("notifications/chat/try/", chatting.try_it, name="chat-try"),
    path("notifications/chat/forget/", chatting.forget, name="chat-forget"),
    path("notifications/calendar/", calendars.make, name="calendar-make"),
    path("notifications/calendar/revoke/", calendars.revoke, name="calendar-revoke"),
    path("calendar/<str:secret>.ics", calendars.feed, name="calendar-feed"),
    path("projects/<uuid:project>/plan/calendar.ics", calendars.project_file, name="plan-calendar"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<uuid:notice>/again/", outbox.again, name="outbox-again"),
]
