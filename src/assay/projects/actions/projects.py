"""Projects: created, opened, paused, closed; settings change while work goes on."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.people.actions.users import grant
from assay.people.enums import Role
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.enums import ProjectState, Segment
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import has_critical
from assay.projects.rules.project import refuse_project
from assay.projects.rules.settings import CRITICAL_TWICE, refuse_settings
from assay.projects.rules.states import refuse_change


def create_project(
    by: User,
    *,
    name: str,
    now: datetime,
    segment: Segment = Segment.OTHER,
    purpose: str = "",
    time_zone: str = "UTC",
    test_share: float = 0.0,
    stage: Mapping[str, object] | None = None,
) -> Project:
    """A draft project with its label stage; who creates it owns it."""
    if scope_of(by, Permission.MANAGE_PROJECT).is_empty:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_PROJECT]))
    given = {
        "name": name,
        "segment": segment,
        "purpose": purpose,
        "time_zone": time_zone,
        "test_share": test_share,
    }
    if problems := refuse_project(given):
        raise Refused(*problems)
    settings = dict(stage or {})
    _check_settings(settings, Stage())
    with transaction.atomic():
        act_as(by)
        project = Project.objects.create(
            name=name.strip(),
            segment=segment,
            purpose=purpose,
            time_zone=time_zone,
            test_share=test_share,
            owner=by,
            created_at=now,
            created_by=by,
        )
        Stage.objects.create(project=project, **settings)
        if not scope_of(by, Permission.MANAGE_PROJECT).is_everywhere:
            grant(by, user=by, role=Role.PROJECT_OWNER, now=now, project_id=project.pk)
        return project


def edit_stage(by: User, *, stage: Stage, changes: Mapping[str, object], now: datetime) -> Stage:
    """Change settings; what was collected keeps the version it was collected under."""
    require(by, stage.project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        locked = (
            Stage.objects.select_for_update(no_key=True, of=["self"])
            .select_related("project")
            .get(pk=stage.pk)
        )
        _check_settings(changes, locked)
        was = locked.overlap, locked.overlap_max
        for name, value in changes.items():
            setattr(locked, name, value)
        locked.overlap_max = max(locked.overlap, locked.overlap_max)
        locked.save(update_fields=[*changes, "overlap_max"])
        # Tasks before people, as a claim locks them.
        if (locked.overlap, locked.overlap_max) != was:
            emit("projects.overlap_changed", stage=locked, now=now)
        emit("projects.project_changed", project_id=locked.project_id, now=now)
        return locked


def change_state(
    by: User, *, project: Project, state: ProjectState, now: datetime, reason: str = ""
) -> Project:
    """Open, pause (which needs a reason) or close; routing follows at once."""
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        has_schema = locked.schema_version_id is not None
        refused = refuse_change(locked.state, state, has_schema=has_schema, reason=reason)
        if refused:
            raise Refused(refused)
        locked.state, locked.state_reason = state, reason
        locked.save(update_fields=["state", "state_reason"])
        emit("projects.project_changed", project_id=locked.pk, now=now)
        return locked


def _check_settings(changes: Mapping[str, object], stage: Stage) -> None:
    overlap = changes.get("overlap", stage.overlap)
    highest = changes.get(
        "overlap_max", max(stage.overlap_max, int(overlap) if isinstance(overlap, int) else 1)
    )
    problems = refuse_settings(
        changes,
        overlap=overlap if isinstance(overlap, int) else 1,
        overlap_max=highest if isinstance(highest, int) else 1,
    )
    version = stage.project.schema_version_id if stage.project_id else None
    if not problems and highest == 1 and version and has_critical(parsed_schema(version)):
        problems = [CRITICAL_TWICE(field="overlap_max")]
    if problems:
        raise Refused(*problems)
