"""Small enough to be read at one go. The numbers are the ceiling, not the aim."""

import ast
from pathlib import Path

from tests.architecture.sources import below, files, functions, n_lines, named, python_files, templates

LONGEST_FUNCTION, LONGEST_TEST_FUNCTION = 60, 40
LONGEST_FILE, LONGEST_TEMPLATE, LONGEST_SCRIPT = 500, 150, 110
MOST_POSITIONAL_PARAMETERS = 4
# The compiler of these knows parameters by position only.
COMPILED = "_kernels.py"


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def too_long_functions(path: Path) -> list[str]:
    is_test = path.name.startswith("test_")
    limit = LONGEST_TEST_FUNCTION if is_test else LONGEST_FUNCTION
    return [
        f"{named(path)}: {found.name} {length(found)}" for found in functions(path) if length(found) > limit
    ]


def test_no_function_is_too_long() -> None:
    assert [entry for path in python_files() for entry in too_long_functions(path)] == []


def test_no_file_is_too_long() -> None:
    # The recorded tables are as long as there are tables.
    scripts = [path for path in below("src", suffix=".sql") if path.name != "baseline.sql"]
    sources = [*python_files(), *below("src", "frontend", suffix=".ts"), *scripts]

    assert [f"{named(path)} {n_lines(path)}" for path in sources if n_lines(path) > LONGEST_FILE] == []


def test_no_template_is_too_long() -> None:
    assert [
        f"{named(path)} {n_lines(path)}" for path in templates() if n_lines(path) > LONGEST_TEMPLATE
    ] == []


def test_no_shell_script_is_too_long() -> None:
    scripts = [
        path for path in files() if path.suffix == ".sh" or ".ci" in path.parts or path.name == "Makefile"
    ]

    assert [f"{named(path)} {n_lines(path)}" for path in scripts if n_lines(path) > LONGEST_SCRIPT] == []


def test_four_parameters_are_enough_before_they_must_be_named() -> None:
    crowded = [
        f"{named(path)}: {function.name}"
        for path in python_files()
        if not path.name.startswith("test_") and not path.name.endswith(COMPILED)
        for function in functions(path)
        if n_positional(function) > MOST_POSITIONAL_PARAMETERS
    ]

    assert crowded == []


def n_positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in names if name not in {"self", "cls"}])
