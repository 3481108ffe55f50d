"""Addresses of gold, consensus runs and why a label is what it is."""

from django.urls import URLPattern, path

from assay.web.quality import adaptive, adjudication, consensus, gold, why

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/gold/", gold.gold, name="gold"),
    path("projects/<uuid:project>/gold/people/", gold.people, name="gold-people"),
    path("projects/<uuid:project>/gold/add/", gold.add, name="gold-add"),
    path("gold/<uuid:gold>/retire/", gold.retire, name="gold-retire"),
    path("gold/<uuid:gold>/restore/", gold.restore, name="gold-restore"),
    path("projects/<uuid:project>/adjudication/", adjudication.adjudications, name="adjudications"),
    path("projects/<uuid:project>/adjudication/next/", adjudication.following, name="adjudication-next"),
    path("adjudications/<uuid:adjudication>/", adjudication.adjudication, name="adjudication"),
    path("projects/<uuid:project>/consensus/", consensus.runs, name="consensus-runs"),
    path("projects/<uuid:project>/adaptive/", adaptive.adaptive, name="adaptive"),
    path("projects/<uuid:project>/consensus/start/", consensus.start, name="consensus-start"),
    path("consensus-runs/<uuid:run>/", consensus.run, name="consensus-run"),
    path("consensus-runs/<uuid:run>/labels/", consensus.labels, name="consensus-labels"),
    path("consensus-runs/<uuid:run>/contributors/", consensus.contributors, name="consensus-contributors"),
    path("consensus-runs/<uuid:run>/reproduce/", consensus.reproduce, name="consensus-reproduce"),
    path("tasks/<uuid:task>/why/", why.why, name="why"),
]
