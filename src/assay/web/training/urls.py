"""Addresses of training: one's own agreements, and those that are kept for people."""

from django.urls import URLPattern, path

from assay.web.training import agreements, keeping, own

urlpatterns: list[URLPattern] = [
    path("agreements/", own.mine, name="own-agreements"),
    path("agreements/<uuid:version>/", own.agreement, name="own-agreement"),
    path("agreements/<uuid:version>/text/", own.download, name="own-agreement-text"),
    path("people/agreements/", agreements.board, name="agreements"),
    path("people/agreements/new/", keeping.new, name="agreement-new"),
    path("people/agreements/<uuid:agreement>/", agreements.agreement, name="agreement"),
    path("people/agreements/<uuid:agreement>/version/", keeping.version, name="agreement-version"),
    path("people/agreements/<uuid:agreement>/translate/", keeping.translate, name="agreement-translate"),
    path("people/agreements/<uuid:agreement>/retire/", keeping.retire, name="agreement-retire"),
]
