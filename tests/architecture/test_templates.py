"""Pages: every template compiles, and no script or style hides inside one."""

import re

import pytest
from django.template.loader import get_template

from tests.architecture.sources import named, templates

INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)
# A JSON island is content, not a program.
ISLAND = re.compile(r"<script[^>]*type=[\"']application/(ld\+)?json[\"'][^>]*>", re.IGNORECASE)


def test_no_template_holds_a_script_or_a_style() -> None:
    inline = [
        f"{named(path)}: {found.group().strip()}"
        for path in templates()
        for found in INLINE.finditer(ISLAND.sub("", path.read_text()))
    ]

    assert inline == []


@pytest.mark.parametrize("name", sorted(path.as_posix().split("/templates/")[1] for path in templates()))
def test_the_template_compiles(name: str) -> None:
    assert get_template(name) is not None
