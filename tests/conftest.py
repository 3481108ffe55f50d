"""What holds for every test: a database, no network, one settings module."""

import os
import random
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from zlib import crc32

import django
import pytest
from django.middleware import csrf
from hypothesis import HealthCheck, settings

from assay.kit.ids import repeatable_uids
from tests import database, network

# What names processes (setproctitle, where something brings it along) must leave their environment readable.
os.environ["SPT_NOENV"] = "1"


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.config.settings")
# Tests of concurrency hold 48 connections at a time.
os.environ.setdefault("ASSAY_DB_POOL", "52")
# A busy machine is no fault of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
OWN_SERVER = database.own_server()
network.turn_off()
# Here and not in a hook, so that the conftest files of the folders below may import models.
django.setup()
# A token on a page holds no letter of a name that a test looks for there.
csrf.CSRF_ALLOWED_CHARS = "QXZ"


def pytest_configure(config: pytest.Config) -> None:
    starts_others = bool(getattr(config.option, "numprocesses", None))
    if OWN_SERVER and starts_others and not config.option.collectonly:
        OWN_SERVER.ensure_started()


def pytest_unconfigure() -> None:
    if OWN_SERVER:
        OWN_SERVER.discard()


@pytest.fixture(autouse=True)
def _chance(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is drawn in a test is drawn the same way every time: samples, seeds and the identifiers they hang on."""
    seed = crc32(request.node.nodeid.encode())
    random.seed(seed)
    monkeypatch.setattr(secrets, "randbits", random.Random(seed).getrandbits)
    with repeatable_uids(seed, since=datetime(2026, 6, 1, tzinfo=UTC)):
        yield


@pytest.fixture(scope="session")
def database_server() -> str:
    """The URL of the running server (of its database for development: tests of models use `db`)."""
    if OWN_SERVER:
        OWN_SERVER.ensure_started()
    return os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, database_server: str
) -> None:
    """The server runs before Django makes its test databases on it."""
