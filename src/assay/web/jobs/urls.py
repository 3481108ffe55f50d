"""Addresses of long work."""

from django.urls import URLPattern, path

from assay.web.jobs import views

urlpatterns: list[URLPattern] = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:job>/", views.job, name="job"),
    path("jobs/<uuid:job>/cancel/", views.cancel, name="job-cancel"),
    path("jobs/<uuid:job>/resume/", views.resume, name="job-resume"),
]
