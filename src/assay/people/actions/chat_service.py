"""Chat through Apprise: an address is read, a message is delivered, and what the service answered is put in words.

Of Apprise only the plugins of `rules.chat` are ever loaded: no configuration, no plugin and no template from disk, no
other scheme. Each connection is looked at by `kit.outward`.
"""

import logging
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any  # What Apprise reads from an address is an untyped dictionary.
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from assay.kit.outward import Guard, guarded, networks
from assay.kit.reasons import Reason, Refused
from assay.people.rules import reasons
from assay.people.rules.chat import MOST_IN_ADDRESS, OPTIONS, SERVICES, Service, is_plain, service_of

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase

# Seconds to connect, and to wait for the answer.
PATIENCE = 8
# Busy, or asked too often: everything else that a service answers is about the address.
_LATER = range(500, 600)
_TOO_OFTEN = 429
_STATUS = re.compile(r"error=(\d{3})\b")
# What stands in front of it, after the name of the service and of the channel.
_SAID = re.compile(r"([^:]+?)[., ]+error=\d{3}")
_SECRET = re.compile(r"[^/:@?&=#]{6,}")
_MOST_SAID = 120
_SETTING = "ASSAY_CHAT_NETWORKS"


class NotDelivered(Exception):
    """`is_final` where another try would not help."""

    def __init__(self, reason: Reason, *, is_final: bool) -> None:
        super().__init__(reason.text)
        self.reason, self.is_final = reason, is_final


@dataclass(frozen=True, slots=True)
class Opened:
    """An address that was understood."""

    service: Service
    host: str
    plugin: "NotifyBase"
    is_plain: bool


def services() -> list[Service]:
    """Those that this installation writes to (ASSAY_CHAT)."""
    return [each for code, each in SERVICES.items() if code in settings.ASSAY_CHAT]


def opened(address: str) -> Opened:
    """What an address of a chat service means; refused with the reason where it means nothing that Assay does."""
    address = address.strip()
    scheme = address.partition("://")[0]
    if len(address) > MOST_IN_ADDRESS or not address.isprintable() or "://" not in address:
        raise Refused(_unknown())
    if scheme.lower() == "https":
        service, read = _read_web_address(address)
    else:
        service, read = _read_own_address(address, scheme)
    plain = is_plain(service, scheme)
    if plain and not allowed_networks():
        secure = service.schemes[0]
        raise Refused(reasons.CHAT_PLAIN(field="address", scheme=scheme.lower(), secure=secure))
    return Opened(service, str(read.get("host") or ""), _plugin(service, read), plain)


def deliver(found: Opened, *, title: str, text: str) -> None:
    """Send one message, or say why it was not taken."""
    guard = Guard(allowed_networks(), public=not found.is_plain)
    with guarded(guard), _overheard() as heard:
        is_sent = _sent(found.plugin, title, text, heard)
    if is_sent:
        return
    name, status = found.service.name, _status(heard)
    said = f"{status} {_words(heard, found.plugin)}".strip()
    if guard.refused:
        raise NotDelivered(reasons.CHAT_INSIDE(service=name), is_final=True)
    if not status:
        raise NotDelivered(reasons.CHAT_UNREACHABLE(service=name), is_final=False)
    if status in _LATER or status == _TOO_OFTEN:
        raise NotDelivered(reasons.CHAT_BUSY(service=name, said=said), is_final=False)
    raise NotDelivered(reasons.CHAT_REFUSED(service=name, said=said), is_final=True)


def allowed_networks() -> tuple[Any, ...]:  # IPv4 and IPv6 networks.
    return networks(settings.ASSAY_CHAT_NETWORKS, setting=_SETTING)


def _unknown() -> Reason:
    names = ", ".join(each.name for each in services())
    return reasons.CHAT_UNKNOWN(field="address", services=names or "–")


def _read_web_address(address: str) -> tuple[Service, dict[str, Any]]:
    """What a service shows as its webhook: the plugin knows its own."""
    for service in services():
        read = _plugin_class(service).parse_native_url(address)
        if read:
            return service, read
    raise Refused(_unknown())


def _read_own_address(address: str, scheme: str) -> tuple[Service, dict[str, Any]]:
    service = service_of(scheme)
    if service is None or service not in services():
        raise Refused(_unknown())
    for option in parse_qs(urlsplit(address).query, keep_blank_values=True):
        if option.lower() not in OPTIONS:
            raise Refused(reasons.CHAT_OPTION(field="address", option=option[:40]))
    read = _plugin_class(service).parse_url(address)
    if not read:
        raise Refused(_invalid(service))
    return service, read


def _plugin_class(service: Service) -> Any:  # A class of Apprise, named in our own list.
    return getattr(import_module(f"apprise.plugins.{service.module}"), service.plugin)


def _plugin(service: Service, read: Mapping[str, Any]) -> "NotifyBase":
    """Whatever the address says: certificates are looked at, redirects are not followed, nothing is read from disk."""
    from apprise.asset import AppriseAsset

    asset = AppriseAsset(plugin_paths=[], storage_mode="memory", allow_templates=False)
    asset.http_redirects = False
    always = {"asset": asset, "verify": True, "redirect": False, "overflow": "truncate", "e2ee": False}
    try:
        found: NotifyBase = _plugin_class(service)(
            **{**read, **always, "include_image": False, "cto": PATIENCE, "rto": PATIENCE}
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise Refused(_invalid(service)) from error
    if len(found) != 1:
        raise Refused(reasons.CHAT_ONE_PLACE(field="address", n=len(found)))
    return found


def _invalid(service: Service) -> Reason:
    return reasons.CHAT_INVALID(field="address", service=service.name, example=service.example)


def _sent(plugin: "NotifyBase", title: str, text: str, heard: list[str]) -> bool:
    from apprise.common import NotifyFormat, NotifyType

    try:
        return bool(
            plugin.notify(body=text, title=title, notify_type=NotifyType.INFO, body_format=NotifyFormat.TEXT)
        )
    # What a service answers goes through code that is not ours: whatever it stumbles over, the message did not leave.
    except Exception as error:  # noqa: BLE001
        heard.append(type(error).__name__)
        return False


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """What Apprise says in this thread about the answer: it returns only whether the message was taken."""
    heard: list[str] = []
    listener = _Listener(heard)
    logger = logging.getLogger("apprise")
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.heard, self.thread = heard, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.heard.append(record.getMessage())


def _status(heard: list[str]) -> int:
    """The last one is that of the message; the ones before are of looking up where it goes."""
    found = [int(status) for text in heard for status in _STATUS.findall(text)]
    return found[-1] if found else 0


def _words(heard: list[str], plugin: "NotifyBase") -> str:
    """Without anything that stands in the address, which is a secret."""
    found = _SAID.search(" ".join(heard[-1].split())) if heard else None
    said = found.group(1).strip() if found else ""
    address: str = plugin.url()  # type: ignore[no-untyped-call]  # Apprise says nothing of types here.
    for secret in _SECRET.findall(address):
        said = said.replace(secret, "…")
    return said[:_MOST_SAID]
