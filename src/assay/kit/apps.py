from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "assay.kit"
    label = "kit"

    def ready(self) -> None:
        """Other domains register their jobs in jobs.py, which in kit is the machinery itself."""
        from assay.kit import keeping  # noqa: F401 — importing it registers its jobs.
