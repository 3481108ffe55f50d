"""The files that the architecture tests read: what git would keep, new files included."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        return tuple(path for name in sorted(listed) if (path := ROOT / name).is_file())
    except (OSError, subprocess.CalledProcessError):  # Unpacked from an archive, without git.
        return tuple(path for path in sorted(ROOT.rglob("*")) if path.is_file() and is_ours(path))


def is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return not any(
        part.startswith(".") or part in {"node_modules", "bundle", "__pycache__"} for part in parts
    )


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def below(*folders: str, suffix: str) -> list[Path]:
    tops = [ROOT / folder for folder in folders]
    return [path for path in files() if path.suffix == suffix and any(top in path.parents for top in tops)]


def python_files() -> list[Path]:
    found = below("src", "tests", "tools", "bench", suffix=".py")
    return [path for path in found if "migrations" not in path.parts]


def templates() -> list[Path]:
    return [path for path in below("src", suffix=".html") if "templates" in path.parts]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def n_lines(path: Path) -> int:
    return len(path.read_text().splitlines())
