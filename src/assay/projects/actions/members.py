"""Who works on a project, and what a stage asks of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, Skill, User, Vendor
from assay.people.rules.reasons import SCORE_INVALID
from assay.people.rules.roles import Permission
from assay.projects.models import Membership, Project, Stage, StageSkill
from assay.projects.queries.permission import require


def add_members(by: User, *, project: Project, contributors: Sequence[Contributor], now: datetime) -> int:
    """Add people to a project; who is a member already stays one. How many are new."""
    require(by, project, Permission.ASSIGN_WORK)
    return len(_added(by, project, [each.pk for each in contributors], now))


def allot_members(
    by: User | None, *, project: Project, contributor_ids: Sequence[int], now: datetime
) -> list[int]:
    """The same for whoever allocates people to projects; the keys of those who are new."""
    require(by, project, Permission.ALLOCATE_WORK)
    return _added(by, project, contributor_ids, now)


def _added(by: User | None, project: Project, contributor_ids: Sequence[int], now: datetime) -> list[int]:
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        members = set(
            Membership.objects.filter(project=project, retired_at=None).values_list(
                "contributor_id", flat=True
            )
        )
        new = [
            Membership(project=project, contributor_id=each, added_at=now, added_by=by)
            for each in dict.fromkeys(contributor_ids)
            if each not in members
        ]
        Membership.objects.bulk_create(new, batch_size=2000)
        ids = [membership.contributor_id for membership in new]
        emit("projects.membership_changed", project_id=project.pk, contributor_ids=ids, now=now)
        _welcome(project, ids, now)
        return ids


def _welcome(project: Project, contributor_ids: Sequence[int], now: datetime) -> None:
    tell(
        Contributor.objects.filter(pk__in=contributor_ids).values_list("user_id", flat=True),
        kind="membership",
        sentence=_("You were added to {project}"),
        about={"project": project.name},
        address="/work/",
        now=now,
    )


def retire_member(
    by: User, *, project: Project, contributor: Contributor, reason: str, now: datetime
) -> None:
    """Take somebody off the project; their judgments stay."""
    retire_members(by, project=project, contributors=[contributor], reason=reason, now=now)


def retire_members(
    by: User, *, project: Project, contributors: Sequence[Contributor], reason: str, now: datetime
) -> int:
    """The same for several, with one reason; who is no member any more stays so. How many were."""
    require(by, project, Permission.ASSIGN_WORK)
    with transaction.atomic():
        act_as(by)
        members = Membership.objects.filter(project=project, contributor__in=contributors, retired_at=None)
        n_retired = members.update(retired_at=now, retired_reason=reason)
        ids = [contributor.pk for contributor in contributors]
        emit("projects.membership_changed", project_id=project.pk, contributor_ids=ids, now=now)
        return n_retired


def set_requirements(
    by: User,
    *,
    stage: Stage,
    now: datetime,
    skills: Mapping[Skill, int] | None = None,
    vendors: Sequence[Vendor] | None = None,
) -> None:
    """Replace the skills a stage asks for (with their lowest score), and the vendors it is open to (none: all)."""
    require(by, stage.project, Permission.MANAGE_PROJECT)
    if any(not 0 <= score <= 100 for score in (skills or {}).values()):
        raise Refused(SCORE_INVALID(field="score"))
    with transaction.atomic():
        act_as(by)
        if skills is not None:
            StageSkill.objects.filter(stage=stage).delete()
            StageSkill.objects.bulk_create(
                StageSkill(stage=stage, skill=skill, min_score=score) for skill, score in skills.items()
            )
        if vendors is not None:
            stage.vendors.set(vendors)
        emit("projects.project_changed", project_id=stage.project_id, now=now)
