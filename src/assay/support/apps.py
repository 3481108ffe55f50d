from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "assay.support"
    label = "support"
