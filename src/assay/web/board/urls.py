"""Addresses of the agreement board."""

from django.urls import URLPattern, path

from assay.web.board import exports, pages

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/board/", pages.board, name="board"),
    path("projects/<uuid:project>/board/series/", pages.series, name="board-series"),
    path("projects/<uuid:project>/board/disputed/", pages.disputed, name="board-disputed"),
    path("projects/<uuid:project>/board/contributors/", pages.contributors, name="board-contributors"),
    path("projects/<uuid:project>/board/pair/", pages.pair, name="board-pair"),
    path("projects/<uuid:project>/board/start/", pages.start, name="board-start"),
    path("projects/<uuid:project>/board/<slug:part>.csv", exports.export, name="board-export"),
]
