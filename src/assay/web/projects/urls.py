"""Addresses of projects: settings, versions, batches, tasks, members."""

from django.urls import URLPattern, path

from assay.web.projects import lists, overview

urlpatterns: list[URLPattern] = [
    path("projects/", lists.projects, name="projects"),
    path("projects/new/", lists.new, name="project-new"),
    path("projects/<uuid:project>/", overview.overview, name="project"),
]
