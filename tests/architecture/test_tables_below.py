"""A domain calls a lower domain's queries, never its tables: held where it holds already."""

import ast
from collections.abc import Iterator
from pathlib import Path

import assay

SOURCES = Path(assay.__file__).parent
# Folders that read lower domains through their queries only. The other domains join them as they are mended.
HELD = ("planning/queries", "partners/queries", "partners/actions")


def foreign_tables(path: Path) -> Iterator[str]:
    """`Model.objects`, where the model is of another domain than the file."""
    own = path.relative_to(SOURCES).parts[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    foreign: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            _root, domain, *slots = [*node.module.split("."), "", ""]
            if domain not in {own, "kit"} and "models" in slots:
                foreign |= {alias.asname or alias.name: domain for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name):
            name = node.value.id
            yield from (
                [f"{path.relative_to(SOURCES)}:{node.lineno}: {foreign[name]}.{name}"]
                if name in foreign
                else []
            )


def test_no_query_reads_the_tables_of_a_lower_domain() -> None:
    found = [
        each
        for folder in HELD
        for path in sorted((SOURCES / folder).rglob("*.py"))
        for each in foreign_tables(path)
    ]

    assert found == []


def test_what_it_looks_for_is_found() -> None:
    """The rule is not held by looking nowhere: quality still reads tables of people."""
    found = [each for path in (SOURCES / "quality").rglob("*.py") for each in foreign_tables(path)]

    assert any("people.Contributor" in each for each in found)
