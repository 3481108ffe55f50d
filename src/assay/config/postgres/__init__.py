"""An embedded PostgreSQL under our own supervision: the real engine without an installation."""

from assay.config.postgres.server import EmbeddedPostgres, database_url, running_url

__all__ = ["EmbeddedPostgres", "database_url", "running_url"]
