"""Where this process may connect to while it does what somebody else's address asks for (SSRF).

Looked at where the connection is made, not where the address is read: a name that points elsewhere a moment later
(DNS rebinding), a redirect, and a library with a way of its own to open sockets all come through here.
"""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.core.exceptions import ImproperlyConfigured

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# Ways in which an IPv6 address means an IPv4 one: only translated ones are missing in `ipaddress`.
_TRANSLATED = ip_network("64:ff9b::/96")
_BITS_OF_IPV4 = 0xFFFFFFFF


class NotAllowedOut(OSError):
    """Libraries take it for a connection that failed; the guard remembers what it was."""


@dataclass
class Guard:
    """`networks` may be reached besides what is public; without `public` nothing else may."""

    networks: Sequence[Network] = ()
    public: bool = True
    refused: list[str] = field(default_factory=list)

    def check(self, host: str) -> None:
        if not self.allows(host):
            self.refused.append(host)
            raise NotAllowedOut(f"{host} may not be reached from here.")

    def allows(self, host: str) -> bool:
        try:
            address = meant(ip_address(host.partition("%")[0]))
        except ValueError:
            return False
        inside = any(address in network for network in self.networks if network.version == address.version)
        return inside or (self.public and address.is_global and not address.is_multicast)


_current = threading.local()
_installing = threading.Lock()
_installed: list[bool] = []


@contextmanager
def guarded(guard: Guard) -> Iterator[Guard]:
    """Inside of it this thread connects only to where the guard lets it."""
    _install()
    before: Guard | None = getattr(_current, "guard", None)
    _current.guard = guard
    try:
        yield guard
    finally:
        _current.guard = before


def meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, else itself."""
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if inner is None and address in _TRANSLATED:
        inner = IPv4Address(int(address) & _BITS_OF_IPV4)
    return inner or address


def networks(texts: Sequence[str], *, setting: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(text) for text in texts)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{setting} is networks such as 10.1.0.0/16, with commas: {error}."
        ) from error


def _install() -> None:
    """Python asks its audit hooks before each connection, whoever opens it. A hook stays for good: only one."""
    with _installing:
        if not _installed:
            sys.addaudithook(_ask)
            _installed.append(True)


def _ask(event: str, arguments: tuple[object, ...]) -> None:
    if event not in {"socket.connect", "socket.sendto"}:
        return
    guard: Guard | None = getattr(_current, "guard", None)
    if guard is not None:
        address = arguments[1]
        guard.check(str(address[0]) if isinstance(address, tuple) else "")
