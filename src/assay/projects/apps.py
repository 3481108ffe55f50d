from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "assay.projects"
    label = "projects"
