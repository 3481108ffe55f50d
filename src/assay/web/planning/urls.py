"""Addresses of plans, standards and risks."""

from django.urls import URLPattern, path

from assay.web.planning import allocation, feasibility, pilot, plans, pools, portfolio, risks, rush, standards

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/plan/", plans.plan, name="plan"),
    path("projects/<uuid:project>/plan/edit/", plans.edit, name="plan-edit"),
    path("projects/<uuid:project>/plan/milestone/", plans.milestone, name="plan-milestone"),
    path("projects/<uuid:project>/plan/responsibilities/", plans.raci, name="raci"),
    path("requests/<uuid:request_uid>/feasibility/", feasibility.of_request, name="request-feasibility"),
    path(
        "requests/<uuid:request_uid>/feasibility/decide/",
        feasibility.overrule_request,
        name="request-feasibility-overrule",
    ),
    path("requests/<uuid:request_uid>/pilot/", pilot.start, name="pilot-start"),
    path("requests/<uuid:request_uid>/pilot/sample/", pilot.take, name="pilot-sample"),
    path("requests/<uuid:request_uid>/rush/", rush.ask, name="rush-ask"),
    path("rush-questions/<uuid:question>/answer/", rush.answer, name="rush-answer"),
    path("projects/<uuid:project>/feasibility/", feasibility.of_project, name="project-feasibility"),
    path(
        "projects/<uuid:project>/feasibility/decide/",
        feasibility.overrule_project,
        name="project-feasibility-overrule",
    ),
    path("projects/<uuid:project>/pool/", pools.pool, name="project-pool"),
    path("projects/<uuid:project>/pool/fill/", pools.fill, name="project-pool-fill"),
    path("projects/<uuid:project>/pool/choose/", pools.choose, name="project-pool-choose"),
    path("pool-choices/<uuid:choice>/end/", pools.end, name="pool-choice-end"),
    path("projects/<uuid:project>/standards/", standards.standards, name="standards"),
    path("projects/<uuid:project>/standards/<slug:metric>/", standards.standard, name="standard"),
    path("projects/<uuid:project>/standards/<slug:metric>/back/", standards.back, name="standard-back"),
    path("projects/<uuid:project>/risks/", risks.risks, name="risks"),
    path("projects/<uuid:project>/risks/new/", risks.new, name="risk-new"),
    path("projects/<uuid:project>/risks/starters/", risks.starters, name="risk-starters"),
    path("risks/<uuid:risk>/", risks.risk, name="risk"),
    path("risks/<uuid:risk>/edit/", risks.edit, name="risk-edit"),
    path("risks/<uuid:risk>/state/", risks.move, name="risk-state"),
    path("risks/<uuid:risk>/review/", risks.review, name="risk-review"),
    path("risks/<uuid:risk>/issues/", risks.issue, name="risk-issue"),
    path("risk-issues/<uuid:issue>/resolve/", risks.resolve, name="risk-issue-resolve"),
    path("allocation/", allocation.allocation, name="allocation"),
    path("allocation/propose/", allocation.propose, name="allocation-propose"),
    path("allocation/<uuid:run>/", allocation.allocation, name="allocation-run"),
    path("allocation/<uuid:run>/apply/", allocation.apply, name="allocation-apply"),
    path("allocation/<uuid:run>/withdraw/", allocation.withdraw, name="allocation-withdraw"),
    path("allocation/<uuid:run>/override/", allocation.override, name="allocation-override"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/portfolio.csv", portfolio.export, name="portfolio-export"),
    path("organisation/standards/", standards.defaults, name="standard-defaults"),
    path("organisation/standards/<slug:segment>/<slug:metric>/", standards.default, name="standard-default"),
]
