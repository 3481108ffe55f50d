from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "assay.wellbeing"
    label = "wellbeing"
