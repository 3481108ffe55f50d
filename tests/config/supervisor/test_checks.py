import os
import socket

import pytest

from assay.config.faults import CannotStart
from assay.config.supervisor.checks import check_database, free_port


def refusal_of(url: str) -> str:
    with pytest.raises(CannotStart) as refusal:
        check_database(url)
    assert refusal.value.exit_code == os.EX_CONFIG
    return refusal.value.sentence


def test_a_busy_port_is_named_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CannotStart) as refusal:
            free_port("127.0.0.1", port)

    assert refusal.value.sentence == (
        f"Port {port} on 127.0.0.1 is in use by another program: "
        f"stop that one, or choose another port, for example PORT={port + 1}."
    )
    assert free_port("127.0.0.1", port) == port


@pytest.mark.parametrize("port", [-1, 70000])
def test_an_impossible_port_is_said_plainly(port: int) -> None:
    with pytest.raises(CannotStart, match=rf"^Port {port} on .* cannot be used \(.*\): choose another"):
        free_port("127.0.0.1", port)


def test_port_zero_finds_a_free_one() -> None:
    assert free_port("127.0.0.1", 0) > 0


def test_a_good_database_passes(database_server: str) -> None:
    check_database(database_server)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://127.0.0.1:x/assay", 'invalid integer value "x" for connection option "port"'),
        ("mysql://lea@127.0.0.1/assay", "it must begin with postgresql://, Assay runs on PostgreSQL only"),
        (
            "postgresql://lea:secret@127.0.0.1:1/assay",
            'connection to server at "127.0.0.1", port 1 failed: Connection refused',
        ),
    ],
)
def test_a_wrong_address_is_one_sentence_without_the_password(url: str, why: str) -> None:
    sentence = refusal_of(url)

    assert sentence == (
        f"DATABASE_URL does not lead to a usable PostgreSQL: {why}. "
        "Correct it, or unset DATABASE_URL to use the embedded PostgreSQL."
    )


def test_a_missing_database_is_named(database_server: str) -> None:
    sentence = refusal_of(database_server.replace("/assay?", "/missing?"))

    assert 'database "missing" does not exist' in sentence
