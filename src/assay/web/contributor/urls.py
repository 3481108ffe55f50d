"""Addresses of contributors' pages."""

from django.urls import URLPattern, path, re_path

from assay.web.contributor import pictures, views

urlpatterns: list[URLPattern] = [
    path("work/", views.workbench, name="workbench"),
    path("work/<uuid:project>/", views.workbench, name="workbench-of"),
    path("work/<uuid:project>/guideline/", views.guideline_of_project, name="guideline-of"),
    re_path(r"^files/(?P<sha256>[0-9a-f]{64})$", pictures.picture, name="picture"),
    path("guidelines/<uuid:version>/", views.guideline, name="guideline"),
]
