import os
import socket

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_test_database_is_a_postgresql_of_its_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('server_version_num')::int >= 150000")

        name, is_new_enough = cursor.fetchone()

    assert name.startswith("test_")
    assert is_new_enough
    assert os.environ["DATABASE_URL"].startswith("postgres")


def test_the_network_is_off() -> None:
    with socket.socket() as one, pytest.raises(AssertionError, match="reached for the network"):
        one.connect(("192.0.2.1", 80))


def test_names_are_not_looked_up() -> None:
    with pytest.raises(AssertionError, match="looked up a host"):
        socket.getaddrinfo("example.org", 80)
