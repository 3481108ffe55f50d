"""A name says what a thing is; these words say nothing."""

import ast
import re

from tests.architecture.sources import below, files, named, python_files

VAGUE = {
    "common", "data", "helper", "helpers", "info", "manager", "managers", "misc", "process", "shared",
    "stuff", "util", "utils",
}  # fmt: skip
VAGUE_IN_CLASSES = re.compile(r"(Manager|Helper|Util|Utils|Data|Info|Processor|Handler)$")


def test_no_module_has_a_vague_name() -> None:
    vague = [named(path) for path in below("src", "tests", "tools", suffix=".py") if VAGUE & words(path.stem)]
    folders = {named(folder) for path in python_files() for folder in path.parents if folder.name in VAGUE}

    assert (vague, folders) == ([], set())


def words(stem: str) -> set[str]:
    return set(stem.strip("_").split("_"))


def test_no_class_has_a_vague_name() -> None:
    vague = [
        f"{named(path)}: {node.name}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and VAGUE_IN_CLASSES.search(node.name)
    ]

    assert vague == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    machine = re.compile(
        rb"/work/(main|shared|\.)|/root/[A-Za-z0-9_.-]|/home/[a-z]+/|/tmp/assay/|/opt/pypi|pypi\.org|registry\.npmjs\.org"
    )
    checked = [path for path in files() if path.name != "test_names.py"]

    assert [named(path) for path in checked if machine.search(path.read_bytes())] == []


DRAWN = {"new_uid", "uuid4", "token_hex", "token_urlsafe", "random", "now"}


def test_no_parameter_of_a_test_is_drawn_anew_in_each_process() -> None:
    drawn = [
        f"{named(path)}: {node.lineno}"
        for path in below("tests", suffix=".py")
        for decorator in ast.walk(ast.parse(path.read_text()))
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("parametrize")
        for node in ast.walk(decorator)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in DRAWN
    ]

    assert drawn == []
