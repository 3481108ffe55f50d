"""Addresses of wellbeing."""

from django.urls import URLPattern, path

from assay.web.wellbeing import own

urlpatterns: list[URLPattern] = [
    path("wellbeing/", own.own, name="own-wellbeing"),
    path("wellbeing/opt-outs/", own.opt_outs, name="own-opt-outs"),
]
