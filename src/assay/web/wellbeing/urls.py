"""Addresses of wellbeing."""

from django.urls import URLPattern, path

from assay.web.wellbeing import board, counsellors, limits, looks, own, pulse, viewing

urlpatterns: list[URLPattern] = [
    path("wellbeing/", own.own, name="own-wellbeing"),
    path("people/exposure/", board.board, name="exposure-board"),
    path("people/exposure/limits/", limits.organisation_limits, name="exposure-limits"),
    path("projects/<uuid:project>/exposure/", limits.project_limits, name="project-exposure"),
    path("projects/<uuid:project>/exposure/ratings/", limits.ratings, name="project-answer-ratings"),
    path("people/pulse/", pulse.pulse, name="pulse"),
    path("people/counsellors/", counsellors.counsellors, name="counsellors"),
    path("wellbeing/pulse/", own.pulse, name="own-pulse"),
    path("wellbeing/viewing/", viewing.viewing, name="own-viewing"),
    path("wellbeing/looks/<uuid:task>/", looks.look, name="own-look"),
    path("wellbeing/opt-outs/", own.opt_outs, name="own-opt-outs"),
]
