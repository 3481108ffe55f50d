from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "assay.planning"
    label = "planning"

    def ready(self) -> None:
        from assay.planning import listeners  # noqa: F401  # Registers what pools listen to.
