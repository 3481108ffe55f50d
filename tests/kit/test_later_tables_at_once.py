"""New tables of a domain that has tables already: only they are made, and only they go."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from assay.kit.tables_at_once import TablesAtOnce

BEFORE, AT = ("support", "0002_facts"), ("support", "0003_told")
_COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
WHERE table_schema = 'public' AND table_name LIKE 'support_%' ORDER BY 1, 2
"""
_NAMED = "SELECT conname FROM pg_constraint WHERE conrelid::regclass::text LIKE 'support_%' ORDER BY 1"


def found() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns = cursor.fetchall()
        cursor.execute(_NAMED)
        return columns, cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.parametrize("is_rendered", [True, False])
def test_they_go_and_come_back_as_they_were_and_the_older_ones_stay(is_rendered: bool) -> None:
    loader = MigrationLoader(connection)
    (operation,) = loader.disk_migrations[AT].operations
    assert isinstance(operation, TablesAtOnce)
    before = loader.project_state([BEFORE])
    if is_rendered:
        assert before.apps.get_models()
    after = before.clone()
    operation.state_forwards("support", after)
    there = found()
    older = {"support_ticket", "support_ticketmessage"}

    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("support", editor, after, before)
    gone = found()
    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("support", editor, before, after)

    tables = {name for (name, *_more) in gone[0]}
    assert "support_announcement" not in tables
    assert older <= tables
    assert found() == there
