"""Addresses of lots and of the plans by which they are inspected."""

from django.urls import URLPattern, path

from assay.web.lots import views

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/lots/", views.lots, name="lots"),
    path("projects/<uuid:project>/lots/cut/", views.cut, name="lots-cut"),
    path("projects/<uuid:project>/lots/resume/", views.resumption, name="lots-resume"),
    path("projects/<uuid:project>/lots/plan/", views.inspection_plan, name="inspection-plan"),
    path("lots/<uuid:lot>/", views.lot, name="lot"),
    path("lots/<uuid:lot>/rework/", views.lot_rework, name="lot-rework"),
    path("lots/<uuid:lot>/concession/", views.lot_concession, name="lot-concession"),
    path("lots/<uuid:lot>/acceptance/", views.lot_acceptance, name="lot-acceptance"),
]
