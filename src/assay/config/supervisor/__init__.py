"""Runs PostgreSQL, the worker and the web server, and keeps them running."""

from assay.config.supervisor.platform import Platform
from assay.config.supervisor.serve import demo, serve
from assay.config.supervisor.surroundings import join_running

__all__ = ["Platform", "demo", "join_running", "serve"]
