"""Every page, by audience."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"assay.web.{audience}.urls"))
    for audience in (
        "home",
        "account",
        "contributor",
        "inbox",
        "notifications",
        "projects",
        "quality",
        "board",
        "gold",
        "review",
        "standing",
        "wellbeing",
        "support",
        "disputes",
        "lots",
        "site",
        "calibration",
        "feedback",
        "planning",
        "money",
        "delivery",
        "insight",
        "labelers",
        "intake",
        "jobs",
        "training",
        "timekeeping",
        "partners",
        "people",
        "recruiting",
        "joining",
        "administration",
    )
]
