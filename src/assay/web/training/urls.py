"""Addresses of training: one's own agreements and exams, and those that are kept for people."""

from django.urls import URLPattern, path

from assay.web.training import agreements, exams, keeping, learning, own

urlpatterns: list[URLPattern] = [
    path("agreements/", own.mine, name="own-agreements"),
    path("agreements/<uuid:version>/", own.agreement, name="own-agreement"),
    path("agreements/<uuid:version>/text/", own.download, name="own-agreement-text"),
    path("learn/", learning.learn, name="own-learning"),
    path("exams/<uuid:exam>/", learning.exam, name="own-exam"),
    path("exam-attempts/<uuid:attempt>/", learning.attempt, name="own-attempt"),
    path("people/agreements/", agreements.board, name="agreements"),
    path("people/agreements/new/", keeping.new, name="agreement-new"),
    path("people/agreements/<uuid:agreement>/", agreements.agreement, name="agreement"),
    path("people/agreements/<uuid:agreement>/version/", keeping.version, name="agreement-version"),
    path("people/agreements/<uuid:agreement>/translate/", keeping.translate, name="agreement-translate"),
    path("people/agreements/<uuid:agreement>/retire/", keeping.retire, name="agreement-retire"),
    path("projects/<uuid:project>/exams/", exams.exams, name="exams"),
    path("projects/<uuid:project>/exams/new/", exams.new, name="exam-new"),
    path("project-exams/<uuid:exam>/", exams.exam, name="exam"),
    path("project-exams/<uuid:exam>/change/", exams.change, name="exam-change"),
    path("project-exams/<uuid:exam>/questions/", exams.add, name="exam-add"),
    path(
        "project-exams/<uuid:exam>/questions/<uuid:item>/retire/", exams.retire_item, name="exam-item-retire"
    ),
    path("project-exams/<uuid:exam>/retire/", exams.retire, name="exam-retire"),
]
