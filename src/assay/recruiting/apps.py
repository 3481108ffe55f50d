from django.apps import AppConfig


class RecruitingConfig(AppConfig):
    name = "assay.recruiting"
    label = "recruiting"

    def ready(self) -> None:
        from assay.recruiting import listeners  # noqa: F401  # Registers what recruiting listens to.
