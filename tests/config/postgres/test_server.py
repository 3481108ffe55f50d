"""The embedded server's life: start, stop, crash, a second user. Every crash is a real one."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from assay.config.faults import CannotStart
from assay.config.postgres import EmbeddedPostgres, database_url, running_url
from assay.config.postgres.leftovers import servers_in, wait_until
from tests.config.postgres.homes import ask, new_home


def rows(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM kept ORDER BY id")]


def add_rows(url: str, first: int, last: int) -> None:
    """One transaction for each, so that every row was acknowledged on its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (id int PRIMARY KEY)")
        for number in range(first, last):
            connection.execute("INSERT INTO kept VALUES (%s)", [number])


def test_rows_outlive_a_clean_stop(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        add_rows(server.url, 0, 5)

    with EmbeddedPostgres(home) as server:
        assert rows(server.url) == [0, 1, 2, 3, 4]
    assert servers_in(home / "postgres" / "data") == []


def test_acknowledged_rows_outlive_three_kills_of_the_server(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        for round_number in range(3):
            add_rows(server.url, round_number * 100, round_number * 100 + 100)
            assert server.process
            server.process.kill()
            wait_until(lambda: server.poll() is not None, 10)
            assert server.poll() == -signal.SIGKILL

            server.start()

            assert rows(server.url) == list(range(round_number * 100 + 100))


def test_the_server_is_durable_and_answers_on_no_port(home: Path) -> None:
    with EmbeddedPostgres(home) as server, psycopg.connect(server.url) as connection:
        names = ["fsync", "synchronous_commit", "full_page_writes", "listen_addresses", "server_encoding"]

        shown = [connection.execute(f"SHOW {name}").fetchone() for name in names]

    assert shown == [("on",), ("on",), ("on",), ("",), ("UTF8",)]


def test_text_is_compared_the_same_way_on_every_machine(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        words = ask(server.url, "SELECT upper('é'), 'a' < 'B', 'é' > 'z'")

    assert words == ("É", False, True)


def test_nobody_gets_in_without_the_password(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        password = (home / "password").read_text()
        wrong = server.url.replace(password, "guessed")

        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)

        assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
        sockets = Path((home / "socket").read_text())
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700


def test_a_second_supervisor_is_refused_and_told_whom_to_ask(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        second = EmbeddedPostgres(home)

        with pytest.raises(CannotStart) as refusal:
            second.start()

        assert refusal.value.sentence == (
            f"Assay is already running in {home} (process {os.getpid()}): "
            "use that one, stop it first, or set ASSAY_HOME to another folder."
        )
        assert ask(server.url, "SELECT 1") == (1,)


def test_another_process_gets_the_url_of_the_running_server(home: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from assay.config.postgres import database_url\n"
        "with database_url(Path(sys.argv[1])) as url: print(url)"
    )
    with EmbeddedPostgres(home) as server:
        other = subprocess.run(
            [sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=True
        )

        assert other.stdout.strip() == server.url
        assert ask(server.url, "SELECT 1") == (1,)


def test_a_server_is_started_for_as_long_as_it_is_needed(home: Path) -> None:
    with database_url(home) as url:
        assert running_url(home) == url

    assert running_url(home) is None
    assert servers_in(home / "postgres" / "data") == []


def test_a_long_path_with_a_space_and_an_unknown_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "xx_YY.UTF-8")
    monkeypatch.setenv("LC_ALL", "xx_YY.UTF-8")
    with new_home("a folder whose name is long " + "x" * 70) as home:
        assert len(str(home)) >= 90
        with EmbeddedPostgres(home) as server:
            add_rows(server.url, 0, 2)
            assert rows(server.url) == [0, 1]
            sockets = Path((home / "socket").read_text())

        assert not sockets.exists()


def test_stopping_twice_is_no_harm(home: Path) -> None:
    server = EmbeddedPostgres(home)
    server.start()

    server.stop()
    server.stop()

    assert server.poll() is None
    assert running_url(home) is None


def test_a_failed_start_says_why_and_gives_the_home_free(home: Path) -> None:
    with pytest.raises(CannotStart, match=r"PostgreSQL did not start: .*no_such_setting.* Its log is "):
        EmbeddedPostgres(home, settings={"no_such_setting": "1"}).start()

    with EmbeddedPostgres(home) as server:
        assert ask(server.url, "SELECT 1") == (1,)
