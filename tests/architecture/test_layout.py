"""The front-ends lie side by side; the rest of the layering is checked by import-linter (`make check`)."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import below, named

RETRACTIONS = re.compile(r"\bwork_retraction\b")
FRONT_ENDS = ("web", "api", "cli")


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_no_front_end_imports_another_one() -> None:
    wrong = [
        f"{named(path)}: {module}"
        for front_end in FRONT_ENDS
        for path in below(f"src/assay/{front_end}", suffix=".py")
        for module in imported(path)
        if any(module.split(".")[:2] == ["assay", other] for other in FRONT_ENDS if other != front_end)
    ]

    assert wrong == []


# Who writes retractions, and who tells what has happened; whether a judgment counts is asked of `work_retracted`.
OF_ALL_RETRACTIONS = {
    "src/assay/insight/queries/facts.py",
    "src/assay/kit/chain.py",
    "src/assay/work/actions/answering_by_machine.py",
    "src/assay/work/actions/recollecting.py",
    "src/assay/work/actions/retracting.py",
    "src/assay/work/actions/taking_back.py",
}


def test_a_retraction_that_was_lifted_keeps_no_judgment_from_counting() -> None:
    sources = [*below("src", suffix=".py"), *below("src", suffix=".sql")]
    found = {
        named(path)
        for path in sources
        if "migrations" not in path.parts
        if RETRACTIONS.search(path.read_text())
    }

    assert found == OF_ALL_RETRACTIONS


def test_no_test_replaces_our_own_code() -> None:
    mocking = [named(path) for path in below("tests", suffix=".py") if "unittest.mock" in imported(path)]

    assert mocking == []
