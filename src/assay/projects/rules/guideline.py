"""What a guideline must look like."""

import re
from collections.abc import Mapping, Sequence

from assay.kit.reasons import Reason, declare

NO_TITLE = declare("guideline.no_title", "A guideline needs a title.", status=422)
NO_SECTIONS = declare("guideline.no_sections", "A guideline needs at least one section.", status=422)
BAD_SECTION = declare(
    "guideline.bad_section",
    "A section needs an id (letters, digits, -), a title and a text below 100,000 characters.",
    status=422,
)
SECTION_TWICE = declare("guideline.section_twice", "The section id {id} is used twice.", status=422)

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def refuse_sections(title: str, sections: Sequence[Mapping[str, str]]) -> list[Reason]:
    """Every problem of title and sections (each {id, title, markdown})."""
    problems = [] if title.strip() and len(title) <= 160 else [NO_TITLE(field="title")]
    if not sections:
        problems.append(NO_SECTIONS(field="sections"))
    seen: set[str] = set()
    for nth, section in enumerate(sections):
        if not _is_good(section):
            problems.append(BAD_SECTION(field=f"sections/{nth}"))
        elif section["id"] in seen:
            problems.append(SECTION_TWICE(field=f"sections/{nth}/id", id=section["id"]))
        seen.add(str(section.get("id")))
    return problems


def _is_good(section: Mapping[str, str]) -> bool:
    texts = [section.get(key) for key in ("id", "title", "markdown")]
    if set(section) != {"id", "title", "markdown"} or not all(isinstance(text, str) for text in texts):
        return False
    return (
        bool(_ID.fullmatch(section["id"]))
        and bool(section["title"].strip())
        and len(section["markdown"]) < 100_000
    )
