"""Addresses of what labels were worth."""

from django.urls import URLPattern, path

from assay.web.insight import classifiers, evaluations, quality_cost, quarters, returns

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/return/", returns.overview, name="project-return"),
    path("projects/<uuid:project>/return/new/", returns.define, name="model-metric-new"),
    path("projects/<uuid:project>/quality-cost/", quality_cost.page, name="quality-cost"),
    path("projects/<uuid:project>/quality-cost/reckon/", quality_cost.reckon, name="quality-cost-reckon"),
    path("quarters/", quarters.overview, name="quarters"),
    path("projects/<uuid:project>/quarters/", quarters.review, name="quarter-reviews"),
    path("projects/<uuid:project>/quarters/<str:quarter>/decide/", quarters.decide, name="quarter-decide"),
    path("projects/<uuid:project>/quarters/<str:quarter>/sign/", quarters.sign, name="quarter-sign"),
    path("model-metrics/<uuid:metric>/", returns.metric, name="model-metric"),
    path("model-metrics/<uuid:metric>/results/", returns.record, name="model-result-record"),
    path("model-metrics/<uuid:metric>/worth/", returns.worth, name="model-metric-worth"),
    path("model-results/<uuid:result>/", returns.correct, name="model-result"),
    path("model-results/<uuid:result>/withdraw/", returns.withdraw, name="model-result-withdraw"),
    path("projects/<uuid:project>/search-runs/", evaluations.overview, name="search-runs"),
    path("projects/<uuid:project>/search-runs/upload/", evaluations.upload, name="search-run-upload"),
    path("projects/<uuid:project>/search-runs/evaluate/", evaluations.evaluate, name="search-run-evaluate"),
    path("evaluations/<uuid:evaluation>/", evaluations.evaluation, name="evaluation"),
    path("evaluations/<uuid:evaluation>/top-up/", evaluations.make_top_up, name="evaluation-top-up"),
    path("projects/<uuid:project>/classifiers/", classifiers.overview, name="classifiers"),
    path("projects/<uuid:project>/classifiers/upload/", classifiers.upload, name="verdicts-upload"),
    path("verdict-files/<uuid:verdicts>/", classifiers.verdicts, name="verdicts"),
    path("verdict-files/<uuid:verdicts>/report/", classifiers.start, name="verdicts-report"),
    path("verdict-reports/<uuid:report>/", classifiers.report, name="verdict-report"),
]
