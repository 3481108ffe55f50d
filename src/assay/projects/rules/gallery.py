"""The gallery: label schemas that are ready to use, each with a guideline to fill in and three invented tasks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any  # Schemas, contents and answers are JSON.

import msgspec

# In the order in which they are offered.
CODES = (
    *("search-relevance", "search-side-by-side", "search-recommendation", "ads-relevance", "search-security"),
    *("product-match", "product-compliance", "content-moderation", "llm-preference", "response-grading"),
    "text-spans",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a guideline."""

    id: str
    title: str
    markdown: str

    def as_json(self) -> dict[str, str]:
        return {"id": self.id, "title": self.title, "markdown": self.markdown}


@dataclass(frozen=True, slots=True)
class Guideline:
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An invented task with the answers that are right, and why."""

    external_id: str
    content: Mapping[str, Any]
    answers: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True)
class Template:
    code: str
    title: str
    summary: str
    segment: str
    schema: Mapping[str, Any]
    guideline: Guideline
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def gallery() -> tuple[Template, ...]:
    """Every template."""
    folder = files("assay.projects.rules") / "templates"
    return tuple(msgspec.json.decode((folder / f"{code}.json").read_bytes(), type=Template) for code in CODES)


def template(code: str) -> Template | None:
    return next((each for each in gallery() if each.code == code), None)
