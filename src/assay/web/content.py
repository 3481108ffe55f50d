"""The content of a task as its label schema lays it out, for pages that only show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Content is JSON.

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.projects.rules.content import is_address, is_picture
from assay.projects.rules.label_schema import Block, localised
from assay.projects.rules.markdown import to_html
from assay.projects.rules.schema_parts import Media
from assay.web.wording import Wording
from assay.work.models import Task

TURNS = {
    "system": gettext_noop("System"),
    "user": gettext_noop("User"),
    "assistant": gettext_noop("Assistant"),
    "tool": gettext_noop("Tool"),
}
PRODUCT = {
    "price": gettext_noop("Price"),
    "currency": gettext_noop("Currency"),
    "brand": gettext_noop("Brand"),
    "seller": gettext_noop("Seller"),
    "category": gettext_noop("Category"),
    "availability": gettext_noop("Availability"),
}


@dataclass(frozen=True, slots=True)
class ShownResult:
    id: str
    title: str
    snippet: str
    url: str
    image: str


@dataclass(frozen=True, slots=True)
class ShownTurn:
    id: str
    role: str
    text: str
    html: str
    image: str


@dataclass(frozen=True, slots=True)
class ShownProduct:
    title: str
    images: tuple[str, ...]
    url: str
    description: str
    facts: tuple[tuple[str, str], ...]


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
    clip: str = ""
    url: str = ""
    product: ShownProduct | None = None
    turns: tuple[ShownTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownContent:
    """The content of one task; whether it begins covered is asked where it is rendered."""

    blocks: tuple[ShownBlock, ...]
    task: Task
    media: Media

    def __bool__(self) -> bool:
        return bool(self.blocks)

    @property
    def has_pictures(self) -> bool:
        """Something to look at or to listen to, which can be covered."""
        return any(_has_pictures(block) for block in self.blocks)


def shown_content(wording: Wording, task: Task) -> ShownContent:
    """Every block of the schema that the task's content has something for."""
    blocks = (
        _block(each, wording, task.content) for each in wording.schema.content if task.content.get(each.field)
    )
    return ShownContent(tuple(blocks), task, wording.schema.media)


def _has_pictures(block: ShownBlock) -> bool:
    product = block.product.images if block.product else ()
    parts = (*(each.image for each in block.results), *(each.image for each in block.turns))
    texts = (block.html, *(each.html for each in block.turns))
    return bool(block.image or block.clip or product or any(parts) or any("<img" in text for text in texts))


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
        case "video" | "audio":
            return ShownBlock(block.kind, label, clip=_address(str(value)))
        case "product" if isinstance(value, Mapping):
            return ShownBlock(block.kind, label, product=_product(value))
        case "chat" if isinstance(value, list):
            return ShownBlock(block.kind, label, turns=tuple(_turn(block, each) for each in value))
        case "link":
            return _link(block.kind, label, value)
        case _:
            return ShownBlock("text", label, text=str(value))


def _link(kind: str, label: str, value: Any) -> ShownBlock:
    url, title = (value.get("url"), value.get("title")) if isinstance(value, Mapping) else (value, None)
    address = str(url) if is_address(url) else ""
    return ShownBlock(kind, label, text=str(title or url), url=address)


def _turn(block: Block, turn: Mapping[str, Any]) -> ShownTurn:
    text = str(turn.get("text", ""))
    html = to_html(text, allow_images=True) if block.is_markdown else ""
    role = TURNS.get(str(turn.get("role")), "")
    return ShownTurn(
        str(turn.get("id", "")), _(role) if role else "", text, html, _address(str(turn.get("image", "")))
    )


def _product(found: Mapping[str, Any]) -> ShownProduct:
    attributes = found.get("attributes")
    named = [(_(label), found[key]) for key, label in PRODUCT.items() if found.get(key) is not None]
    facts = [*named, *(attributes.items() if isinstance(attributes, Mapping) else ())]
    images = [found.get("image"), *(found.get("images") or ())]
    return ShownProduct(
        title=str(found.get("title", "")),
        images=tuple(address for each in images if each and (address := _address(str(each)))),
        url=str(found["url"]) if is_address(found.get("url")) else "",
        description=str(found.get("description", "")),
        facts=tuple((str(name), str(value)) for name, value in facts),
    )


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
