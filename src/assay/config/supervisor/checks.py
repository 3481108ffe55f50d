"""What is looked at before anything starts, each with one sentence when it is wrong."""

import errno
import os
import socket

import psycopg

from assay.config.faults import CannotStart

OLDEST_POSTGRES = 150000
REMEDY = "Correct it, or unset DATABASE_URL to use the embedded PostgreSQL."


def free_port(host: str, port: int) -> int:
    """The port, once it is known to be free; for 0 one that is."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CannotStart(unusable_port(host, port, error)) from None
        return int(probe.getsockname()[1])


def unusable_port(host: str, port: int, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use by another program: "
            f"stop that one, or choose another port, for example PORT={port + 1}."
        )
    return f"Port {port} on {host} cannot be used ({error}): choose another one, for example PORT=8000."


def check_database(url: str) -> None:
    """Whether DATABASE_URL leads to a PostgreSQL on which Assay can work."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise unusable("it must begin with postgresql://, Assay runs on PostgreSQL only")
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            check_server(connection)
    except (psycopg.OperationalError, psycopg.ProgrammingError, ValueError) as error:
        raise unusable(first_line(error)) from None


def check_server(connection: psycopg.Connection) -> None:
    if connection.info.server_version < OLDEST_POSTGRES:
        major = connection.info.server_version // 10000
        raise unusable(f"it is PostgreSQL {major}, and 15 is the oldest that works")
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise unusable("its encoding is not UTF8")
    may_create = connection.execute("SELECT has_schema_privilege(current_schema(), 'CREATE')").fetchone()
    if may_create != (True,):
        raise unusable(f"the user {connection.info.user} may not create tables in it")


def unusable(why: str) -> CannotStart:
    sentence = f"DATABASE_URL does not lead to a usable PostgreSQL: {why}. {REMEDY}"
    return CannotStart(sentence, exit_code=os.EX_CONFIG)


def first_line(error: Exception) -> str:
    """libpq's reason without its advice. It never holds the password."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].removeprefix("connection failed: ").removeprefix("connection is bad: ").rstrip(". ")
