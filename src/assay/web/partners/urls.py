"""Addresses of what site leads keep with the people of their site."""

from django.urls import URLPattern, path

from assay.web.partners import shift

urlpatterns: list[URLPattern] = [
    path("people/shift/", shift.start, name="shift"),
    path("people/shift/<uuid:site>/", shift.board, name="shift-board"),
    path("people/shift/<uuid:site>/notes/", shift.write, name="shift-note"),
    path("people/shift/notes/<uuid:note>/read/", shift.read, name="shift-note-read"),
    path("people/shift/notes/<uuid:note>/close/", shift.close, name="shift-note-close"),
]
