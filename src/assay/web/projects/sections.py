"""A guideline while it is written: what the form holds, and what each of its buttons does to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any  # Sections, quizzes and policies are JSON.

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assay.kit.reasons import Refused
from assay.projects.enums import ChangeKind, ExampleKind
from assay.projects.models import GuidelineDraft, GuidelineVersion
from assay.projects.queries.guidelines import Section as ReadSection
from assay.projects.queries.guidelines import read_part
from assay.projects.rules.guideline_parts import Change, Written, parts_of
from assay.web.projects.quiz_form import Asked, asked_of, posted_concerns, posted_quiz, quiz_of

MOST_SECTIONS = 100


@dataclass(frozen=True, slots=True)
class ExampleRow:
    kind: str = ExampleKind.EXAMPLE
    content: str = ""
    answer: str = ""
    why: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.content or self.answer or self.why)


@dataclass(frozen=True, slots=True)
class Variant:
    market: str = ""
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """An empty `id` is given when the section is read: links to it and comparisons stay true."""

    id: str = ""
    title: str = ""
    markdown: str = ""
    examples: tuple[ExampleRow, ...] = ()
    variants: tuple[Variant, ...] = ()
    problem: str = ""

    @property
    def n_rows(self) -> int:
        """How high its field is."""
        return max(4, min(24, self.markdown.count("\n") + len(self.markdown) // 90 + 2))

    def as_json(self) -> dict[str, Any]:
        """What is empty is left out."""
        made: dict[str, Any] = {"id": self.id, "title": self.title, "markdown": self.markdown}
        examples = [
            {"kind": each.kind, "content": each.content, "answer": each.answer, "why": each.why}
            for each in self.examples
            if not each.is_empty
        ]
        variants = [
            {"market": each.market, "markdown": each.markdown} for each in self.variants if each.markdown
        ]
        return (
            made | ({"examples": examples} if examples else {}) | ({"variants": variants} if variants else {})
        )


@dataclass(frozen=True, slots=True)
class Draft:
    title: str = ""
    sections: tuple[Section, ...] = ()
    change_note: str = ""
    kind: str = ChangeKind.CLARIFICATION
    grace_hours: int = 0
    quiz: tuple[Asked, ...] = ()
    concerns: Mapping[str, Any] | None = None
    language: str = "en"
    revision: int | None = 0

    def written(self, policies: list[Any]) -> Written:
        change = Change(
            ChangeKind(self.kind),
            self.grace_hours if self.kind != ChangeKind.EDITORIAL else 0,
            quiz_of(self.quiz) if self.kind == ChangeKind.POLICY else (),
            (self.concerns or {}) if self.kind == ChangeKind.POLICY else {},
        )
        sections = [each.as_json() for each in self.sections]
        return Written(self.title, sections, self.change_note, change, policies, self.language)


def draft_of(version: GuidelineVersion | None) -> Draft:
    """What is in force, or the outline of a first one."""
    if version is None:
        titles = [_("What this is for"), _("How to decide"), _("Examples"), _("When in doubt")]
        return Draft(sections=tuple(Section(title=title) for title in titles))
    return Draft(version.title, tuple(map(_section_of, version.sections)), language=version.language)


def kept(draft: GuidelineDraft) -> Draft:
    """What was saved."""
    return Draft(
        draft.title,
        tuple(map(_section_of, draft.sections)),
        draft.change_note,
        draft.kind,
        draft.grace_hours,
        asked_of(draft.quiz),
        draft.concerns,
        draft.language,
        draft.revision,
    )


def _section_of(each: Mapping[str, Any]) -> Section:
    return Section(
        each["id"],
        each["title"],
        each["markdown"],
        tuple(ExampleRow(**example) for example in each.get("examples", ())),
        tuple(Variant(**variant) for variant in each.get("variants", ())),
    )


def drafted(posted: QueryDict) -> Draft:
    """What was typed."""
    rows = zip(
        posted.getlist("section_id"),
        posted.getlist("section_title"),
        posted.getlist("section_markdown"),
        strict=False,
    )
    sections = [Section(_clean(name), _clean(title), _clean(text)) for name, title, text in rows][
        :MOST_SECTIONS
    ]
    sections = _with_examples(_with_variants(sections, posted), posted)
    return Draft(
        title=_clean(posted.get("title", ""))[:160],
        sections=_named(sections),
        change_note=_clean(posted.get("change_note", ""))[:2000],
        kind=_kind(posted),
        grace_hours=_whole(posted.get("grace_hours", "")),
        quiz=posted_quiz(posted),
        concerns=posted_concerns(posted),
        language=_clean(posted.get("language", ""))[:20] or "en",
        revision=_whole(posted.get("revision", "")) if "revision" in posted else None,
    )


def _kind(posted: QueryDict) -> str:
    given = posted.get("kind", "")
    if given in ChangeKind.values:
        return given
    asks = posted.get("needs_acknowledgment") == "on"
    return ChangeKind.CLARIFICATION if asks else ChangeKind.EDITORIAL


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text.strip()) else 0


def _with_examples(sections: list[Section], posted: QueryDict) -> list[Section]:
    columns = [posted.getlist(f"example_{name}") for name in ("at", "kind", "content", "answer", "why")]
    for at, kind, *texts in zip(*columns, strict=False):
        nth = _whole(at)
        if nth < len(sections):
            row = ExampleRow(kind if kind in ExampleKind.values else ExampleKind.EXAMPLE, *map(_clean, texts))
            sections[nth] = replace(sections[nth], examples=(*sections[nth].examples, row))
    return sections


def _with_variants(sections: list[Section], posted: QueryDict) -> list[Section]:
    columns = [posted.getlist(f"variant_{name}") for name in ("at", "market", "markdown")]
    for at, market, markdown in zip(*columns, strict=False):
        nth = _whole(at)
        if nth < len(sections):
            row = Variant(_clean(market)[:20], _clean(markdown))
            sections[nth] = replace(sections[nth], variants=(*sections[nth].variants, row))
    return sections


def changed(draft: Draft, step: str) -> Draft:
    """After one of the buttons: add a section or a question; with the place of a section: up, down, remove,
    example or variant."""
    if step == "add":
        return replace(draft, sections=(*draft.sections, Section()))
    if step == "question":
        return replace(draft, quiz=(*draft.quiz, Asked()), kind=ChangeKind.POLICY)
    verb, _colon, place = step.partition(":")
    sections = list(draft.sections)
    nth = int(place) if re.fullmatch(r"\d{1,3}", place) else len(sections)
    if nth >= len(sections):
        return draft
    here = sections[nth]
    if verb == "remove":
        del sections[nth]
    elif verb == "example":
        sections[nth] = replace(here, examples=(*here.examples, ExampleRow()))
    elif verb == "variant":
        sections[nth] = replace(here, variants=(*here.variants, Variant()))
    to = {"up": nth - 1, "down": nth + 1}.get(verb, nth)
    if verb in {"up", "down"} and 0 <= to < len(sections):
        sections[nth], sections[to] = sections[to], sections[nth]
    return replace(draft, sections=tuple(sections))


def preview_of(draft: Draft) -> list[ReadSection]:
    """As contributors will read it."""
    return [read_part(part) for part in parts_of([each.as_json() for each in draft.sections])]


def problems_of(why: Refused) -> Mapping[str, str]:
    """What is wrong: by "title", or by the place of the section."""
    found: dict[str, str] = {}
    for reason in why.reasons:
        place = (reason.field or "").split("/")
        found.setdefault(place[1] if place[0] == "sections" and len(place) > 1 else place[0], reason.said)
    return found


def with_problems(draft: Draft, problems: Mapping[str, str]) -> list[Section]:
    """The sections, each with what is wrong with it."""
    return [
        replace(section, problem=problems.get(str(nth), "")) for nth, section in enumerate(draft.sections)
    ]


def _named(sections: list[Section]) -> tuple[Section, ...]:
    """Sections without an id get one from their title, or a number where that gives none."""
    taken = {each.id for each in sections if each.id}
    named = []
    for nth, section in enumerate(sections, start=1):
        name = section.id or _free(slugify(section.title)[:50] or f"section-{nth}", taken)
        taken.add(name)
        named.append(replace(section, id=name))
    return tuple(named)


def _free(wanted: str, taken: set[str]) -> str:
    stem = wanted.strip("-_").replace("_", "-") or "section"
    names = [stem, *(f"{stem}-{nth}" for nth in range(2, MOST_SECTIONS + 2))]
    return next(name for name in names if name not in taken)


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()
