"""The environment variables that settings read, for all processes of one home."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from assay.config.home import default_home, demo_home
from assay.config.postgres import running_url
from assay.config.postgres.address import write_closed

SETTINGS = "assay.config.settings"


def surroundings(home: Path, url: str) -> dict[str, str]:
    """What the person set stays as it is; the rest points into the home."""
    given = os.environ
    return {
        **given,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": given.get("DJANGO_SETTINGS_MODULE", SETTINGS),
        "ASSAY_FILES": given.get("ASSAY_FILES", str(home / "files")),
        "ASSAY_STATIC": given.get("ASSAY_STATIC", str(home / "static")),
        **signing(home, given),
    }


def signing(home: Path, given: Mapping[str, str]) -> dict[str, str]:
    """One key for all processes and starts, so that a restart signs nobody out."""
    if given.get("ASSAY_SECRET_KEY") or given.get("ASSAY_SECRET_KEY_FILE"):
        return {}
    path = home / "secret_key"
    if not path.exists():
        write_closed(path, secrets.token_urlsafe(50))
    return {"ASSAY_SECRET_KEY_FILE": str(path)}


def join_running(home: Path | None = None) -> bool:
    """For a command beside a running Assay: its database, files and key. Before Django's settings load."""
    if os.environ.get("DATABASE_URL"):
        return True
    base = home or default_home()
    for place in (base, demo_home(base)):
        if url := running_url(place):
            os.environ.update(surroundings(place, url))
            return True
    return False
