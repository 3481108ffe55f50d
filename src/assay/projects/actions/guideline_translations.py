"""Sections of a guideline in other languages; what was written before is kept, for versions that it belongs to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.people.rules.words import refuse_language
from assay.projects.enums import TranslationState
from assay.projects.models import GuidelineTranslation, Project
from assay.projects.queries.permission import require
from assay.projects.rules import guideline_translation as rules
from assay.projects.rules.guideline import MOST_MARKDOWN, MOST_WORDS
from assay.projects.rules.guideline_parts import Part, parts_of

TEXTS = ("content", "answer", "why")


def translate(
    by: User,
    *,
    project: Project,
    language: str,
    part: str,
    title: str,
    markdown: str,
    is_finished: bool,
    now: datetime,
    examples: Sequence[Mapping[str, str]] = (),
) -> GuidelineTranslation:
    """A section of the version in force in another language: as a draft, or finished and shown from now on."""
    require(by, project, Permission.MANAGE_QUALITY)
    source = _source(project, language, part)
    texts = [{name: str(each.get(name, ""))[:MOST_WORDS] for name in TEXTS} for each in examples]
    if is_finished and not _is_whole(source, title, markdown, texts):
        raise Refused(rules.EMPTY_TRANSLATION(field="markdown"))
    with transaction.atomic():
        act_as(by)
        return GuidelineTranslation.objects.create(
            project=project,
            language=language,
            part=part,
            source_sha256=source.sha256,
            state=TranslationState.TRANSLATED if is_finished else TranslationState.DRAFT,
            title=title.strip()[:160],
            markdown=markdown[: MOST_MARKDOWN - 1],
            examples=texts,
            written_at=now,
            written_by=by,
        )


def _source(project: Project, language: str, key: str) -> Part:
    if refused := refuse_language(language):
        raise Refused(refused)
    version = project.guideline_version
    parts = {part.key: part for part in parts_of(version.sections)} if version else {}
    if version is None or key not in parts:
        raise Refused(rules.NO_PART(field="part"))
    if rules.is_same(language, version.language):
        raise Refused(rules.NOT_IN_SOURCE(field="language", language=version.language))
    return parts[key]


def _is_whole(source: Part, title: str, markdown: str, examples: Sequence[Mapping[str, str]]) -> bool:
    has_text = bool(title.strip()) and (bool(markdown.strip()) or not source.markdown.strip())
    are_examples = len(examples) >= len(source.examples) and all(
        each[name].strip() for each in examples[: len(source.examples)] for name in TEXTS
    )
    return has_text and are_examples
