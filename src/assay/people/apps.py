from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "assay.people"
    label = "people"
