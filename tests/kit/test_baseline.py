"""A new database from the recorded tables is the one that the migrations make step by step."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from difflib import unified_diff

import psycopg
import pytest
from psycopg import sql

from tests import database
from tools.baseline import dump, take_every_step

pytestmark = pytest.mark.slow


@pytest.fixture
def databases(database_server: str) -> Iterator[list[str]]:
    """Two empty ones."""
    names = [f"test_baseline_{each}_{os.getpid()}" for each in ("steps", "recorded")]
    with psycopg.connect(database_server, autocommit=True) as server:
        for name in names:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield [database.url_of(database_server, name) for name in names]
        finally:
            for name in names:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_both_ways_make_the_same_database(databases: list[str]) -> None:
    step_by_step, recorded = databases
    take_every_step(step_by_step)
    bring_up_to_date(recorded)

    changes = list(
        unified_diff(statements(step_by_step), statements(recorded), "steps", "recorded", lineterm="")
    )
    assert changes == []


def statements(url: str) -> list[str]:
    """As lines; PostgreSQL writes the casts of a list's texts in one of two ways, by how often it read them."""
    return re.sub(r"::(character varying|text)(\[\])?|[()]", "", dump(url)).splitlines()


def bring_up_to_date(url: str) -> None:
    code = "import django; django.setup(); from assay.config.supervisor.upkeep import bring_up_to_date as run; run()"
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"DATABASE_URL": url}, check=True)
