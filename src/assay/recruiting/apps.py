from django.apps import AppConfig


class RecruitingConfig(AppConfig):
    name = "assay.recruiting"
    label = "recruiting"
