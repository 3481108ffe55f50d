"""Addresses of the gold library: how much there is where, and proposals that experts answer blind."""

from django.urls import URLPattern, path

from assay.web.gold import library, proposals

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/gold/library/", library.library, name="gold-library"),
    path("projects/<uuid:project>/gold/proposals/", proposals.proposals, name="gold-proposals"),
    path("projects/<uuid:project>/gold/proposals/add/", proposals.propose, name="gold-propose"),
    path("projects/<uuid:project>/gold/proposals/next/", proposals.following, name="gold-proposal-next"),
    path("gold-proposals/<uuid:proposal>/", proposals.answer, name="gold-proposal"),
    path("gold-proposals/<uuid:proposal>/withdraw/", proposals.withdraw, name="gold-proposal-withdraw"),
]
