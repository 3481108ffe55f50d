"""What settings read from the environment, each with one clear sentence when it is wrong."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # Django's DATABASES entries are untyped dictionaries.
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def hosts(name: str, *, default: str) -> list[str]:
    return [host.strip() for host in os.environ.get(name, default).split(",") if host.strip()]


def secret_key() -> str:
    """The signing key: ASSAY_SECRET_KEY, the file ASSAY_SECRET_KEY_FILE, else one for this process."""
    if key := os.environ.get("ASSAY_SECRET_KEY"):
        return key
    if path := os.environ.get("ASSAY_SECRET_KEY_FILE"):
        return Path(path).read_text().strip()
    return get_random_secret_key()


# The hot path's statements plan ten times longer than they run: plan once. Nothing here is worth compiling.
SERVER_OPTIONS = "-c plan_cache_mode=force_generic_plan -c jit=off"


def database() -> dict[str, Any]:
    """The PostgreSQL of DATABASE_URL (postgresql://user:password@host:port/name?host=/socket/folder)."""
    url = os.environ.get("DATABASE_URL", "postgresql:///assay")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql:// (Assay runs on PostgreSQL only)."
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "assay",
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or query.get("password", "")),
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or query.get("port", "")),
        "OPTIONS": {
            "pool": pool_options(),
            "application_name": "assay",
            "options": SERVER_OPTIONS,
            **more(query),
        },
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


def more(query: dict[str, str]) -> dict[str, str]:
    """What else the URL says (sslmode, connect_timeout, ...) goes to libpq as it is."""
    return {name: value for name, value in query.items() if name not in {"user", "password", "host", "port"}}


def pool_options() -> dict[str, Any]:
    size = int(os.environ.get("ASSAY_DB_POOL", "16"))
    return {"min_size": 0, "max_size": size, "timeout": 10}


@dataclass(frozen=True, slots=True)
class Mail:
    """How e-mail leaves."""

    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False
    folder: str | None = None


# Scheme: port, TLS that is begun after the greeting, TLS from the start.
SMTP = {"smtp": (25, False, False), "smtp+starttls": (587, True, False), "smtps": (465, False, True)}
BACKENDS = "django.core.mail.backends"


def mail(folder: Path) -> Mail:
    """The way of ASSAY_EMAIL: a server, a folder, the log; without it files in the folder, and nothing leaves."""
    url = os.environ.get("ASSAY_EMAIL") or f"file://{folder}"
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return Mail(f"{BACKENDS}.filebased.EmailBackend", folder=unquote(parts.path))
    if parts.scheme == "console":
        return Mail(f"{BACKENDS}.console.EmailBackend")
    if parts.scheme not in SMTP or not parts.hostname:
        raise ImproperlyConfigured(
            "ASSAY_EMAIL is smtp://, smtp+starttls:// or smtps://user:password@host:port, file:///folder or console:."
        )
    port, starts_tls, is_tls = SMTP[parts.scheme]
    return Mail(
        f"{BACKENDS}.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=starts_tls,
        is_tls=is_tls,
    )


def address(origins: list[str]) -> str:
    """Where people reach Assay from outside, for links in e-mails; without a slash at the end."""
    found = os.environ.get("ASSAY_ADDRESS") or next(iter(origins), "http://127.0.0.1:8000")
    return found.rstrip("/")
