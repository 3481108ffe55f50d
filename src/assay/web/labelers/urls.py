"""Addresses of machine labelers."""

from django.urls import URLPattern, path

from assay.web.labelers import consent, endpoint, labelers, one

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/labelers/", labelers.overview, name="labelers"),
    path("projects/<uuid:project>/labelers/new/", labelers.register, name="labeler-register"),
    path("labelers/<uuid:labeler>/", one.labeler, name="labeler"),
    path("labelers/<uuid:labeler>/versions/", one.version, name="labeler-version"),
    path("labelers/<uuid:labeler>/use/", one.use, name="labeler-use"),
    path("labelers/<uuid:labeler>/retire/", one.retire, name="labeler-retire"),
    path("labelers/<uuid:labeler>/train/", one.train, name="labeler-train"),
    path("labelers/<uuid:labeler>/endpoint/", endpoint.endpoint, name="labeler-endpoint"),
    path("labelers/<uuid:labeler>/endpoint/set/", endpoint.configure, name="labeler-endpoint-set"),
    path(
        "labelers/<uuid:labeler>/endpoint/guideline/", endpoint.guideline, name="labeler-endpoint-guideline"
    ),
    path("labelers/<uuid:labeler>/endpoint/try/", endpoint.trial, name="labeler-endpoint-try"),
    path("labelers/<uuid:labeler>/consent/", consent.give, name="labeler-consent"),
    path("labelers/<uuid:labeler>/consent/revoke/", consent.revoke, name="labeler-consent-revoke"),
    path("labelers/<uuid:labeler>/ask/", endpoint.ask, name="labeler-ask"),
    path("labelers/<uuid:labeler>/predictions/", one.predictions, name="labeler-predictions"),
]
