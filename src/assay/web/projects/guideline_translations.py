"""The guideline in the languages of its markets: how far each section is, and the page to translate one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Texts, and examples that are lists of texts.
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.roles import Permission
from assay.projects.actions.guideline_translations import TEXTS, translate
from assay.projects.models import GuidelineTranslation, Project
from assay.projects.queries.guideline_translations import (
    languages_of,
    newest_translation,
    translation_statuses,
)
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.rules.guideline_parts import Part, parts_of
from assay.projects.rules.guideline_translation import TranslationStatus
from assay.web.requests import signed_in, user_of

STATUSES: Mapping[TranslationStatus, tuple[str, str]] = {
    TranslationStatus.MISSING: (gettext_noop("missing"), ""),
    TranslationStatus.DRAFT: (gettext_noop("draft"), "busy"),
    TranslationStatus.TRANSLATED: (gettext_noop("translated"), "good"),
    TranslationStatus.OUTDATED: (gettext_noop("outdated"), "warn"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    language: str
    word: str
    tone: str


@signed_in
@require_GET
def translations(request: HttpRequest, project: UUID) -> HttpResponse:
    """Sections in rows, languages in columns."""
    person = user_of(request)
    found = project_for(person, project)
    version = found.guideline_version
    if version is None:
        raise NotFound
    languages = languages_of(found)
    rows = [
        (each.part, [Cell(tag, _(STATUSES[status][0]), STATUSES[status][1]) for tag, status in each.statuses])
        for each in translation_statuses(version, languages)
    ]
    context = {
        "project": found,
        "tab": "guideline",
        "part": "translations",
        "version": version,
        "languages": languages,
        "rows": rows,
        "may_write": Permission.MANAGE_QUALITY in permissions_in(person, found),
    }
    return render(request, "web/projects/guideline_translations.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def translation(request: HttpRequest, project: UUID, language: str, part: str) -> HttpResponse:
    """One section beside its source: kept as a draft, or shown to who reads this language."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    source = _source(found, language, part)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            translate(
                person,
                project=found,
                language=language,
                part=part,
                is_finished=request.POST.get("do") == "finish",
                now=now(),
                **_typed(request.POST),
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Kept."))
            return redirect("project-guideline-translations", project=project)
    newest = newest_translation(found, language, part)
    context = {
        "project": found,
        "tab": "guideline",
        "part": "translations",
        "source": source,
        "language": language,
        "newest": newest,
        "is_outdated": newest is not None and newest.source_sha256 != source.sha256,
        "reasons": refused.reasons if refused else (),
        **(_typed(request.POST) if refused else _kept(newest)),
    }
    context["rows"] = _example_rows(source, context["examples"])
    return render(
        request, "web/projects/guideline_translation.html", context, status=refused.status if refused else 200
    )


def _source(project: Project, language: str, key: str) -> Part:
    version = project.guideline_version
    parts = {each.key: each for each in parts_of(version.sections)} if version else {}
    if key not in parts or language not in languages_of(project):
        raise NotFound
    return parts[key]


def _typed(posted: QueryDict) -> dict[str, Any]:
    columns = [posted.getlist(f"example_{name}") for name in TEXTS]
    rows = [dict(zip(TEXTS, map(_clean, row), strict=True)) for row in zip(*columns, strict=False)]
    return {
        "title": _clean(posted.get("title", "")),
        "markdown": _clean(posted.get("markdown", "")),
        "examples": rows,
    }


def _kept(newest: GuidelineTranslation | None) -> dict[str, Any]:
    if newest is None:
        return {"title": "", "markdown": "", "examples": []}
    return {"title": newest.title, "markdown": newest.markdown, "examples": newest.examples}


def _example_rows(source: Part, examples: object) -> list[tuple[object, Mapping[str, str]]]:
    texts = examples if isinstance(examples, list) else []
    more = [dict.fromkeys(TEXTS, "")] * len(source.examples)
    return list(zip(source.examples, [*texts, *more], strict=False))


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()
