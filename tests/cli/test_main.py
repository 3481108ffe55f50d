"""Exit codes, `--json`, and a start that loads nothing it does not need."""

import subprocess
import sys
from pathlib import Path

import pytest

from assay.cli.outcome import ExitCode
from tests.cli.running import assay

NOWHERE = {"ASSAY_URL": "http://127.0.0.1:1", "ASSAY_TOKEN": "token"}


@pytest.fixture(autouse=True)
def nobody_is_signed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))


def test_help_names_the_exit_codes() -> None:
    ran = assay("--help")

    assert (ran.exit_code, ran.err) == (ExitCode.OK, "")
    assert "2 the command line or a file is wrong" in " ".join(ran.out.split())


@pytest.mark.parametrize("arguments", [["nonsense"], ["whoami", "--nonsense"], ["serve", "--port", "x"]])
def test_a_wrong_command_line_is_one_sentence(arguments: list[str]) -> None:
    ran = assay(*arguments)

    assert (ran.exit_code, ran.out) == (ExitCode.USAGE, "")
    assert len(ran.err.splitlines()) == 1
    assert ran.err.endswith("See assay --help.\n")


def test_without_a_sign_in_user_commands_are_refused() -> None:
    ran = assay("whoami")

    sentence = "You are not signed in: run assay login, or set ASSAY_URL and ASSAY_TOKEN.\n"
    assert (ran.exit_code, ran.out, ran.err) == (ExitCode.REFUSED, "", sentence)


@pytest.mark.parametrize("arguments", [["whoami", "--json"], ["--json", "whoami"]])
def test_with_json_a_failure_is_an_object_too(arguments: list[str]) -> None:
    ran = assay(*arguments, **NOWHERE)

    assert ran.exit_code == ExitCode.UNREACHABLE
    assert ran.result["error"]["code"] == "cli.unreachable"
    assert ran.err == ran.result["error"]["detail"] + "\n"
    assert ran.err.startswith("http://127.0.0.1:1 cannot be reached (")


def test_without_a_database_chores_say_so() -> None:
    wrong = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}

    ran = assay("migrate", **wrong)

    assert (ran.exit_code, ran.out) == (ExitCode.UNREACHABLE, "")
    assert ran.err.startswith("The database of DATABASE_URL cannot be reached: ")
    assert len(ran.err.splitlines()) == 1


def test_a_busy_or_impossible_port_ends_with_the_supervisors_code() -> None:
    ran = assay("serve", "--port", "65536")

    assert ran.exit_code == ExitCode.USAGE


def test_an_address_that_is_none_is_one_sentence() -> None:
    ran = assay("whoami", ASSAY_URL="nowhere", ASSAY_TOKEN="token")

    assert (ran.exit_code, ran.out) == (ExitCode.UNREACHABLE, "")
    assert len(ran.err.splitlines()) == 1


def test_starting_loads_no_heavy_library() -> None:
    script = (
        "import sys, assay.cli.main\n"
        "heavy = {'django', 'httpx', 'numba', 'numpy', 'psycopg', 'pyarrow', 'scipy', 'duckdb'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert loaded.stdout == "[]\n"
