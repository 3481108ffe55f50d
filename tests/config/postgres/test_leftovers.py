"""What a killed supervisor leaves: its server stops, and nothing stale stops the next one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from assay.config.postgres import EmbeddedPostgres, running_url
from assay.config.postgres.leftovers import clear_leftovers, servers_in, wait_until
from tests.config.postgres.homes import ask

SUPERVISOR = """
import sys, time
from pathlib import Path
from assay.config.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(server.process.pid, flush=True)
time.sleep(600)
"""


def start_supervisor(home: Path) -> tuple[subprocess.Popen[str], int]:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(home)], stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout
    return supervisor, int(supervisor.stdout.readline())


def end_supervisor(supervisor: subprocess.Popen[str]) -> None:
    supervisor.kill()
    supervisor.communicate()


def test_the_server_ends_with_a_supervisor_that_was_killed(home: Path) -> None:
    supervisor, _ = start_supervisor(home)

    end_supervisor(supervisor)

    wait_until(lambda: not servers_in(home / "postgres" / "data"), 30)
    assert servers_in(home / "postgres" / "data") == []
    assert running_url(home) is None


def test_a_killed_supervisor_and_server_are_followed_by_new_ones(home: Path) -> None:
    supervisor, pid = start_supervisor(home)
    with psycopg.connect((running_url(home) or ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS id")
        os.kill(pid, signal.SIGKILL)
    end_supervisor(supervisor)
    assert (home / "postgres" / "data" / "postmaster.pid").exists()

    with EmbeddedPostgres(home) as server:
        kept = ask(server.url, "SELECT id FROM kept")

    assert kept == (42,)


def test_a_pid_file_that_names_somebody_else_does_not_stop_us(home: Path) -> None:
    with EmbeddedPostgres(home):
        pass
    pid_file = home / "postgres" / "data" / "postmaster.pid"
    stranger = subprocess.Popen(["/bin/sleep", "600"])
    pid_file.write_text(f"{stranger.pid}\n{pid_file.parent}\n1700000000\n5432\n/tmp\n\n0 0\nready   \n")

    with EmbeddedPostgres(home) as server:
        assert ask(server.url, "SELECT 1") == (1,)

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_an_orphaned_server_is_stopped_before_the_next_one_starts(home: Path) -> None:
    """As where the system has no parent-death signal."""
    with EmbeddedPostgres(home) as server:
        assert server.process
        data = home / "postgres" / "data"

        clear_leftovers(data)

        assert servers_in(data) == []
        assert not (data / "postmaster.pid").exists()


def test_a_process_in_the_folder_that_is_not_postgresql_is_left_alone(home: Path) -> None:
    with EmbeddedPostgres(home):
        pass
    data = home / "postgres" / "data"
    stranger = subprocess.Popen(["/bin/sleep", "600"], cwd=data)

    clear_leftovers(data)

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()
