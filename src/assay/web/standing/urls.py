"""Addresses of standing, its rules and appeals."""

from django.urls import URLPattern, path

from assay.web.standing import appeals, integrity, own, views

urlpatterns: list[URLPattern] = [
    path("standing/", own.own, name="own-standing"),
    path("standing/appeal/", own.appeal_standing, name="standing-appeal"),
    path("standing-steps/<uuid:step>/confirm/", own.confirm, name="step-confirm"),
    path("standing-steps/<uuid:step>/appeal/", own.appeal, name="step-appeal"),
    path("standing-steps/<uuid:step>/lift/", views.lift, name="step-lift"),
    path("projects/<uuid:project>/standing/", views.standing, name="standing"),
    path("projects/<uuid:project>/standing/take/", views.take, name="standing-take"),
    path("projects/<uuid:project>/standing/rules/", views.rules, name="standing-rules"),
    path("standing-rules/<uuid:version>/", views.version, name="standing-version"),
    path("standing-rules/<uuid:version>/simulate/", views.simulate, name="standing-simulate"),
    path("standing-rules/<uuid:version>/switch/", views.switch, name="standing-switch"),
    path("projects/<uuid:project>/integrity/", integrity.cases, name="integrity"),
    path("projects/<uuid:project>/integrity/open/", integrity.open_one, name="integrity-open"),
    path("integrity-cases/<uuid:case>/", integrity.case, name="integrity-case"),
    path("integrity-cases/<uuid:case>/decide/", integrity.decide, name="integrity-decide"),
    path("projects/<uuid:project>/appeals/", appeals.appeals, name="appeals"),
    path("people/appeals/", appeals.of_people, name="people-appeals"),
    path("appeals/<uuid:appeal>/decide/", appeals.decide, name="appeal-decide"),
]
