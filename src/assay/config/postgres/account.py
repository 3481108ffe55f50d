"""Whom PostgreSQL runs as: ourselves, or for root an unprivileged account that already exists."""

import os
import pwd
import signal
import stat
from dataclasses import dataclass
from pathlib import Path

from assay.config.faults import CannotStart
from assay.config.launching import launched

# PostgreSQL refuses to run as root. No account is ever created for it.
ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int
    is_ours: bool

    def command(self, *command: str | Path) -> list[str]:
        """The command line that runs `command` as this account, stopped when this process dies."""
        uid, gid = (-1, -1) if self.is_ours else (self.uid, self.gid)
        return launched(*command, with_parent=signal.SIGINT, uid=uid, gid=gid)

    def give(self, path: Path) -> None:
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def own_folder(self, path: Path) -> Path:
        """A folder that nobody but this account (and root) may enter."""
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
        self.give(path)
        return path

    def may_enter(self, folder: Path) -> bool:
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def account() -> Account:
    uid = os.geteuid()
    return unprivileged() if uid == 0 else ourselves(uid)


def ourselves(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise CannotStart(
            f"PostgreSQL needs a named account, and user id {uid} has no name on this machine: "
            "add a line for it to /etc/passwd, or set DATABASE_URL to a PostgreSQL that is already running.",
            exit_code=os.EX_NOUSER,
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, is_ours=True)


def unprivileged() -> Account:
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid, is_ours=False)
    raise CannotStart(
        "PostgreSQL does not run as root, and this machine has neither an account `postgres` nor `nobody`: "
        "start Assay as an ordinary user, or set DATABASE_URL to a PostgreSQL that is already running.",
        exit_code=os.EX_NOUSER,
    )


def check_reach(owner: Account, home: Path) -> None:
    """Root can enter every folder, the account it drops to cannot."""
    closed = [folder for folder in (home, *home.parents) if not owner.may_enter(folder)]
    if closed and not owner.is_ours:
        raise CannotStart(
            f"PostgreSQL runs as the account `{owner.name}`, which may not enter {closed[-1]}: "
            "set ASSAY_HOME to a folder that every account can reach, for example /var/lib/assay.",
            exit_code=os.EX_NOPERM,
        )
