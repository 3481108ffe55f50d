"""Versions of the label schema and of the guideline. They never change, so readers may keep them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import (
    GuidelineIn,
    GuidelineOut,
    MarkedOut,
    QuizIn,
    QuizOut,
    ReadingOut,
    SchemaIn,
    SchemaOut,
    guideline_out,
    reading_out,
    schema_out,
)
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions import versions as actions
from assay.projects.models import LabelSchemaVersion
from assay.projects.queries.guideline_translations import read_in
from assay.projects.queries.guidelines import guideline_for, may_read_project, reading_of
from assay.projects.queries.permission import project_for
from assay.projects.rules.guideline_quiz import mark


class ReadAs(Schema):
    language: str = Field("", max_length=20, description="BCP 47; what is not translated stays as written.")
    market: str | None = Field(None, max_length=20, description="Sections as they read in this market.")


router = Router(tags=["projects"])
KEPT = "private, max-age=31536000, immutable"


@router.get("/schema-versions/{uuid:version}", response=SchemaOut, operation_id="schema_versions_get")
def get_schema(request: HttpRequest, response: HttpResponse, version: UUID) -> SchemaOut:
    """One version of a label schema, for everybody who works on the project or sees it."""
    found = _schema_for(person_of(request), version)
    response.headers["Cache-Control"] = KEPT
    return schema_out(found)


@router.get("/{uuid:project}/schema-versions", response=Page[SchemaOut], operation_id="schema_versions_list")
def list_schemas(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[SchemaOut]:
    """Every version of the project's label schema, newest first."""
    found = project_for(person_of(request), project)
    return page(found.schema_versions.select_related("project"), paging, schema_out)


@router.post(
    "/{uuid:project}/schema-versions", response={201: SchemaOut}, operation_id="schema_versions_create"
)
@creates
def publish_schema(request: HttpRequest, project: UUID, asked: SchemaIn) -> SchemaOut:
    """A new version, in force at once; refused where it would destroy collected answers."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_PROJECT)
    return schema_out(
        actions.publish_schema(user, project=found, document=asked.document, note=asked.note, now=now())
    )


@router.get(
    "/guideline-versions/{uuid:version}", response=GuidelineOut, operation_id="guideline_versions_get"
)
def get_guideline(
    request: HttpRequest, response: HttpResponse, version: UUID, asked: Query[ReadAs]
) -> GuidelineOut:
    """One version of a guideline, its markdown as safe HTML; in a language and for a market where that is asked."""
    found = guideline_for(person_of(request), version)
    if not asked.language and asked.market is None:
        response.headers["Cache-Control"] = KEPT
        return guideline_out(found)
    # Translations may be finished at any time.
    response.headers["Cache-Control"] = "private, max-age=60"
    read = read_in(found, asked.language or found.language, asked.market)
    return guideline_out(found, read, asked.market)


@router.get(
    "/guideline-versions/{uuid:version}/reading",
    response=ReadingOut,
    operation_id="guideline_versions_reading",
)
def reading(request: HttpRequest, version: UUID) -> ReadingOut:
    """Whether you are to acknowledge this version, by when, and which questions come before that."""
    user = person_of(request)
    found = guideline_for(user, version)
    return reading_out(found, reading_of(user, found))


@router.post(
    "/guideline-versions/{uuid:version}/quiz", response=QuizOut, operation_id="guideline_versions_quiz"
)
def take_quiz(request: HttpRequest, version: UUID, asked: QuizIn) -> QuizOut:
    """Answer the questions of a policy change; every try is kept, and there may be as many as it takes."""
    user = person_of(request)
    found = guideline_for(user, version)
    attempt = actions.take_quiz(user, version=found, answers=asked.answers, now=now())
    why = {each["id"]: each["why"] for each in found.quiz}
    marked = [
        MarkedOut(id=each.id, is_right=each.is_right, why="" if each.is_right else why[each.id])
        for each in mark(found.quiz, asked.answers)
    ]
    return QuizOut(is_passed=attempt.is_passed, questions=marked)


@router.post(
    "/guideline-versions/{uuid:version}/acknowledge",
    response={204: None},
    operation_id="guideline_versions_acknowledge",
)
def acknowledge(request: HttpRequest, version: UUID) -> HttpResponse:
    """You have read this version; tasks that wait for it come to you from now on."""
    user = person_of(request)
    actions.acknowledge(user, version=guideline_for(user, version), now=now())
    return HttpResponse(status=204)


@router.get(
    "/{uuid:project}/guideline-versions", response=Page[GuidelineOut], operation_id="guideline_versions_list"
)
def list_guidelines(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[GuidelineOut]:
    """Every version of the project's guideline, newest first."""
    found = project_for(person_of(request), project)
    return page(found.guideline_versions.select_related("project"), paging, guideline_out)


@router.post(
    "/{uuid:project}/guideline-versions",
    response={201: GuidelineOut},
    operation_id="guideline_versions_create",
)
@creates
def publish_guideline(request: HttpRequest, project: UUID, asked: GuidelineIn) -> GuidelineOut:
    """A new version, in force at once; members are told, and asked to acknowledge it where that is needed."""
    user = person_of(request)
    version = actions.publish_guideline(
        user,
        project=project_for(user, project, Permission.MANAGE_PROJECT),
        title=asked.title,
        sections=[section.as_json() for section in asked.sections],
        change_note=asked.change_note,
        needs_acknowledgment=asked.needs_acknowledgment,
        change=asked.change(),
        language=asked.language,
        now=now(),
    )
    return guideline_out(version)


def _schema_for(user: User, uid: UUID) -> LabelSchemaVersion:
    found = LabelSchemaVersion.objects.select_related("project").filter(uid=uid).first()
    if found is None or not may_read_project(user, found.project_id):
        raise NotFound
    return found
