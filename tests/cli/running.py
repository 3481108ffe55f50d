"""The command as people run it: a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # JSON.


@dataclass(frozen=True)
class Ran:
    exit_code: int
    out: str
    err: str

    @property
    def result(self) -> dict[str, Any]:
        """The JSON object on the last line of standard output."""
        last: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return last


def assay(*arguments: str, stdin: str = "", **environment: str) -> Ran:
    """Run `assay`; nothing of the tester's own sign-in leaks in."""
    return run([sys.executable, "-m", "assay", *arguments], stdin=stdin, **environment)


def run(command: list[str], *, stdin: str = "", **environment: str) -> Ran:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ASSAY_")}
    source = str(Path(__file__).resolve().parents[2] / "src")
    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**clean, "PYTHONPATH": source, "COLUMNS": "100", **environment},
    )
    return Ran(done.returncode, done.stdout, done.stderr)
