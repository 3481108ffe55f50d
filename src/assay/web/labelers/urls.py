"""Addresses of machine labelers."""

from django.urls import URLPattern, path

from assay.web.labelers import labelers, one

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/labelers/", labelers.overview, name="labelers"),
    path("projects/<uuid:project>/labelers/new/", labelers.register, name="labeler-register"),
    path("labelers/<uuid:labeler>/", one.labeler, name="labeler"),
    path("labelers/<uuid:labeler>/versions/", one.version, name="labeler-version"),
    path("labelers/<uuid:labeler>/use/", one.use, name="labeler-use"),
    path("labelers/<uuid:labeler>/retire/", one.retire, name="labeler-retire"),
    path("labelers/<uuid:labeler>/train/", one.train, name="labeler-train"),
    path("labelers/<uuid:labeler>/predictions/", one.predictions, name="labeler-predictions"),
]
