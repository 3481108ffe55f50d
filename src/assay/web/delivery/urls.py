"""Addresses of releases and certificates."""

from django.urls import URLPattern, path

from assay.web.delivery import views

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/releases/", views.releases, name="releases"),
    path("projects/<uuid:project>/releases/build/", views.build, name="release-build"),
    path("releases/<uuid:release>/", views.release, name="release"),
    path("releases/<uuid:release>/manifest.json", views.manifest, name="release-manifest"),
    path("releases/<uuid:release>/certificate.json", views.certificate, name="release-certificate"),
    path("releases/<uuid:release>/files/<slug:part>/", views.download, name="release-file"),
]
