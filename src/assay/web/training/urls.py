"""Addresses of training: one's own agreements and exams, and those that are kept for people."""

from django.urls import URLPattern, path

from assay.web.training import (
    agreements,
    assigning,
    courses,
    exams,
    keeping,
    learning,
    own,
    own_courses,
    ramp,
    results,
)

urlpatterns: list[URLPattern] = [
    path("agreements/", own.mine, name="own-agreements"),
    path("agreements/<uuid:version>/", own.agreement, name="own-agreement"),
    path("agreements/<uuid:version>/text/", own.download, name="own-agreement-text"),
    path("learn/", learning.learn, name="own-learning"),
    path("exams/<uuid:exam>/", learning.exam, name="own-exam"),
    path("exam-attempts/<uuid:attempt>/", learning.attempt, name="own-attempt"),
    path("learn/open/<uuid:course>/", own_courses.start, name="own-course-start"),
    path("learn/courses/<uuid:assignment>/", own_courses.course, name="own-course"),
    path("learn/courses/<uuid:assignment>/steps/<uuid:step>/", own_courses.step, name="own-course-step"),
    path("projects/<uuid:project>/courses/", courses.courses, name="courses"),
    path("projects/<uuid:project>/courses/new/", courses.new, name="course-new"),
    path("project-courses/<uuid:course>/", courses.course, name="course"),
    path("project-courses/<uuid:course>/change/", courses.change, name="course-change"),
    path("project-courses/<uuid:course>/lessons/", courses.lesson, name="course-lesson"),
    path("project-courses/<uuid:course>/practice/", courses.practice, name="course-practice"),
    path("project-courses/<uuid:course>/steps/<uuid:step>/<str:move>/", courses.step, name="course-step"),
    path("project-courses/<uuid:course>/publish/", courses.publish, name="course-publish"),
    path("project-courses/<uuid:course>/assign/", assigning.assign, name="course-assign"),
    path("project-courses/<uuid:course>/retire/", courses.retire, name="course-retire"),
    path(
        "course-assignments/<uuid:assignment>/withdraw/",
        assigning.withdraw,
        name="course-assignment-withdraw",
    ),
    path("projects/<uuid:project>/exam-results/", results.results, name="exam-results"),
    path("project-exams/<uuid:exam>/people/<uuid:contributor>/attempt/", results.give, name="exam-extra"),
    path("projects/<uuid:project>/ramp/", ramp.ramp, name="ramp"),
    path("projects/<uuid:project>/ramp/curve/", ramp.targets, name="ramp-targets"),
    path("projects/<uuid:project>/ramp/<uuid:contributor>/buddy/", ramp.buddy, name="ramp-buddy"),
    path("projects/<uuid:project>/ramp/<uuid:contributor>/buddy/end/", ramp.end, name="ramp-buddy-end"),
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
