from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "assay.quality"
    label = "quality"

    def ready(self) -> None:
        from assay.quality import listeners  # noqa: F401  # Registers what quality listens to.
        from assay.quality.queries import labelled  # noqa: F401  # Says what narrowing by a label means.
