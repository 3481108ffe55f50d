"""A guideline while it is written: what the form holds, and what each of its buttons does to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assay.kit.reasons import Refused
from assay.projects.models import GuidelineVersion
from assay.projects.queries.guidelines import Section as ReadSection
from assay.projects.rules.markdown import to_html

MOST_SECTIONS = 100


@dataclass(frozen=True, slots=True)
class Section:
    """An empty `id` is given when the section is read: links to it and comparisons stay true."""

    id: str = ""
    title: str = ""
    markdown: str = ""
    problem: str = ""

    @property
    def n_rows(self) -> int:
        """How high its field is."""
        return max(4, min(24, self.markdown.count("\n") + len(self.markdown) // 90 + 2))


@dataclass(frozen=True, slots=True)
class Draft:
    title: str = ""
    sections: tuple[Section, ...] = ()
    change_note: str = ""
    needs_acknowledgment: bool = True


def draft_of(version: GuidelineVersion | None) -> Draft:
    """What is in force, or the outline of a first one."""
    if version is None:
        titles = [_("What this is for"), _("How to decide"), _("Examples"), _("When in doubt")]
        return Draft(sections=tuple(Section(title=title) for title in titles))
    return Draft(
        version.title,
        tuple(Section(each["id"], each["title"], each["markdown"]) for each in version.sections),
    )


def drafted(posted: QueryDict) -> Draft:
    """What was typed."""
    rows = zip(
        posted.getlist("section_id"),
        posted.getlist("section_title"),
        posted.getlist("section_markdown"),
        strict=False,
    )
    sections = [Section(*(_clean(cell) for cell in row)) for row in rows][:MOST_SECTIONS]
    return Draft(
        title=_clean(posted.get("title", "")),
        sections=_named(sections),
        change_note=_clean(posted.get("change_note", ""))[:2000],
        needs_acknowledgment=posted.get("needs_acknowledgment") == "on",
    )


def changed(draft: Draft, step: str) -> Draft:
    """After one of the buttons: add, or up, down or remove with the place of the section."""
    if step == "add":
        return replace(draft, sections=(*draft.sections, Section()))
    verb, _colon, place = step.partition(":")
    sections = list(draft.sections)
    nth = int(place) if re.fullmatch(r"\d{1,3}", place) else len(sections)
    if nth >= len(sections):
        return draft
    if verb == "remove":
        del sections[nth]
    to = {"up": nth - 1, "down": nth + 1}.get(verb, nth)
    if verb in {"up", "down"} and 0 <= to < len(sections):
        sections[nth], sections[to] = sections[to], sections[nth]
    return replace(draft, sections=tuple(sections))


def preview_of(draft: Draft) -> list[ReadSection]:
    """As contributors will read it."""
    return [
        ReadSection(each.id, each.title, to_html(each.markdown, allow_images=True)) for each in draft.sections
    ]


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
