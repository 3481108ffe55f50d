"""Addresses of requests: from a draft to what became of it."""

from django.urls import URLPattern, path

from assay.web.intake import calendars, changing, form, levels, lists, views

urlpatterns: list[URLPattern] = [
    path("requests/", lists.requests, name="requests"),
    path("requests/new/", form.new, name="request-new"),
    path("requests/service-levels/", levels.levels, name="request-levels"),
    path("requests/working-times/", calendars.new, name="request-calendar"),
    path("requests/<uuid:request_uid>/", views.one, name="request"),
    path("requests/<uuid:request_uid>/edit/", form.edit, name="request-edit"),
    path("requests/<uuid:request_uid>/sample/", views.sample, name="request-sample"),
    path("requests/<uuid:request_uid>/sample/set/", form.sample, name="request-sample-set"),
    path("requests/<uuid:request_uid>/step/", views.step, name="request-step"),
    path("requests/<uuid:request_uid>/start/", views.start, name="request-start"),
    path("requests/<uuid:request_uid>/owner/", views.owner, name="request-owner"),
    path("requests/<uuid:request_uid>/comments/", views.say, name="request-comment"),
    path("requests/<uuid:request_uid>/files/", views.bring, name="request-attach"),
    path("requests/<uuid:request_uid>/changes/new/", changing.propose, name="request-propose"),
    path("request-changes/<uuid:change>/", changing.decide, name="request-decide"),
    path("request-files/<uuid:attachment>/", views.attachment, name="request-file"),
    path("request-files/<uuid:attachment>/retire/", views.take_away, name="request-file-retire"),
]
