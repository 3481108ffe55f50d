"""Addresses of wellbeing."""

from django.urls import URLPattern, path

from assay.web.wellbeing import board, own

urlpatterns: list[URLPattern] = [
    path("wellbeing/", own.own, name="own-wellbeing"),
    path("people/exposure/", board.board, name="exposure-board"),
    path("wellbeing/opt-outs/", own.opt_outs, name="own-opt-outs"),
]
