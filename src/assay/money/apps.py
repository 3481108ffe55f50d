from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "assay.money"
    label = "money"

    def ready(self) -> None:
        from assay.money import listeners  # noqa: F401  # Registers what money listens to.
