"""A database that was brought up to date step by step, before the steps became one, has nothing left to do."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_a_database_of_many_steps_is_up_to_date() -> None:
    _remember_the_steps()
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert run_checks(tags=["database"], databases=["default"]) == []


def test_a_database_that_stopped_half_way_is_refused_before_anything_is_changed() -> None:
    _remember_the_steps()
    MigrationRecorder(connection).record_unapplied("work", "0014_interactions")

    errors = run_checks(tags=["database"], databases=["default"])

    assert [error.id for error in errors] == ["kit.E001"]
    assert "stopped before work.0014_interactions" in errors[0].msg


def _remember_the_steps() -> None:
    """The database remembers what each of our migrations replaced, instead of it."""
    recorder = MigrationRecorder(connection)
    for (app, name), migration in MigrationLoader(connection).disk_migrations.items():
        if migration.replaces:
            recorder.record_unapplied(app, name)
            for step in migration.replaces:
                recorder.record_applied(*step)
