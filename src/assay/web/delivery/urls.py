"""Addresses of releases and certificates."""

from django.urls import URLPattern, path

from assay.web.delivery import acceptance, flags, views

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/releases/", views.releases, name="releases"),
    path("projects/<uuid:project>/releases/build/", views.build, name="release-build"),
    path("projects/<uuid:project>/releases/terms/", acceptance.terms, name="release-terms"),
    path("deliveries/", acceptance.deliveries, name="deliveries"),
    path("releases/<uuid:release>/", views.release, name="release"),
    path("releases/<uuid:release>/accept/", acceptance.accept, name="release-accept"),
    path("releases/<uuid:release>/reject/", acceptance.reject, name="release-reject"),
    path("releases/<uuid:release>/flags/", flags.flags, name="release-flags"),
    path("releases/<uuid:release>/correct/", acceptance.correct, name="release-correct"),
    path("releases/<uuid:release>/certificate.pdf", acceptance.paper, name="release-paper"),
    path("releases/<uuid:release>/manifest.json", views.manifest, name="release-manifest"),
    path("releases/<uuid:release>/certificate.json", views.certificate, name="release-certificate"),
    path("releases/<uuid:release>/files/<slug:part>/", views.download, name="release-file"),
]
