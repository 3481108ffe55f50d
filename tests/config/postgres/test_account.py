"""Whom PostgreSQL runs as: checked as root, as `nobody`, and as an account without a name."""

import contextlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from assay.config.faults import CannotStart
from assay.config.postgres import EmbeddedPostgres
from assay.config.postgres.account import Account, account
from tests.config.postgres.homes import ask, new_home

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="Only root can become somebody else.")
KEEP_ROWS = """
import sys; from pathlib import Path; import psycopg
from assay.config.postgres import EmbeddedPostgres
for expected in (0, 1):
    with EmbeddedPostgres(Path(sys.argv[1])) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (id int)")
        found = connection.execute("SELECT count(*) FROM kept").fetchone()
        assert found == (expected,), found
        connection.execute("INSERT INTO kept VALUES (1)")
        print(server.process.pid, Path(f"/proc/{server.process.pid}").stat().st_uid)
"""


@pytest.fixture
def everybodys_python() -> str:
    """An interpreter that other accounts may run, which one below root's home folder is not."""
    for candidate in (sys.executable, shutil.which("python3", path="/usr/bin") or ""):
        with contextlib.suppress(OSError):
            if run_as(NOBODY, candidate, "import psycopg", Path("/")).returncode == 0:
                return candidate
    pytest.skip("No Python of this version that the account `nobody` may run.")


def python_path() -> str:
    return os.pathsep.join([str(Path(__file__).parents[3] / "src"), str(Path(psycopg.__file__).parents[1])])


@pytest.fixture
def nobodys_home() -> Iterator[Path]:
    with new_home("a home") as home:
        home.mkdir()
        os.chown(home, NOBODY, NOBODY)
        yield home


def run_as(uid: int, python: str, script: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-c", script, str(home)],
        env={"PYTHONPATH": python_path(), "LANG": "xx_YY"}, user=uid, group=uid, extra_groups=[], cwd="/",
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@as_root
def test_an_ordinary_account_runs_its_own_server(everybodys_python: str, nobodys_home: Path) -> None:
    done = run_as(NOBODY, everybodys_python, KEEP_ROWS, nobodys_home)

    assert done.stderr == ""
    assert [line.split()[1] for line in done.stdout.splitlines()] == [str(NOBODY)] * 2
    assert stat.S_IMODE(nobodys_home.stat().st_mode) == 0o700


@as_root
def test_an_account_without_a_name_is_told_what_to_do(everybodys_python: str) -> None:
    script = (
        "from assay.config.postgres.account import account; from assay.config.faults import CannotStart\n"
        "try: account()\nexcept CannotStart as refusal: print(refusal)"
    )

    done = run_as(54321, everybodys_python, script, Path("/"))

    assert done.stdout == (
        "PostgreSQL needs a named account, and user id 54321 has no name on this machine: "
        "add a line for it to /etc/passwd, or set DATABASE_URL to a PostgreSQL that is already running.\n"
    )


@as_root
def test_for_root_the_server_runs_as_somebody_else_and_opens_no_folder(empty_home: Path) -> None:
    before = {folder: folder.stat().st_mode for folder in empty_home.parents}

    with EmbeddedPostgres(empty_home) as server:
        assert server.process
        runs_as = Path(f"/proc/{server.process.pid}").stat().st_uid
        answer = ask(server.url, "SELECT 1")

    assert runs_as == account().uid != 0
    assert answer == (1,)
    assert {folder: folder.stat().st_mode for folder in empty_home.parents} == before
    assert stat.S_IMODE((empty_home / "password").stat().st_mode) == 0o600
    assert (empty_home / "password").stat().st_uid == 0


@as_root
def test_for_root_a_home_in_a_closed_folder_is_refused(empty_home: Path) -> None:
    empty_home.mkdir(mode=0o700)
    inside = empty_home / "home"

    with pytest.raises(CannotStart) as refusal:
        EmbeddedPostgres(inside).start()

    assert refusal.value.sentence == (
        f"PostgreSQL runs as the account `{account().name}`, which may not enter {empty_home}: "
        "set ASSAY_HOME to a folder that every account can reach, for example /var/lib/assay."
    )


@pytest.mark.parametrize(
    ("mode", "uid", "gid", "may_enter"),
    [
        (0o700, 0, 0, True),
        (0o077, 0, 0, False),
        (0o010, 1, 0, True),
        (0o707, 1, 0, False),
        (0o001, 1, 1, True),
        (0o770, 1, 1, False),
    ],
)  # fmt: skip
def test_who_may_enter_a_folder(tmp_path: Path, mode: int, uid: int, gid: int, may_enter: bool) -> None:
    found = tmp_path.stat()
    someone = Account("someone", found.st_uid + uid, found.st_gid + gid, is_ours=False)
    tmp_path.chmod(mode)

    answer = someone.may_enter(tmp_path)

    tmp_path.chmod(0o700)
    assert answer is may_enter
