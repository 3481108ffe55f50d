from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "assay.quality"
    label = "quality"
