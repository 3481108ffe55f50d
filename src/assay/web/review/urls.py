"""Addresses of reviews: the backlog, one review, what is reviewed, and what errors there are."""

from django.urls import URLPattern, path

from assay.web.review import capacity, own, plans, reviewers, taxonomy, views

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/quality/", views.quality, name="quality"),
    path("projects/<uuid:project>/reviews/", views.reviews, name="reviews"),
    path("projects/<uuid:project>/reviews/next/", views.following, name="review-next"),
    path("projects/<uuid:project>/reviews/accept/", views.accept, name="review-accept"),
    path("projects/<uuid:project>/reviews/plan/", plans.plan, name="review-plan"),
    path("projects/<uuid:project>/reviews/capacity/", capacity.capacity, name="review-capacity"),
    path("projects/<uuid:project>/reviewers/", reviewers.reviewers, name="reviewers"),
    path("my-quality/", own.own, name="own-quality"),
    path("projects/<uuid:project>/error-types/", taxonomy.taxonomy, name="error-taxonomy"),
    path("reviews/<uuid:item>/", views.review, name="review"),
    path("reviews/<uuid:item>/plant/", views.plant, name="review-plant"),
    path("reviews/<uuid:item>/give-back/", views.give_back, name="review-give-back"),
]
