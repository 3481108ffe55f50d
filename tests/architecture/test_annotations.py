"""Where the type checker is told to look away, the reason stands beside it."""

import re
import tokenize
from pathlib import Path

from tests.architecture.sources import named, python_files

IGNORED = re.compile(r"#\s*type:\s*ignore(\[[a-z-]+(,\s*[a-z-]+)*\])?(?P<reason>\s*#\s*\S.*)?$")
ANY_IMPORTED = re.compile(r"^from typing import .*\bAny\b(?P<rest>.*)$")


def comments(path: Path) -> list[str]:
    with tokenize.open(path) as file:
        return [
            found.string
            for found in tokenize.generate_tokens(file.readline)
            if found.type == tokenize.COMMENT
        ]


def is_bare(comment: str) -> bool:
    found = IGNORED.search(comment)
    return found is not None and not found["reason"]


def test_every_ignored_type_says_why() -> None:
    assert [
        f"{named(path)}: {text}" for path in python_files() for text in comments(path) if is_bare(text)
    ] == []


def test_every_any_says_why() -> None:
    bare = [
        f"{named(path)}: {line}"
        for path in python_files()
        for line in path.read_text().splitlines()
        if (found := ANY_IMPORTED.match(line)) and "#" not in found["rest"]
    ]

    assert bare == []
