"""Pages: every template compiles, and no script or style hides inside one."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.architecture.sources import ROOT, named, templates

TEMPLATES = ROOT / "src/assay/web/templates"
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)
# A JSON island is content, not a program.
ISLAND = re.compile(r"<script[^>]*type=[\"']application/(ld\+)?json[\"'][^>]*>", re.IGNORECASE)

NESTING = re.compile(r"{%-?\s*(for|endfor)\b|<section[^>]*\saria-label[^>]*>|{%-?\s*include\s+\"([^\"]+)\"")
LABELLED = re.compile(r"<section[^>]*\saria-label")


def repeated_landmarks(path: Path) -> list[str]:
    """Named sections of a loop, in the template itself or in what it includes there."""
    depth = 0
    found = []
    for token in NESTING.finditer(path.read_text()):
        if token[1]:
            depth += 1 if token[1] == "for" else -1
        elif depth and (not token[2] or LABELLED.search((TEMPLATES / token[2]).read_text())):
            found.append(f"{named(path)}: {token[0]}")
    return found


def test_no_template_holds_a_script_or_a_style() -> None:
    inline = [
        f"{named(path)}: {found.group().strip()}"
        for path in templates()
        for found in INLINE.finditer(ISLAND.sub("", path.read_text()))
    ]

    assert inline == []


def test_what_a_loop_repeats_is_an_article_and_no_landmark() -> None:
    """Two with one heading could not be told apart by a reader who goes from landmark to landmark."""
    assert [each for path in templates() for each in repeated_landmarks(path)] == []


@pytest.mark.parametrize("name", sorted(path.as_posix().split("/templates/")[1] for path in templates()))
def test_the_template_compiles(name: str) -> None:
    assert get_template(name) is not None
