from django.apps import AppConfig


class LabelersConfig(AppConfig):
    name = "assay.labelers"
    label = "labelers"

    def ready(self) -> None:
        from assay.labelers import listeners  # noqa: F401  # Registers what labelers listens to.
