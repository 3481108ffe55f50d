from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "assay.kit"
    label = "kit"
