"""Chores of the server itself: they run beside the database, without the web server."""

import os

from assay.cli.outcome import ExitCode, Failed

NO_DATABASE = "No running Assay and no DATABASE_URL: start assay serve first, or set DATABASE_URL."


def open_house() -> None:
    """Load Django on the database of DATABASE_URL, else on that of the Assay that runs on this machine."""
    from assay.config.supervisor.surroundings import join_running

    if not join_running():
        raise Failed(NO_DATABASE, exit_code=ExitCode.UNREACHABLE, code="cli.no_database")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.config.settings")
    import django

    try:
        django.setup()
    except Exception as error:
        from django.core.exceptions import ImproperlyConfigured

        if isinstance(error, ImproperlyConfigured):
            raise Failed(str(error), exit_code=ExitCode.USAGE, code="cli.settings") from error
        raise
    reach_database()


def reach_database() -> None:
    import psycopg
    from django.db import connection

    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=10):
            pass
    except psycopg.Error as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        sentence = f"The database of DATABASE_URL cannot be reached: {why}."
        raise Failed(sentence, exit_code=ExitCode.UNREACHABLE, code="cli.no_database") from error
    finally:
        connection.close()
