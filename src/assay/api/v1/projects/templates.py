"""The gallery of label schemas, and what a new version would change: before anything is published."""

from typing import Any  # A schema document is JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import DOCUMENT, Strict
from assay.kit.reasons import NotFound, Reason
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.projects.queries.schemas import checked_against
from assay.projects.rules.differences import Change
from assay.projects.rules.gallery import Template, gallery, template

router = Router(tags=["projects"])


class TemplateName(Schema):
    code: str = Field(examples=["search-relevance"])
    title: str = Field(examples=["Graded search relevance"])
    summary: str = Field(examples=["How well each result of a list answers a query."])
    segment: str = Field(examples=["search_ranking"])


class TemplateList(Schema):
    items: list[TemplateName]


class SectionText(Schema):
    id: str = Field(examples=["basics"])
    title: str = Field(examples=["The basics"])
    markdown: str = Field(examples=["Judge the **query**, not the shop."])


class GuidelineText(Schema):
    title: str = Field(examples=["Relevance"])
    sections: list[SectionText]


class TemplateExampleOut(Schema):
    external_id: str = Field(examples=["bike-repair"])
    content: dict[str, Any] = Field(examples=[{"query": "red shoes"}])
    answers: dict[str, Any] = Field(examples=[{"relevance": "good"}])
    reason: str = Field(examples=["It answers the query."])


class TemplateOut(TemplateName):
    document: dict[str, Any] = Field(description="The label schema.", examples=[DOCUMENT])
    guideline: GuidelineText = Field(description="A skeleton to fill in.")
    examples: list[TemplateExampleOut] = Field(description="Invented tasks with the right answers.")


class DocumentIn(Strict):
    document: dict[str, Any] = Field(examples=[DOCUMENT])


class ProblemOut(Schema):
    code: str = Field(examples=["schema.missing_key"])
    text: str = Field(examples=["label is missing."])
    field: str | None = Field(description="JSON pointer.", examples=["/questions/0"])


class ChangeOut(Schema):
    code: str = Field(examples=["option.retired"])
    text: str = Field(examples=["relevance: bad is no longer offered; answers with it stay."])
    is_breaking: bool


class Checked(Schema):
    problems: list[ProblemOut] = Field(description="Why it cannot be published; empty: it can.")
    changes: list[ChangeOut] = Field(description="Against the version in force.")


@router.get("/templates", response=TemplateList, operation_id="templates_list")
def list_templates(request: HttpRequest) -> TemplateList:
    """Label schemas that are ready to use."""
    person_of(request)
    return TemplateList(items=[TemplateName.from_orm(each) for each in gallery()])


@router.get("/templates/{code}", response=TemplateOut, operation_id="templates_get")
def get_template(request: HttpRequest, code: str) -> TemplateOut:
    """One template: its label schema, a guideline to fill in, and three invented tasks."""
    person_of(request)
    found = template(code)
    if found is None:
        raise NotFound
    return template_out(found)


@router.post("/projects/{uuid:project}/schema-versions/check", response=Checked, operation_id="schemas_check")
def check_schema(request: HttpRequest, project: UUID, asked: DocumentIn) -> Checked:
    """Every problem of a document, and what publishing it would change. Nothing is stored."""
    found = project_for(person_of(request), project, Permission.MANAGE_PROJECT)
    problems, changes = checked_against(found, asked.document)
    return Checked(
        problems=[problem_out(each) for each in problems], changes=[change_out(each) for each in changes]
    )


def template_out(found: Template) -> TemplateOut:
    sections = [SectionText(**each.as_json()) for each in found.guideline.sections]
    return TemplateOut(
        **TemplateName.from_orm(found).dict(),
        document=dict(found.schema),
        guideline=GuidelineText(title=found.guideline.title, sections=sections),
        examples=[TemplateExampleOut.from_orm(each) for each in found.examples],
    )


def problem_out(reason: Reason) -> ProblemOut:
    return ProblemOut(code=reason.code, text=reason.said, field=reason.field)


def change_out(change: Change) -> ChangeOut:
    return ChangeOut(code=change.code, text=change.text, is_breaking=change.is_breaking)
