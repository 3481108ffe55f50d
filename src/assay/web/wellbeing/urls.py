"""Addresses of wellbeing."""

from django.urls import URLPattern, path

from assay.web.wellbeing import board, counsellors, own, pulse, viewing

urlpatterns: list[URLPattern] = [
    path("wellbeing/", own.own, name="own-wellbeing"),
    path("people/exposure/", board.board, name="exposure-board"),
    path("people/pulse/", pulse.pulse, name="pulse"),
    path("people/counsellors/", counsellors.counsellors, name="counsellors"),
    path("wellbeing/pulse/", own.pulse, name="own-pulse"),
    path("wellbeing/viewing/", viewing.viewing, name="own-viewing"),
    path("wellbeing/opt-outs/", own.opt_outs, name="own-opt-outs"),
]
