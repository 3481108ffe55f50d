"""Whatever the sources tell people of has its place in the catalogue of kinds, and is offered to somebody."""

import ast
from collections.abc import Iterator
from pathlib import Path

import assay
from assay.people.rules.kinds import KINDS

TELLING = {"tell", "send_message"}


def told_in(path: Path) -> Iterator[str]:
    """The kinds that a file names: as a text, or as a constant of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        ast.unparse(node.targets[0]): node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in TELLING:
            for given in node.keywords:
                if given.arg == "kind" and isinstance(given.value, ast.Constant):
                    yield str(given.value.value)
                elif given.arg == "kind" and ast.unparse(given.value) in constants:
                    yield str(constants[ast.unparse(given.value)])


def test_every_kind_that_the_sources_tell_of_is_in_the_catalogue() -> None:
    sources = Path(assay.__file__).parent
    told = {kind for path in sources.rglob("actions/*.py") for kind in told_in(path)}

    assert len(told) >= 20
    assert told - set(KINDS) == set(), (
        "Give it a sentence in people/enums.py and a weight in people/rules/kinds.py."
    )
    assert [kind.code for kind in KINDS.values() if not kind.roles] == []
