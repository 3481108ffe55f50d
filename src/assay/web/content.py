"""The content of a task as its label schema lays it out, for pages that only show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Content is JSON.

from assay.projects.rules.content import is_picture
from assay.projects.rules.label_schema import Block, localised
from assay.projects.rules.markdown import to_html
from assay.web.wording import Wording


@dataclass(frozen=True, slots=True)
class ShownResult:
    id: str
    title: str
    snippet: str
    url: str
    image: str


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block; what its kind does not have is empty."""

    kind: str
    label: str
    text: str = ""
    html: str = ""
    image: str = ""
    query: str = ""
    results: tuple[ShownResult, ...] = ()


def shown_content(wording: Wording, content: Mapping[str, Any]) -> list[ShownBlock]:
    """Every block of the schema that this content has something for."""
    return [_block(block, wording, content) for block in wording.schema.content if content.get(block.field)]


def _block(block: Block, wording: Wording, content: Mapping[str, Any]) -> ShownBlock:
    value, label = content[block.field], localised(block.label, wording.language)
    match block.kind:
        case "markdown":
            return ShownBlock(block.kind, label, html=to_html(str(value), allow_images=True))
        case "image":
            return ShownBlock(block.kind, label, image=_address(str(value)))
        case "results" if isinstance(value, list):
            query = str(content.get(block.query, "")) if block.query else ""
            return ShownBlock(block.kind, label, query=query, results=tuple(_result(each) for each in value))
        case _:
            return ShownBlock("text", label, text=str(value))


def _result(found: Mapping[str, Any]) -> ShownResult:
    return ShownResult(
        id=str(found.get("id", "")),
        title=str(found.get("title") or found.get("id", "")),
        snippet=str(found.get("snippet", "")),
        url=str(found.get("url", "")),
        image=_address(str(found.get("image", ""))),
    )


def _address(value: str) -> str:
    """Pictures from http(s) only; a stored one is served under its digest."""
    if not is_picture(value):
        return ""
    return f"/files/{value[7:]}" if value.startswith("sha256:") else value
