"""Projects and their stages."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from assay.api.frame import reasons
from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import (
    ProjectDetail,
    ProjectIn,
    ProjectOut,
    ProjectSettings,
    StageOut,
    StageSettings,
    StateIn,
    project_detail,
    project_out,
    stage_out,
)
from assay.kit.clock import is_zone, now
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.roles import Permission
from assay.projects.actions import projects as actions
from assay.projects.actions.settings import edit_project
from assay.projects.queries.permission import project_for, visible_projects

router = Router(tags=["projects"])


@router.get("", response=Page[ProjectOut], operation_id="projects_list")
def list_projects(request: HttpRequest, paging: Query[Paging]) -> Page[ProjectOut]:
    """The projects in your scope, newest first."""
    rows = visible_projects(person_of(request)).select_related("schema_version", "guideline_version")
    return page(rows, paging, project_out)


@router.post("", response={201: ProjectDetail}, operation_id="projects_create")
@creates
def create(request: HttpRequest, asked: ProjectIn) -> ProjectDetail:
    """A draft project with its label stage. You own it."""
    if not is_zone(asked.time_zone):
        raise Refused(reasons.INVALID(field="time_zone", why=f"{asked.time_zone} is not an IANA time zone."))
    project = actions.create_project(
        person_of(request),
        name=asked.name,
        segment=asked.segment,
        purpose=asked.purpose,
        time_zone=asked.time_zone,
        test_share=asked.test_share,
        stage=asked.stage.changes() if asked.stage else {},
        now=now(),
    )
    return project_detail(project)


@router.get("/{uuid:project}", response=ProjectDetail, operation_id="projects_get")
def get(request: HttpRequest, project: UUID) -> ProjectDetail:
    """One project with its stages and their settings."""
    return project_detail(project_for(person_of(request), project))


@router.patch("/{uuid:project}", response=ProjectDetail, operation_id="projects_edit")
def edit(request: HttpRequest, project: UUID, asked: ProjectSettings) -> ProjectDetail:
    """Change the project's own settings while work goes on."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_PROJECT)
    edit_project(user, project=found, changes=asked.changes(), now=now())
    return project_detail(project_for(user, project))


@router.post("/{uuid:project}/state", response=ProjectDetail, operation_id="projects_state")
def change_state(request: HttpRequest, project: UUID, asked: StateIn) -> ProjectDetail:
    """Open, pause or close a project; routing follows at once."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_PROJECT)
    actions.change_state(user, project=found, state=asked.state, reason=asked.reason, now=now())
    return project_detail(project_for(user, project))


@router.patch("/{uuid:project}/stages/{uuid:stage}", response=StageOut, operation_id="stages_edit")
def edit_stage(request: HttpRequest, project: UUID, stage: UUID, asked: StageSettings) -> StageOut:
    """Change settings while work goes on; what was collected keeps what it was collected under."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_PROJECT).stages.filter(uid=stage).first()
    if found is None:
        raise NotFound
    return stage_out(actions.edit_stage(user, stage=found, changes=asked.changes(), now=now()))
