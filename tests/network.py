"""The network is off in tests: only this machine may be talked to."""

import ipaddress
import sys

NAMES = {"localhost", "", None}


def is_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def guard(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook sees every socket of this process, whoever opens it."""
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not is_here(address[0]):
            raise AssertionError(f"A test reached for the network: {address!r}")
    elif event == "socket.getaddrinfo" and not is_here(arguments[0]):
        raise AssertionError(f"A test looked up a host: {arguments[0]!r}")


def turn_off() -> None:
    sys.addaudithook(guard)
