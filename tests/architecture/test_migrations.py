"""The tables are what the models say, and Django finds nothing wrong with how it is set up."""

import io

import pytest
from django.core.checks import run_checks
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    shown = io.StringIO()

    call_command("makemigrations", check_changes=True, dry_run=True, stdout=shown)

    assert shown.getvalue().strip() == "No changes detected"


@pytest.mark.django_db
def test_no_check_of_django_finds_anything() -> None:
    assert run_checks(databases=["default"]) == []
