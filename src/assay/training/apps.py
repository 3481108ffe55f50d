from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "assay.training"
    label = "training"

    def ready(self) -> None:
        from assay.training import listeners  # noqa: F401  # Registers what training listens to.
