"""How to reach the server of a home: a socket in a closed folder, a password in a closed file, no TCP."""

import os
import re
import secrets
import shutil
import stat
import tempfile
from pathlib import Path
from urllib.parse import quote

from assay.config.faults import CannotStart
from assay.config.postgres.account import Account

USER = DATABASE = "assay"
PORT = 5432
# A socket's path has at most 107 bytes (103 on macOS), and PostgreSQL adds its file's name and `.lock`.
LONGEST_FOLDER = 80
PLAIN = re.compile(r"[A-Za-z0-9._/-]+")


def address(home: Path, *, database: str = DATABASE) -> str:
    """The URL of the home's server, whether it runs at the moment or not."""
    password = (home / "password").read_text().strip()
    folder = (home / "socket").read_text().strip()
    return f"postgresql://{USER}:{password}@/{database}?host={quote(folder, safe='/')}&port={PORT}"


def keep_password(home: Path) -> None:
    """Made once, before the cluster that it opens."""
    path = home / "password"
    if path.exists():
        return
    if (home / "postgres" / "data").exists():
        raise CannotStart(
            f"The password file {path} is missing, and the database beside it opens with that password only: "
            "put the file back from a backup, or set ASSAY_HOME to a new folder to begin afresh.",
            exit_code=os.EX_NOINPUT,
        )
    write_closed(path, secrets.token_urlsafe(32))


def write_closed(path: Path, text: str) -> None:
    """All of it or nothing, readable for its owner only."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)


def socket_folder(home: Path, owner: Account) -> Path:
    """Inside the home where that is short and plain enough, else a closed folder for temporary files."""
    inside = home / "postgres" / "run"
    elsewhere = None if fits(inside) else earlier_folder(home, owner) or temporary_folder(owner)
    folder = elsewhere or owner.own_folder(inside)
    write_closed(home / "socket", str(folder))
    return folder


def fits(folder: Path) -> bool:
    return len(str(folder)) <= LONGEST_FOLDER and PLAIN.fullmatch(str(folder)) is not None


def earlier_folder(home: Path, owner: Account) -> Path | None:
    """The one of the last start, unless it was cleaned away or is somebody else's by now."""
    try:
        folder = Path((home / "socket").read_text().strip())
        found = folder.lstat()
    except OSError:
        return None
    is_closed = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
    return folder if is_closed and found.st_uid == owner.uid and fits(folder) else None


def temporary_folder(owner: Account) -> Path:
    for base in (tempfile.gettempdir(), "/tmp"):
        folder = Path(base, f"assay-{secrets.token_hex(6)}")
        if fits(folder) and os.access(base, os.W_OK):
            return owner.own_folder(folder)
    raise CannotStart(
        "PostgreSQL needs a short folder for its socket, and there is none: "
        "set TMPDIR to a folder whose path has at most 60 plain characters.",
        exit_code=os.EX_CANTCREAT,
    )


def forget_socket(home: Path) -> None:
    """Leave no temporary folder behind. The one inside the home stays."""
    try:
        folder = Path((home / "socket").read_text().strip())
    except OSError:
        return
    if home not in folder.parents and folder.name.startswith("assay-"):
        shutil.rmtree(folder, ignore_errors=True)
