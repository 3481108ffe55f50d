"""How a project keeps its guideline."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require


def ask_for_review(by: User, *, project: Project, is_needed: bool, now: datetime) -> None:
    """From now on new versions are approved by named reviewers first, or need not be."""
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        locked = Project.objects.select_for_update(no_key=True, of=["self"]).get(pk=project.pk)
        locked.guideline_needs_review = is_needed
        locked.save(update_fields=["guideline_needs_review"])
        emit("projects.project_changed", project_id=locked.pk, now=now)
