"""A guideline as one markdown document: the headings make its sections."""

import re
import unicodedata
from dataclasses import dataclass

from markdown_it import MarkdownIt

OPENING = "Introduction"
LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class Section:
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
class _Heading:
    level: int
    title: str
    begins: int
    ends: int


def parted(text: str) -> Guideline:
    """A single heading of level 1 before all others is the title; the highest level below it makes sections."""
    lines = text.splitlines()
    headings = _headings(text)
    title = ""
    if headings and headings[0].level == 1 and sum(each.level == 1 for each in headings) == 1:
        title = headings[0].title
        lines[headings[0].begins : headings[0].ends] = [""] * (headings[0].ends - headings[0].begins)
        headings = headings[1:]
    top = min((each.level for each in headings), default=1)
    parts = [each for each in headings if each.level == top]
    return Guideline(title, tuple(_sections(lines, parts)))


def _sections(lines: list[str], parts: list[_Heading]) -> list[Section]:
    found: list[Section] = []
    taken: set[str] = set()
    opening = "\n".join(lines[: parts[0].begins] if parts else lines).strip()
    if opening:
        found.append(Section(_id(OPENING, taken), OPENING, opening))
    ends = [*(each.begins for each in parts), len(lines)][1:]
    for part, end in zip(parts, ends, strict=True):
        body = "\n".join(lines[part.ends : end]).strip()
        found.append(Section(_id(part.title, taken), part.title, body))
    return found


def _headings(text: str) -> list[_Heading]:
    """Headings as markdown sees them: a # inside a code block is none."""
    tokens = MarkdownIt("commonmark").parse(text)
    found = []
    for nth, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            shown = tokens[nth + 1].children or []
            title = "".join(each.content for each in shown if each.type in {"text", "code_inline"}).strip()
            found.append(_Heading(int(token.tag[1]), title, token.map[0], token.map[1]))
    return found


def _id(title: str, taken: set[str]) -> str:
    """From the title where it has Latin letters; a number where that id is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_ID - 5].strip("-") or "section"
    free, n = wanted, 1
    while free in taken:
        n += 1
        free = f"{wanted}-{n}"
    taken.add(free)
    return free
