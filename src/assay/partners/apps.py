from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "assay.partners"
    label = "partners"
