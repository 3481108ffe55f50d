from django.apps import AppConfig
from django.core.checks import Tags, register


class KitConfig(AppConfig):
    name = "assay.kit"
    label = "kit"

    def ready(self) -> None:
        """Other domains register their jobs in jobs.py, which in kit is the machinery itself."""
        from assay.kit import keeping  # noqa: F401 — importing it registers its jobs.
        from assay.kit.tables_at_once import steps_are_whole

        register(steps_are_whole, Tags.database)
