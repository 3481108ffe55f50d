"""Which server to talk to, and as whom: ASSAY_URL and ASSAY_TOKEN, else what `assay login` kept."""

import os
from pathlib import Path

import msgspec

from assay.cli.outcome import ExitCode, Failed


class Credentials(msgspec.Struct, frozen=True):
    url: str
    token: str


def path() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or Path("~/.config").expanduser()
    return Path(base) / "assay" / "credentials.json"


def find() -> Credentials | None:
    """None: not signed in anywhere."""
    kept = _kept()
    url = os.environ.get("ASSAY_URL") or (kept.url if kept else "")
    token = os.environ.get("ASSAY_TOKEN") or (kept.token if kept and kept.url == url else "")
    return Credentials(url.rstrip("/"), token) if url and token else None


def need() -> Credentials:
    found = find()
    if found is None:
        raise Failed(
            "You are not signed in: run assay login, or set ASSAY_URL and ASSAY_TOKEN.",
            exit_code=ExitCode.REFUSED,
            code="cli.not_signed_in",
        )
    return found


def keep(credentials: Credentials) -> Path:
    """Written so that nobody else can ever read it, not even for a moment."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(msgspec.json.encode(credentials))
    fresh.replace(file)
    return file


def forget() -> bool:
    """Whether there was something to forget."""
    file = path()
    was_there = file.exists()
    file.unlink(missing_ok=True)
    return was_there


def _kept() -> Credentials | None:
    try:
        return msgspec.json.decode(path().read_bytes(), type=Credentials)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise Failed(
            f"{path()} cannot be read ({type(error).__name__}): run assay login again.",
            exit_code=ExitCode.USAGE,
        ) from error
