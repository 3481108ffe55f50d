"""Addresses of what comes back to a guideline: proposals."""

from django.urls import URLPattern, path

from assay.web.feedback import proposals

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/proposals/", proposals.proposals, name="proposals"),
    path("projects/<uuid:project>/proposals/new/", proposals.new, name="proposal-new"),
    path("proposals/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:proposal>/decline/", proposals.decline, name="proposal-decline"),
]
