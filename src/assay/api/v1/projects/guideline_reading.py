"""A guideline in other languages, and who works by it, over the API."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from assay.api.frame.callers import person_of
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.guideline_shapes import (
    ReaderOut,
    ReadersOut,
    RemindedOut,
    TranslationIn,
    TranslationOut,
    TranslationsOut,
    part_out,
    readers_at,
    translation_out,
)
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.actions.guideline_reminding import remind as send_reminders
from assay.projects.actions.guideline_translations import translate
from assay.projects.models import GuidelineVersion, Project
from assay.projects.queries.guideline_board import by_market, by_site, with_standing
from assay.projects.queries.guideline_translations import (
    languages_of,
    newest_translation,
    translation_statuses,
)
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.rules.guideline_parts import Part, parts_of

router = Router(tags=["projects"])


@router.get(
    "/projects/{uuid:project}/guideline-translations",
    response=TranslationsOut,
    operation_id="guideline_translations_list",
)
def translations(request: HttpRequest, project: UUID) -> TranslationsOut:
    """Every section of the version in force, and how far it is in each language of the project's markets."""
    found = project_for(person_of(request), project)
    version, languages = _in_force(found), languages_of(found)
    parts = [part_out(each) for each in translation_statuses(version, languages)]
    return TranslationsOut(language=version.language, languages=languages, parts=parts)


@router.get(
    "/projects/{uuid:project}/guideline-translations/{language}/{part}",
    response=TranslationOut,
    operation_id="guideline_translations_get",
)
def translation(request: HttpRequest, project: UUID, language: str, part: str) -> TranslationOut:
    """One section beside its source: what somebody goes on from."""
    found = project_for(person_of(request), project, Permission.MANAGE_QUALITY)
    source = _part(found, part)
    return translation_out(language, source, newest_translation(found, language, part))


@router.put(
    "/projects/{uuid:project}/guideline-translations/{language}/{part}",
    response=TranslationOut,
    operation_id="guideline_translations_save",
)
def save(
    request: HttpRequest, project: UUID, language: str, part: str, *, asked: TranslationIn
) -> TranslationOut:
    """A section in another language: as a draft, or finished and shown from now on."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    source = _part(found, part)
    made = translate(
        person,
        project=found,
        language=language,
        part=part,
        title=asked.title,
        markdown=asked.markdown,
        examples=[each.model_dump() for each in asked.examples],
        is_finished=asked.is_finished,
        now=now(),
    )
    return translation_out(language, source, made)


@router.get(
    "/projects/{uuid:project}/guideline-readers", response=ReadersOut, operation_id="guideline_readers_board"
)
def board(request: HttpRequest, project: UUID) -> ReadersOut:
    """Who works by the version in force, per site and per market."""
    person, moment = person_of(request), now()
    found = _board_for(person, project)
    return ReadersOut(
        version=_in_force(found).number,
        sites=[readers_at(each) for each in by_site(person, found, now=moment)],
        markets=[readers_at(each) for each in by_market(person, found, now=moment)],
    )


@router.get(
    "/projects/{uuid:project}/guideline-readers/people",
    response=Page[ReaderOut],
    operation_id="guideline_readers_list",
)
def people(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[ReaderOut]:
    """Every member in your sight: what they have acknowledged, and when."""
    person = person_of(request)
    return page(with_standing(person, _board_for(person, project), now=now()), paging, _reader)


@router.post(
    "/projects/{uuid:project}/guideline-readers/remind",
    response=RemindedOut,
    operation_id="guideline_readers_remind",
)
def remind(request: HttpRequest, project: UUID) -> RemindedOut:
    """Tell everybody in your sight who has not read it, once a day at most."""
    person = person_of(request)
    return RemindedOut(n=send_reminders(person, project=_board_for(person, project), now=now()))


def _board_for(person: User, uid: UUID) -> Project:
    found = project_for(person, uid)
    if found.guideline_version is None or Permission.VIEW_PEOPLE not in permissions_in(person, found):
        raise NotFound
    return found


def _in_force(project: Project) -> GuidelineVersion:
    if project.guideline_version is None:
        raise NotFound
    return project.guideline_version


def _part(project: Project, key: str) -> Part:
    parts = {each.key: each for each in parts_of(_in_force(project).sections)}
    if key not in parts:
        raise NotFound
    return parts[key]


def _reader(each: Contributor) -> ReaderOut:
    found = {name: getattr(each, name) for name in ("standing_here", "read_number", "read_at")}
    return ReaderOut(
        contributor=each.uid, pseudonym=each.pseudonym, standing=found.pop("standing_here"), **found
    )
