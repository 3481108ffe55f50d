"""A new database from the recorded tables is the one that the migrations make step by step."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from tests import database
from tools.baseline import dump, migrate, steps_taken

pytestmark = pytest.mark.slow
STEP_BY_STEP = "from django.core.management.commands.migrate import Command; command = Command()"
PARTITIONS = (
    "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'kit_auditevent'::regclass ORDER BY 1"
)
MONTHS = """
SELECT 'kit_auditevent_' || to_char(current_date + make_interval(months => n), 'YYYY_MM') FROM generate_series(0, 1) n
"""


@contextmanager
def empty(server: str, name: str) -> Iterator[str]:
    name = f"test_baseline_{name}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield database.url_of(server, name)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_both_ways_make_the_same_database(database_server: str) -> None:
    with empty(database_server, "steps") as step_by_step, empty(database_server, "recorded") as recorded:
        migrate(step_by_step, STEP_BY_STEP)
        before = of_months(recorded)
        migrate(recorded)
        after = of_months(recorded)

        changes = list(unified_diff(lines(step_by_step), lines(recorded), "steps", "recorded", lineterm=""))
        assert changes == []
        assert steps_taken(recorded) == steps_taken(step_by_step)
        with psycopg.connect(recorded) as connection:
            partitions = {name for (name,) in connection.execute(PARTITIONS)} - {"kit_auditevent_default"}
        # A month may end meanwhile.
        assert partitions in (before, after)


def of_months(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute(MONTHS)}


def lines(url: str) -> list[str]:
    """All of it, but what is drawn for each dump and how many steps were recorded.

    PostgreSQL writes the casts of a list's texts in one of two ways, by how often it read them.
    """
    kept = [
        each
        for each in dump(url).splitlines()
        if not re.match(r"\\(un)?restrict |.*django_migrations_id_seq", each)
    ]
    return [re.sub(r"::(character varying|text)(\[\])?|[()]", "", each) for each in kept]


def test_a_schema_of_its_own_gets_its_tables_step_by_step(database_server: str) -> None:
    with empty(database_server, "schema") as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA own")
        elsewhere = f"{url}&options={quote('-c search_path=own')}"

        migrate(elsewhere, "command = 'migrate'")

        with psycopg.connect(url) as connection:
            found = connection.execute(
                "SELECT schemaname, count(*) > 300 FROM pg_tables WHERE schemaname IN ('own', 'public') GROUP BY 1"
            ).fetchall()
        assert found == [("own", True)]
