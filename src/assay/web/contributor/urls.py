"""Addresses of contributors' pages."""

from django.urls import URLPattern, path

from assay.web.contributor import views

urlpatterns: list[URLPattern] = [
    path("work/", views.workbench, name="workbench"),
    path("work/<uuid:project>/", views.workbench, name="workbench-of"),
    path("work/<uuid:project>/guideline/", views.guideline_of_project, name="guideline-of"),
    path("guidelines/<uuid:version>/", views.guideline, name="guideline"),
]
