"""What a guideline is made of: sections with examples and variants for markets, and what a change of it asks."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any  # Sections, quizzes and policies are JSON.

import msgspec

from assay.projects.enums import ChangeKind, ExampleKind

Json = Mapping[str, Any]
_canonical = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version asks of those who worked by the one before, and which labels it may touch."""

    kind: ChangeKind = ChangeKind.CLARIFICATION
    grace_hours: int = 0
    quiz: Sequence[Json] = ()
    concerns: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """All that becomes a version."""

    title: str
    sections: Sequence[Json]
    change_note: str = ""
    change: Change = field(default_factory=Change)
    policies: Sequence[Json] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Example:
    kind: str
    content: str
    answer: str
    why: str

    @property
    def is_counter(self) -> bool:
        return self.kind == ExampleKind.COUNTEREXAMPLE


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or what it says in one market: that is a part of its own, with the key `section@market`."""

    key: str
    section: str
    market: str
    title: str
    markdown: str
    examples: tuple[Example, ...]

    @property
    def sha256(self) -> str:
        """Digest of what is to be translated."""
        examples = [[each.content, each.answer, each.why] for each in self.examples]
        return hashlib.sha256(_canonical.encode([self.title, self.markdown, examples])).hexdigest()

    @property
    def text(self) -> str:
        """All that it says, for comparing."""
        lines = [self.markdown.rstrip()]
        for each in self.examples:
            lines += ["", f"{'✗' if each.is_counter else '✓'} {each.content} → {each.answer}", each.why]
        return "\n".join(lines).strip("\n")


def parts_of(sections: Sequence[Json]) -> Iterator[Part]:
    """Every section followed by its variants."""
    for each in sections:
        examples = tuple(examples_of(each))
        yield Part(each["id"], each["id"], "", each["title"], each["markdown"], examples)
        for variant in each.get("variants", ()):
            market = variant["market"]
            yield Part(
                f"{each['id']}@{market}", each["id"], market, each["title"], variant["markdown"], examples
            )


def examples_of(section: Json) -> Iterator[Example]:
    for each in section.get("examples", ()):
        yield Example(each["kind"], each["content"], each["answer"], each["why"])


def parts_for(sections: Sequence[Json], market: str) -> list[Part]:
    """One part per section, as it is read in a market: its variant where there is one."""
    read: dict[str, Part] = {}
    for part in parts_of(sections):
        if part.market in {"", market}:
            read[part.section] = part
    return list(read.values())
