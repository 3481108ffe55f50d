"""Addresses of contributors and of the organisation they work in."""

from django.urls import URLPattern, path

from assay.web.people import adding, from_file, organisation, profile, views

urlpatterns: list[URLPattern] = [
    path("people/", views.people, name="people"),
    path("people/standing/", views.change_standings, name="people-standing"),
    path("people/file/", from_file.from_file, name="people-file"),
    path("people/new/", adding.add, name="people-add"),
    path("people/<uuid:contributor>/", profile.profile, name="contributor"),
    path("people/<uuid:contributor>/standing/", profile.standing, name="contributor-standing"),
    path("people/<uuid:contributor>/languages/", profile.languages, name="contributor-languages"),
    path("people/<uuid:contributor>/markets/", profile.markets, name="contributor-markets"),
    path("people/<uuid:contributor>/skills/", profile.skill, name="contributor-skill"),
    path("people/<uuid:contributor>/place/", profile.place, name="contributor-place"),
    path("people/<uuid:contributor>/cap/", profile.daily_cap, name="contributor-cap"),
    path("people/<uuid:contributor>/contracted/", profile.contracted, name="contributor-contracted"),
    path("organisation/", organisation.vendors, name="organisation"),
    path("organisation/markets/", organisation.markets, name="organisation-markets"),
    path("organisation/skills/", organisation.skills, name="organisation-skills"),
    path("organisation/retire/<slug:kind>/<uuid:row>/", organisation.retire, name="organisation-retire"),
]
