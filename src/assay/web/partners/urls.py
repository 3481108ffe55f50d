"""Addresses of what site leads keep with the people of their site."""

from django.urls import URLPattern, path

from assay.web.partners import scorecard_terms, scorecards, shift

urlpatterns: list[URLPattern] = [
    path("people/shift/", shift.start, name="shift"),
    path("people/shift/<uuid:site>/", shift.board, name="shift-board"),
    path("people/shift/<uuid:site>/notes/", shift.write, name="shift-note"),
    path("people/shift/notes/<uuid:note>/read/", shift.read, name="shift-note-read"),
    path("people/shift/notes/<uuid:note>/close/", shift.close, name="shift-note-close"),
    path("people/scorecards/", scorecards.cards, name="scorecards"),
    path("people/scorecards/terms/", scorecard_terms.terms, name="scorecard-terms"),
    path("people/scorecards/site/<uuid:site>/", scorecards.of_site, name="scorecard-site"),
    path("people/scorecards/vendor/<uuid:vendor>/", scorecards.of_vendor, name="scorecard-vendor"),
]
