"""Files from addresses: only below a prefix that an administrator allowed, and never by way of another place."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any  # fsspec ships no types.
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.files import MOST_BYTES, store
from assay.kit.models import StoredFile
from assay.kit.reasons import Reason, Refused
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.work.models import AllowedAddress
from assay.work.rules import reasons

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}://", re.IGNORECASE)
_CHUNK = 1 << 20
# Kinds of addresses that lead on to other kinds, or run something.
_NEVER = frozenset(
    {
        *(
            "simplecache",
            "filecache",
            "blockcache",
            "cached",
            "dir",
            "generic",
            "reference",
            "dask",
            "zip",
            "tar",
        ),
        *(
            "libarchive",
            "async_wrapper",
            "asyncwrapper",
            "asynclocal",
            "local",
            "memory",
            "data",
            "git",
            "pyscript",
        ),
    }
)


def allow_address(by: User, *, prefix: str, note: str = "", now: datetime) -> AllowedAddress:
    """Let imports read what lies below the prefix."""
    _require_administrator(by)
    clean = prefix.strip()
    if problem := _problem(clean, "prefix"):
        raise Refused(problem)
    if not clean.endswith("/"):
        raise Refused(reasons.ADDRESS_INVALID(field="prefix", why="a prefix ends with /"))
    try:
        with transaction.atomic():
            act_as(by)
            return AllowedAddress.objects.create(
                prefix=clean, note=note.strip()[:200], created_at=now, created_by=by
            )
    except IntegrityError as error:
        raise Refused(reasons.ADDRESS_KNOWN(field="prefix")) from error


def retire_address(by: User, *, address: AllowedAddress, reason: str, now: datetime) -> None:
    """Imports no longer read from there; what came in stays."""
    _require_administrator(by)
    with transaction.atomic():
        act_as(by)
        AllowedAddress.objects.filter(pk=address.pk, retired_at=None).update(
            retired_at=now, retired_reason=reason
        )


def _require_administrator(by: User) -> None:
    if not scope_of(by, Permission.ADMINISTER).is_everywhere:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.ADMINISTER]))


def check_address(address: str) -> None:
    """Refuse what is no plain address, and what no allowed prefix holds."""
    if problem := _problem(address):
        raise Refused(problem)
    allowed = AllowedAddress.objects.filter(retired_at=None).values_list("prefix", flat=True)
    if not any(_is_below(address, prefix) for prefix in allowed):
        raise Refused(reasons.ADDRESS_NOT_ALLOWED(field="address"))


def fetched(address: str, *, by: Any, project_uid: UUID, now: datetime) -> StoredFile:
    """A copy of what lies at the address. Checked anew: a prefix may have been retired meanwhile. Raises Refused."""
    check_address(address)
    name = PurePosixPath(urlsplit(address).path).name or "file"
    return store(
        _chunks(address),
        name=name,
        media_type="application/octet-stream",
        now=now,
        by=by,
        project_uid=project_uid,
        most=MOST_BYTES,
    )


def _chunks(address: str) -> Iterator[bytes]:
    import fsspec

    scheme = urlsplit(address).scheme.lower()
    options: dict[str, Any] = {}
    if scheme in ("http", "https"):
        # A server that is allowed could otherwise send the reader on to one that is not.
        options = {"client_kwargs": {"trust_env": False}, "allow_redirects": False}
    if scheme == "file":
        _refuse_links(address)
    try:
        with fsspec.open(address, "rb", **options) as source:
            while chunk := source.read(_CHUNK):
                yield chunk
    except Refused:
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {str(error)[:200]}"
        raise Refused(reasons.ADDRESS_UNREACHABLE(field="address", why=why)) from error


def _refuse_links(address: str) -> None:
    """A link below an allowed folder must not lead out of it."""
    place = Path(unquote(urlsplit(address).path))
    real = place.resolve()
    if not place.is_file():
        raise Refused(reasons.ADDRESS_UNREACHABLE(field="address", why="There is no such file."))
    prefixes = AllowedAddress.objects.filter(retired_at=None, prefix__istartswith="file://")
    folders = [Path(unquote(urlsplit(each.prefix).path)).resolve() for each in prefixes]
    if not any(real.is_relative_to(folder) for folder in folders):
        raise Refused(reasons.ADDRESS_NOT_ALLOWED(field="address"))


def _problem(address: str, field: str = "address") -> Reason | None:
    """What keeps a text from being a plain address, or None."""
    if not _SCHEME.match(address) or len(address) > 2_000:
        return reasons.ADDRESS_INVALID(field=field, why="it begins with a kind such as s3:// or https://")
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return reasons.ADDRESS_INVALID(field=field, why="its host or port is none")
    if parts.scheme.lower() in _NEVER or "::" in address:
        return reasons.ADDRESS_INVALID(field=field, why="it leads by way of another address")
    if "@" in parts.netloc or parts.query or parts.fragment:
        return reasons.ADDRESS_INVALID(
            field=field, why="it has a password, a query or a fragment; keys belong to the server"
        )
    plain = unquote(unquote(parts.path))
    if any(part in (".", "..") for part in plain.split("/")) or "\\" in plain or "\x00" in plain:
        return reasons.ADDRESS_INVALID(field=field, why="it has . or .. in its path")
    if parts.scheme.lower() == "file" and parts.netloc:
        return reasons.ADDRESS_INVALID(field=field, why="a file has no host: file:///folder/")
    return None


def _is_below(address: str, prefix: str) -> bool:
    """Kind and host must be the same whatever their case; the path must begin with the prefix's."""
    here, there = urlsplit(address), urlsplit(prefix)
    same_place = (here.scheme.lower(), here.netloc.lower()) == (there.scheme.lower(), there.netloc.lower())
    return same_place and here.path.startswith(there.path) and here.path != there.path
