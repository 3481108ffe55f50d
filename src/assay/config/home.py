"""Where Assay keeps its state (database, files, logs) on this machine: outside the checkout."""

import os
from pathlib import Path

from assay.config.faults import CannotStart


def default_home() -> Path:
    """$ASSAY_HOME, else /var/lib/assay for root, else the user's own data folder.

    Root's PostgreSQL runs under an unprivileged account, which cannot enter root's 0700 home folder.
    """
    if chosen := os.environ.get("ASSAY_HOME"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/assay")
    base = os.environ.get("XDG_DATA_HOME") or Path("~/.local/share").expanduser()
    return Path(base).absolute() / "assay"


def demo_home(home: Path) -> Path:
    """The demo's people and judgments never mix with real ones."""
    return home / "demo"


def make_home(home: Path) -> Path:
    """The folder, made when it is missing. Only root's is open (to enter, not to list) for other accounts."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise CannotStart(
            f"Assay cannot keep its state in {home} ({error.strerror}): "
            "set ASSAY_HOME to a folder that you may write to.",
            exit_code=os.EX_CANTCREAT,
        ) from error
    return home
