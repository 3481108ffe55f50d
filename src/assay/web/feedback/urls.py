"""Addresses of what comes back to a guideline: questions and proposals."""

from django.urls import URLPattern, path

from assay.web.feedback import proposals, questions

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/questions/", questions.questions, name="questions"),
    path("questions/<uuid:question>/", questions.question, name="question"),
    path("questions/<uuid:question>/hold/", questions.hold, name="question-hold"),
    path("questions/<uuid:question>/release/", questions.release, name="question-release"),
    path("questions/<uuid:question>/hand-over/", questions.hand_over, name="question-hand-over"),
    path("clarifications/<uuid:clarification>/settle/", questions.settle, name="clarification-settle"),
    path("clarifications/<uuid:clarification>/retire/", questions.retire, name="clarification-retire"),
    path("work/<uuid:project>/questions/", questions.answered, name="questions-answered"),
    path("projects/<uuid:project>/proposals/", proposals.proposals, name="proposals"),
    path("projects/<uuid:project>/proposals/new/", proposals.new, name="proposal-new"),
    path("proposals/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:proposal>/decline/", proposals.decline, name="proposal-decline"),
]
