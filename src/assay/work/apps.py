from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "assay.work"
    label = "work"

    def ready(self) -> None:
        from assay.work import listeners  # noqa: F401  # Registers what routing listens to.
