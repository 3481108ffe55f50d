"""Address of a site's quality in a project."""

from django.urls import URLPattern, path

from assay.web.site import views

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/quality/site/", views.site, name="site-quality"),
]
