"""Safe HTML as a row of blocks: which lists, rows and quotations each lies in, and its words with their style."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from html.parser import HTMLParser

BOXES = {"ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr"}
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th"}
ALONE = {"br", "img"}
_WORD = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Style:
    """The inline tags around a word, the outer first."""

    starts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        return tuple(f"</{name}>" for name in reversed(self.names))


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a space, or a picture; `html` is written as it is."""

    html: str
    style: Style

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.html, self.style.starts


@dataclass(frozen=True, slots=True)
class Box:
    """A list, an entry, a table, a row or a quotation, numbered within its text."""

    name: str
    start: str
    number: int


@dataclass(frozen=True)
class Leaf:
    """A block without blocks in it; the text of an entry of a short list has no tag of its own."""

    path: tuple[Box, ...]
    name: str
    start: str
    words: tuple[Word, ...]

    @property
    def end(self) -> str:
        return f"</{self.name}>" if self.name and self.name != "hr" else ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it lies in."""
        return tuple(box.name for box in self.path)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """Its words without spaces."""
        return tuple(word.html for word in self.words if word.html.strip())

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Equal where nothing differs."""
        return self.kinds, self.start, tuple(word.key for word in self.words)

    def moved(self, same: Mapping[int, int]) -> "Leaf":
        """In the boxes of another text, where those are the same; others get numbers that text does not have."""
        boxes = (replace(box, number=same.get(box.number, -1 - box.number)) for box in self.path)
        return replace(self, path=tuple(boxes))


def leaves_of(html: str) -> list[Leaf]:
    """Every block in its order."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.finish()
    return parser.leaves


class _Parser(HTMLParser):
    """Of HTML that was cleaned: tags are balanced, and only those that cleaning lets through."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.leaves: list[Leaf] = []
        self.boxes: list[Box] = []
        self.styles: list[tuple[str, str]] = []
        self.block = ("", "")
        self.words: list[Word] = []
        self.n_boxes = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        start = _start(tag, attrs)
        if tag in BOXES:
            self.finish()
            self.n_boxes += 1
            self.boxes.append(Box(tag, start, self.n_boxes))
        elif tag in BLOCKS or tag == "hr":
            self.finish()
            self.block = (tag, start)
            if tag == "hr":
                self.leaves.append(Leaf(tuple(self.boxes), tag, start, ()))
                self.block = ("", "")
        elif tag in ALONE:
            self.words.append(Word(start, self._style()))
        else:
            self.styles.append((tag, start))

    def handle_endtag(self, tag: str) -> None:
        if tag in BOXES:
            self.finish()
            self.boxes.pop()
        elif tag in BLOCKS:
            self.finish()
        elif tag not in ALONE and tag != "hr" and self.styles:
            self.styles.pop()

    def handle_data(self, data: str) -> None:
        if not self.block[0] and not self.words and not data.strip():
            return  # Between blocks.
        style = self._style()
        self.words += [Word(escape(word), style) for word in _WORD.findall(data)]

    def finish(self) -> None:
        """A block ends with its tag, or where another one begins."""
        if self.block[0] or self.words:
            if not self.block[0]:
                while self.words and not self.words[-1].html.strip():
                    self.words.pop()
            self.leaves.append(Leaf(tuple(self.boxes), *self.block, tuple(self.words)))
        self.block, self.words = ("", ""), []

    def _style(self) -> Style:
        return Style(
            tuple(start for _name, start in self.styles), tuple(name for name, _start in self.styles)
        )


def _start(tag: str, attrs: Attributes) -> str:
    written = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
    return f"<{tag}{written}>"
