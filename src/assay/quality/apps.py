from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "assay.quality"
    label = "quality"

    def ready(self) -> None:
        from assay.quality import listeners  # noqa: F401  # Registers what quality listens to.
