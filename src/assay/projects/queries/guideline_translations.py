"""Translations of a guideline: how far each section is in each language, and a guideline as one person reads it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.projects.enums import TranslationState
from assay.projects.models import GuidelineTranslation, GuidelineVersion, Project
from assay.projects.queries.guidelines import Guideline, Section, read_part
from assay.projects.rules.guideline_parts import Example, Part, parts_for, parts_of
from assay.projects.rules.guideline_translation import TranslationStatus, is_same, nearest, status_of


@dataclass(frozen=True, slots=True)
class PartStatus:
    part: Part
    statuses: tuple[tuple[str, TranslationStatus], ...]


def languages_of(project: Project) -> list[str]:
    """What the markets of the project speak, without the language the guideline is written in."""
    source = project.guideline_version.language if project.guideline_version else "en"
    tags = project.markets.order_by("market__language").values_list("market__language", flat=True)
    return sorted({tag for tag in tags if not is_same(tag, source)})


def translation_statuses(version: GuidelineVersion, languages: Sequence[str]) -> list[PartStatus]:
    """Every section and variant of the version with its status per language."""
    parts = list(parts_of(version.sections))
    now: dict[tuple[str, str], set[str]] = defaultdict(set)
    older: set[tuple[str, str]] = set()
    sha = {part.key: part.sha256 for part in parts}
    rows = GuidelineTranslation.objects.filter(
        project_id=version.project_id, language__in=languages, part__in=sha
    ).values_list("language", "part", "source_sha256", "state")
    for language, key, source, state in rows.distinct().order_by():
        if source == sha[key]:
            now[language, key].add(state)
        elif state == TranslationState.TRANSLATED:
            older.add((language, key))
    return [
        PartStatus(
            part,
            tuple(
                (tag, status_of(now[tag, part.key], has_older=(tag, part.key) in older)) for tag in languages
            ),
        )
        for part in parts
    ]


def newest_translation(project: Project, language: str, key: str) -> GuidelineTranslation | None:
    """The last that was written, of whatever source: what somebody goes on from."""
    found = GuidelineTranslation.objects.filter(project=project, language=language, part=key)
    return found.select_related("written_by").order_by("-pk").first()


def read_in(version: GuidelineVersion, language: str, market: str | None = None) -> Guideline:
    """The guideline as somebody reads it: in their language where it is translated, and for one market if it is given.

    What is not translated stays in the language it was written in, and says so.
    """
    parts = list(parts_of(version.sections)) if market is None else parts_for(version.sections, market)
    found = {} if is_same(language, version.language) else _translations(version, language, parts)
    sections = tuple(_section(part, found, version.language, language, market=market) for part in parts)
    return Guideline(version.uid, version.number, version.title, version.change_note, sections)


def _section(
    part: Part, found: dict[str, GuidelineTranslation], source: str, wanted: str, *, market: str | None
) -> Section:
    row = found.get(part.key)
    if row is not None:
        examples = tuple(
            Example(each.kind, texts["content"], texts["answer"], texts["why"])
            for each, texts in zip(part.examples, row.examples, strict=False)
        )
        part = replace(part, title=row.title, markdown=row.markdown, examples=examples)
    section = read_part(part)
    language = row.language if row else source
    if market is not None:
        # One part for each section: the examples belong to it, variant or not.
        section = replace(section, id=part.section, examples=part.examples)
    return replace(section, language=language, is_fallback=row is None and not is_same(wanted, source))


def _translations(
    version: GuidelineVersion, language: str, parts: Sequence[Part]
) -> dict[str, GuidelineTranslation]:
    """The newest finished translation of each part as it is in this version, in the language that fits best."""
    shas = {part.key: part.sha256 for part in parts}
    rows = GuidelineTranslation.objects.filter(
        project_id=version.project_id,
        part__in=shas,
        source_sha256__in=set(shas.values()),
        language__istartswith=language.split("-", maxsplit=1)[0],
        state=TranslationState.TRANSLATED,
    )
    newest: dict[str, dict[str, GuidelineTranslation]] = defaultdict(dict)
    for row in rows.order_by("pk"):
        if row.source_sha256 == shas[row.part]:
            newest[row.part][row.language] = row
    return {
        key: offered[tag]
        for key, offered in newest.items()
        if (tag := nearest(language, offered)) is not None
    }
