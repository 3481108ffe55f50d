"""The example operation, filled once for all tests that look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from assay.demo.operation import run_operation
from tests.demo.filled import AT, digest


@pytest.fixture(scope="package")
def filled(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Its digest: what another filling of the same moment is compared with."""
    files: Path = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(ASSAY_FILES=files), transaction.atomic():
        forget_sizes()
        run_operation(AT)
        # Once for all: each test would check every row again at its end.
        connection.check_constraints()
        yield digest()
        transaction.set_rollback(True)


def forget_sizes() -> None:
    """What other tests rolled back was vacuumed to nothing: PostgreSQL would plan for tables without a row."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE " + ", ".join(connection.introspection.table_names(cursor)) + " CASCADE")
