"""Where a connection may go that somebody else's address asks for."""

import socket
import threading
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured

from assay.kit.outward import Guard, NotAllowedOut, guarded, networks

OURS = networks(["10.1.0.0/16", "fd00:1::/32"], setting="ASSAY_CHAT_NETWORKS")


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("host", "is_public", "is_ours"),
    [
        ("93.184.215.14", True, False),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True, False),
        ("127.0.0.1", False, False),
        ("10.1.2.3", False, True),
        ("10.2.2.3", False, False),
        ("169.254.169.254", False, False),
        ("100.64.0.1", False, False),
        ("192.168.1.1", False, False),
        ("0.0.0.0", False, False),
        ("224.0.0.1", False, False),
        ("255.255.255.255", False, False),
        ("::1", False, False),
        ("fe80::1%eth0", False, False),
        ("fd00:1::7", False, True),
        ("fd00:2::7", False, False),
        ("::ffff:127.0.0.1", False, False),
        ("::ffff:10.1.2.3", False, True),
        ("::ffff:93.184.215.14", True, False),
        ("64:ff9b::7f00:1", False, False),
        ("64:ff9b::5db8:d70e", True, False),
        ("2002:7f00:1::", False, False),
        ("", False, False),
        ("a name", False, False),
    ],
)
def test_who_is_reached(host: str, is_public: bool, is_ours: bool) -> None:
    found = [
        Guard(only, public=public).allows(host) for only, public in (((), True), (OURS, True), (OURS, False))
    ]

    assert found == [is_public, is_public or is_ours, is_ours]


def test_no_connection_of_this_thread_gets_past_it(port: int) -> None:
    guard = Guard()

    with guarded(guard), pytest.raises(NotAllowedOut):
        socket.create_connection(("127.0.0.1", port), timeout=5)

    assert guard.refused == ["127.0.0.1"]
    socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_a_network_that_was_allowed_is_reached(port: int) -> None:
    with guarded(Guard(networks(["127.0.0.0/8"], setting="ASSAY_CHAT_NETWORKS"))):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_other_threads_are_not_held_up(port: int) -> None:
    reached: list[bool] = []

    def connect() -> None:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        reached.append(True)

    with guarded(Guard()):
        other = threading.Thread(target=connect)
        other.start()
        other.join()

    assert reached == [True]


def test_what_is_no_network_is_said_at_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="ASSAY_CHAT_NETWORKS is networks such as"):
        networks(["10.1.0.0/99"], setting="ASSAY_CHAT_NETWORKS")
