"""XML that somebody sent, without what makes XML dangerous: no document type and so no entity, nothing deep or huge."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

DEEPEST = 60
MOST_BYTES = 20_000_000


class Unsafe(Exception):
    """It is no XML, or one that is not read."""


class _Builder(TreeBuilder):
    """Elements under their local names: the namespace says which version of a message it is, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unsafe("It is nested too deeply.")
        self.start(_local(tag), dict(attributes))

    def finish(self, tag: str) -> None:
        self._depth -= 1
        self.end(_local(tag))


def parsed(content: bytes) -> Element:
    """The root element; refused where a document type is declared, which nothing that is sent to us needs."""
    if len(content) > MOST_BYTES:
        raise Unsafe(f"It is larger than {MOST_BYTES:,} bytes.")
    builder, reader = _Builder(), expat.ParserCreate(namespace_separator="}")
    reader.StartDoctypeDeclHandler = _refuse_doctype
    reader.StartElementHandler = builder.begin
    reader.EndElementHandler = builder.finish
    reader.CharacterDataHandler = builder.data
    try:
        reader.Parse(content, True)  # noqa: FBT003 - That it is all.
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unsafe(f"It is no XML: {error}") from error
    found = builder.close()
    assert isinstance(found, Element)
    return found


def text_at(element: Element, path: str) -> str:
    """The text of the first element at a path of local names; empty where there is none."""
    found = element.find(path)
    return (found.text or "").strip() if found is not None else ""


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _refuse_doctype(*_declared: object) -> None:
    raise Unsafe("It declares a document type.")
