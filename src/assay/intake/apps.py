from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "assay.intake"
    label = "intake"
