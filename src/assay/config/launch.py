"""Become the account, ask to be stopped with the parent, then become the program. Run as a script.

A script of its own and not a `preexec_fn`: code between fork and exec can deadlock in a process with threads,
and Linux forgets a parent-death signal when the user id changes, so the order below matters.
Usage: launch.py PARENT_PID SIGNAL UID GID PROGRAM [ARGUMENT...]   (UID -1: stay who you are)
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def drop_to(uid: int, gid: int) -> None:
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def stop_with_parent(parent: int, number: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


def main(parent: str, number: str, uid: str, gid: str, *command: str) -> None:
    drop_to(int(uid), int(gid))
    stop_with_parent(int(parent), int(number))
    # The starter may have held signals back, and a shell's `&` ignores Ctrl-C: the program begins afresh.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.umask(0o077)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
