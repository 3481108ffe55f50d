"""Starting a side, and giving it orders."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any  # JSON.

ROOT = Path(__file__).resolve().parents[2]
LOCK = Path(__file__).with_name("theirs.lock")


class Side:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def does(self, what: str, **order: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"what": what, **order}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.process.args!r} ended while it did {what}.")
        return json.loads(answer)


@contextmanager
def running(module: str, python: Path) -> Iterator[Side]:
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        "PYTHONWARNINGS": "ignore",
    }
    process = subprocess.Popen(
        [str(python), "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    try:
        yield Side(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(60)


@contextmanager
def ours() -> Iterator[Side]:
    with running("bench.sides.ours", Path(sys.executable)) as side:
        yield side


@contextmanager
def theirs() -> Iterator[Side]:
    with running("bench.sides.theirs", python_of_theirs()) as side:
        yield side


def python_of_theirs() -> Path:
    """An environment of its own in the cache folder, made once for each state of the lock."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "assay"
    home = cache / f"bench-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    python, is_ready = home / "bin" / "python", home / "ready"
    if not is_ready.exists():
        print(f"Installing {LOCK.name} into {home}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        options = ["--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([str(python), "-m", "pip", "install", *options, "-r", str(LOCK)], check=True)
        is_ready.touch()
    return python
