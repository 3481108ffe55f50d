"""Which skills a stage asks for."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Skill, User
from assay.people.rules.roles import Permission
from assay.projects.actions.members import set_requirements
from assay.projects.models import Stage, StageSkill
from assay.projects.queries.permission import project_for
from assay.projects.rules.reasons import NO_SKILL

router = Router(tags=["projects"])


class StageSkillsIn(Strict):
    skills: dict[str, int] = Field(
        max_length=50,
        description="Code of each skill that is asked for, with the lowest score from 0 to 100.",
        examples=[{"search-quality": 80}],
    )


class StageSkillsOut(Schema):
    skills: dict[str, int] = Field(examples=[{"search-quality": 80}])


@router.get(
    "/{uuid:project}/stages/{uuid:stage}/skills", response=StageSkillsOut, operation_id="stages_skills"
)
def get(request: HttpRequest, project: UUID, stage: UUID) -> StageSkillsOut:
    """Which skills the stage asks for, with the lowest score."""
    return _skills(_stage(person_of(request), project, stage, Permission.VIEW_PROJECT))


@router.put(
    "/{uuid:project}/stages/{uuid:stage}/skills", response=StageSkillsOut, operation_id="stages_set_skills"
)
def put(request: HttpRequest, project: UUID, stage: UUID, asked: StageSkillsIn) -> StageSkillsOut:
    """Replace them all; whoever lacks one gets no tasks of the stage."""
    user = person_of(request)
    found = _stage(user, project, stage, Permission.MANAGE_PROJECT)
    known = {each.code: each for each in Skill.objects.filter(code__in=asked.skills, retired_at=None)}
    if missing := [code for code in asked.skills if code not in known]:
        raise Refused(*(NO_SKILL(field="skills", code=code[:60]) for code in missing))
    chosen = {known[code]: score for code, score in asked.skills.items()}
    set_requirements(user, stage=found, skills=chosen, now=now())
    return _skills(found)


def _stage(user: User, project: UUID, uid: UUID, permission: Permission) -> Stage:
    found = project_for(user, project, permission).stages.filter(uid=uid).select_related("project").first()
    if found is None:
        raise NotFound
    return found


def _skills(stage: Stage) -> StageSkillsOut:
    asked = StageSkill.objects.filter(stage=stage).order_by("skill__code")
    return StageSkillsOut(skills=dict(asked.values_list("skill__code", "min_score")))
