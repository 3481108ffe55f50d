from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "assay.insight"
    label = "insight"
