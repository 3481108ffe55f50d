"""What a process and all that it started have used: seconds of processor, and memory."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def tree(root: int) -> list[int]:
    """The process and its descendants; nothing where there is no /proc."""
    parents: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        if stat := fields(int(folder.name)):
            parents.setdefault(int(stat[1]), []).append(int(folder.name))
    found, unread = [], [root]
    while unread:
        pid = unread.pop()
        found.append(pid)
        unread += parents.get(pid, [])
    return found


def fields(pid: int) -> list[str]:
    """Of /proc/PID/stat, from the state on; empty when the process has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu_seconds(root: int) -> float:
    """Of the process, its living descendants, and those of their children that have ended."""
    ticks = (sum(map(int, stat[11:15])) for pid in tree(root) if (stat := fields(pid)))
    return sum(ticks) / TICKS


def memory_mib(root: int) -> float:
    """Proportional: what several processes share is counted once."""
    total = 0
    for pid in tree(root):
        try:
            lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


@dataclass
class Peak:
    """The most memory a process had while it was watched."""

    root: int
    before_mib: float = 0.0
    most_mib: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def above_mib(self) -> float:
        return self.most_mib - self.before_mib

    def look(self) -> None:
        self.most_mib = max(self.most_mib, memory_mib(self.root))

    def watch(self) -> None:
        while not self.over.wait(0.05):
            self.look()


@contextmanager
def watched(root: int) -> Iterator[Peak]:
    peak = Peak(root, before_mib=memory_mib(root))
    thread = threading.Thread(target=peak.watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        peak.over.set()
        thread.join()
        peak.look()
