"""Addresses of what site leads keep with the people of their site."""

from django.urls import URLPattern, path

from assay.web.partners import (
    coaching,
    coaching_own,
    coaching_write,
    contracts,
    headcount,
    matrix,
    scorecard_terms,
    scorecards,
    shift,
)

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
    path("people/coaching/", coaching.start, name="coaching"),
    path("people/coaching/<uuid:site>/", coaching.site, name="coaching-site"),
    path("people/coaching/<uuid:site>/new/", coaching_write.new, name="coaching-new"),
    path("people/contracts/", contracts.listed, name="contracts"),
    path("people/contracts/<uuid:vendor>/", contracts.one, name="contract"),
    path("people/contracts/<uuid:vendor>/new/", contracts.new, name="contract-new"),
    path("people/headcount/", headcount.overview, name="headcount"),
    path("people/headcount/file/", headcount.file, name="headcount-file"),
    path("people/headcount/<uuid:site>/", headcount.one, name="headcount-site"),
    path("people/headcount/<uuid:site>/commit/", headcount.commit, name="headcount-commit"),
    path("people/abilities/", matrix.start, name="matrix"),
    path("people/abilities/<uuid:site>/", matrix.site, name="matrix-site"),
    path("people/abilities/<uuid:site>/file/", matrix.file, name="matrix-file"),
    path("coaching/", coaching_own.own, name="own-coaching"),
    path("coaching/<uuid:session>/", coaching_own.session, name="coaching-session"),
    path("coaching/<uuid:session>/write/", coaching_own.write, name="coaching-write"),
]
