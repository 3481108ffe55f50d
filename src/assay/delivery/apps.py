from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "assay.delivery"
    label = "delivery"

    def ready(self) -> None:
        from assay.delivery import listeners  # noqa: F401  # Registers what delivery listens to.
