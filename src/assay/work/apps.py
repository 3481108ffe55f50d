from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "assay.work"
    label = "work"
