"""Addresses of disputes."""

from django.urls import URLPattern, path

from assay.web.disputes import own, views

urlpatterns: list[URLPattern] = [
    path("disputes/", own.own, name="own-disputes"),
    path("disputes/<uuid:dispute>/", views.dispute, name="dispute"),
    path("disputes/<uuid:dispute>/withdraw/", own.withdraw, name="dispute-withdraw"),
    path("reviews/<uuid:review>/dispute/", own.raise_one, name="dispute-raise"),
    path("projects/<uuid:project>/disputes/", views.disputes, name="disputes"),
    path("projects/<uuid:project>/disputes/next/", views.following, name="dispute-next"),
    path("projects/<uuid:project>/disputes/site/", views.of_site, name="site-disputes"),
]
