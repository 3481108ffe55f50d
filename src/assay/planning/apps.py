from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "assay.planning"
    label = "planning"
