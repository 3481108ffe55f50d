import stat
from pathlib import Path

import pytest

from assay.config.faults import CannotStart
from assay.config.postgres import EmbeddedPostgres, running_url
from assay.config.postgres.account import account
from assay.config.postgres.address import address, fits, forget_socket, keep_password, socket_folder
from tests.config.postgres.homes import new_home


def test_the_url_is_known_before_the_server_runs(empty_home: Path) -> None:
    planned = EmbeddedPostgres(empty_home).prepare()

    with EmbeddedPostgres(empty_home) as server:
        assert server.url == planned == address(empty_home)


def test_nobody_runs_a_server_in_a_home_that_does_not_exist(tmp_path: Path) -> None:
    assert running_url(tmp_path / "missing") is None


def test_a_password_is_made_once(tmp_path: Path) -> None:
    keep_password(tmp_path)
    first = (tmp_path / "password").read_text()

    keep_password(tmp_path)

    assert (tmp_path / "password").read_text() == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "password").stat().st_mode) == 0o600


def test_a_lost_password_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "data").mkdir(parents=True)

    with pytest.raises(CannotStart, match=r"^The password file .* is missing, .* from a backup"):
        keep_password(tmp_path)


@pytest.mark.parametrize(
    ("folder", "is_fitting"),
    [("/var/lib/assay/run", True), ("/a b/run", False), ("/" + "x" * 80, False), ("/a,b", False)],
)
def test_which_folders_can_hold_a_socket(folder: str, is_fitting: bool) -> None:
    assert fits(Path(folder)) is is_fitting


def test_a_socket_outside_the_home_is_reused_unless_it_was_opened_and_goes_in_the_end() -> None:
    with new_home("a home") as home:
        home.mkdir()
        (home / "postgres").mkdir()
        first = socket_folder(home, account())
        again = socket_folder(home, account())
        first.chmod(0o755)
        other = socket_folder(home, account())

        assert first == again != other
        assert stat.S_IMODE(other.stat().st_mode) == 0o700

        forget_socket(home)
        first.rmdir()
        assert not other.exists()
