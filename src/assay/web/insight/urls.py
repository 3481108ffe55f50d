"""Addresses of what labels were worth."""

from django.urls import URLPattern, path

from assay.web.insight import quality_cost, returns

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/return/", returns.overview, name="project-return"),
    path("projects/<uuid:project>/return/new/", returns.define, name="model-metric-new"),
    path("projects/<uuid:project>/quality-cost/", quality_cost.page, name="quality-cost"),
    path("projects/<uuid:project>/quality-cost/reckon/", quality_cost.reckon, name="quality-cost-reckon"),
    path("model-metrics/<uuid:metric>/", returns.metric, name="model-metric"),
    path("model-metrics/<uuid:metric>/results/", returns.record, name="model-result-record"),
    path("model-metrics/<uuid:metric>/worth/", returns.worth, name="model-metric-worth"),
    path("model-results/<uuid:result>/", returns.correct, name="model-result"),
    path("model-results/<uuid:result>/withdraw/", returns.withdraw, name="model-result-withdraw"),
]
