"""The files of the database: made once, under a temporary name until they are complete."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path

from assay.config.faults import CannotStart
from assay.config.postgres.account import Account
from assay.config.postgres.address import USER
from assay.config.postgres.binaries import Binaries

# LC_ALL=C: a LANG that this machine does not have stops initdb.
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}
BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
OLDEST_WITH_BUILTIN_LOCALE = 17


def written_by(home: Path) -> int | None:
    """The major version that wrote the home's cluster, None when there is no cluster yet."""
    version = home / "postgres" / "data" / "PG_VERSION"
    return int(version.read_text()) if version.exists() else None


def make_cluster(home: Path, binaries: Binaries, owner: Account) -> Path:
    data = home / "postgres" / "data"
    if data.exists():
        return data
    for left in data.parent.glob("data.new-*"):
        shutil.rmtree(left, ignore_errors=True)
    fresh = data.with_name(f"data.new-{secrets.token_hex(4)}")
    password = lent_password(home, owner)
    try:
        initdb(binaries, owner, fresh, password)
    finally:
        password.unlink(missing_ok=True)
    fresh.rename(data)
    return data


def lent_password(home: Path, owner: Account) -> Path:
    """A copy that the account may read, for as long as initdb runs."""
    copy = home / "postgres" / "password"
    copy.unlink(missing_ok=True)
    with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write((home / "password").read_text())
    owner.give(copy)
    return copy


def initdb(binaries: Binaries, owner: Account, fresh: Path, password: Path) -> None:
    builtin = BUILTIN_LOCALE if binaries.major >= OLDEST_WITH_BUILTIN_LOCALE else ()
    command = owner.command(
        *(binaries.folder / "initdb", "-D", fresh, f"--username={USER}", f"--pwfile={password}"),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums", *builtin),
    )
    done = subprocess.run(command, env=ENVIRONMENT, cwd="/", capture_output=True, check=False)
    if done.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        why = reason(done.stderr.decode(errors="replace"))
        raise CannotStart(f"The database could not be made in {fresh.parent}: {why}")


def reason(output: str) -> str:
    """The line in which a PostgreSQL program says why it gave up."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line.lower()]
    return ([*lines[-1:], *telling[-1:]] or ["it gave no reason"])[-1].rstrip(".") + "."
