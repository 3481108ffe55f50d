import os
from pathlib import Path

import pytest

from assay.config.postgres import EmbeddedPostgres
from assay.config.supervisor.surroundings import join_running, surroundings
from tests.config.postgres.homes import new_home

NAMES = ("DATABASE_URL", "ASSAY_FILES", "ASSAY_STATIC", "ASSAY_SECRET_KEY", "ASSAY_SECRET_KEY_FILE")


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "")  # So that what a test sets is taken back too.
        monkeypatch.delenv(name)


def test_everything_points_into_the_home(tmp_path: Path) -> None:
    given = surroundings(tmp_path, "postgresql:///assay")

    assert {name: given.get(name) for name in NAMES} == {
        "DATABASE_URL": "postgresql:///assay",
        "ASSAY_FILES": str(tmp_path / "files"),
        "ASSAY_STATIC": str(tmp_path / "static"),
        "ASSAY_SECRET_KEY": None,
        "ASSAY_SECRET_KEY_FILE": str(tmp_path / "secret_key"),
    }


def test_the_key_is_made_once_and_closed(tmp_path: Path) -> None:
    surroundings(tmp_path, "")
    first = (tmp_path / "secret_key").read_text()

    surroundings(tmp_path, "")

    assert (tmp_path / "secret_key").read_text() == first
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_what_the_person_set_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_FILES", "/srv/files")
    monkeypatch.setenv("ASSAY_SECRET_KEY", "given")

    given = surroundings(tmp_path, "")

    assert given["ASSAY_FILES"] == "/srv/files"
    assert given["ASSAY_SECRET_KEY"] == "given"
    assert "ASSAY_SECRET_KEY_FILE" not in given
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize("place", [".", "demo"])
def test_a_command_finds_the_running_server(place: str) -> None:
    with new_home() as base:
        base.mkdir(mode=0o711)
        with EmbeddedPostgres(base / place) as server:
            found = join_running(base)

            assert found
            assert os.environ["DATABASE_URL"] == server.url
            assert os.environ["ASSAY_FILES"] == str(base / place / "files")


def test_a_command_without_a_server_is_told_so(tmp_path: Path) -> None:
    assert join_running(tmp_path) is False
    assert "DATABASE_URL" not in os.environ
