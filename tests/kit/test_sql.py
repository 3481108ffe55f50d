"""Statements on Django's connection."""

import psycopg
import pytest
from django.db import connection, transaction

from assay.kit.sql import copied, streamed
from assay.people.models import Skill

NUMBERS = "SELECT n FROM generate_series(1, %(n)s) n"


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_rows_stream_is_seen_by_others() -> None:
    seen = []
    dsn = connection.get_connection_params()

    for (n,) in streamed(NUMBERS, {"n": 10}, chunk=2):
        Skill.objects.create(code=f"s{n}", name=f"Skill {n}")
        with psycopg.connect(
            **{key: dsn[key] for key in ("dbname", "user", "password", "host", "port") if dsn.get(key)}
        ) as other:
            seen.append(other.execute("SELECT count(*) FROM people_skill").fetchone()[0])  # type: ignore[index]  # One row.

    assert seen == list(range(1, 11))


@pytest.mark.django_db
def test_rows_stream_inside_a_transaction_too() -> None:
    with transaction.atomic():
        assert [n for (n,) in streamed(NUMBERS, {"n": 7}, chunk=3)] == list(range(1, 8))


FIELDS = (("n", "i8"), ("part", "f8"), ("day", "i4"))
BINARY = "SELECT n::bigint, n / 4.0::float8, n::int - 3 FROM generate_series(1, %(n)s) n"


@pytest.mark.django_db
@pytest.mark.parametrize("n", [0, 1, 1000])
def test_rows_are_copied_as_numbers(n: int) -> None:
    found = copied(BINARY, {"n": n}, FIELDS)

    assert found["n"].tolist() == list(range(1, n + 1))
    assert found["part"].tolist() == [nth / 4 for nth in range(1, n + 1)]
    assert found["day"].tolist() == [nth - 3 for nth in range(1, n + 1)]


@pytest.mark.django_db
def test_what_is_missing_is_not_copied_as_a_number() -> None:
    with pytest.raises(ValueError, match="NULL or has no fixed width"):
        copied(
            "SELECT nullif(n, %(n)s)::bigint, 1.0::float8, 2 FROM generate_series(1, 5) n", {"n": 2}, FIELDS
        )
