"""New versions of the label schema and the guideline; nothing collected is ever lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any  # A schema document is JSON.

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.models import (
    Acknowledgment,
    GuidelineVersion,
    LabelSchemaVersion,
    Membership,
    Project,
    Stage,
)
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules import reasons
from assay.projects.rules.answers import has_critical
from assay.projects.rules.guideline import refuse_sections
from assay.projects.rules.label_schema import digest, parse
from assay.projects.rules.versions import lost_answers


def publish_schema(
    by: User, *, project: Project, document: Mapping[str, Any], now: datetime, note: str = ""
) -> LabelSchemaVersion:
    """A new version in force from now on; refused when it would destroy collected answers."""
    require(by, project, Permission.MANAGE_PROJECT)
    schema = parse(document)
    with transaction.atomic():
        act_as(by)
        locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        sha256 = digest(document)
        if locked.schema_version_id is not None:
            if LabelSchemaVersion.objects.filter(pk=locked.schema_version_id, sha256=sha256).exists():
                raise Refused(reasons.SAME_AS_BEFORE())
            lost = lost_answers(parsed_schema(locked.schema_version_id), schema)
            if lost:
                raise Refused(*lost)
        version = LabelSchemaVersion.objects.create(
            project=locked,
            number=_next_number(LabelSchemaVersion, locked),
            document=document,
            sha256=sha256,
            note=note,
            created_at=now,
            created_by=by,
        )
        Project.objects.filter(pk=locked.pk).update(schema_version=version)
        if has_critical(schema):
            # Such answers are always judged twice: there must be room for the second judgment.
            Stage.objects.filter(project=locked, overlap_max__lt=2).update(overlap_max=2)
        emit("projects.project_changed", project_id=locked.pk, now=now)
        return version


def publish_guideline(
    by: User,
    *,
    project: Project,
    title: str,
    sections: Sequence[Mapping[str, str]],
    now: datetime,
    change_note: str = "",
    needs_acknowledgment: bool = True,
) -> GuidelineVersion:
    """A new version of the SOP; members are told, and asked to acknowledge it where that is needed."""
    require(by, project, Permission.MANAGE_PROJECT)
    problems = refuse_sections(title, sections)
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        version = GuidelineVersion.objects.create(
            project=locked,
            number=_next_number(GuidelineVersion, locked),
            title=title,
            sections=[dict(section) for section in sections],
            change_note=change_note,
            needs_acknowledgment=needs_acknowledgment,
            created_at=now,
            created_by=by,
        )
        Project.objects.filter(pk=locked.pk).update(guideline_version=version)
        emit("projects.project_changed", project_id=locked.pk, now=now)
        if needs_acknowledgment:
            _ask_to_acknowledge(version, now)
        return version


def acknowledge(by: User, *, version: GuidelineVersion, now: datetime) -> Acknowledgment:
    """The contributor has read this version."""
    contributor = Contributor.objects.filter(user=by).first()
    is_member = Membership.objects.filter(
        project_id=version.project_id, contributor=contributor, retired_at=None
    )
    if contributor is None or not is_member.exists():
        raise NotFound
    with transaction.atomic():
        act_as(by)
        acknowledgment, _ = Acknowledgment.objects.get_or_create(
            contributor=contributor, guideline_version=version, defaults={"acknowledged_at": now}
        )
        emit("people.contributor_changed", contributor_ids=[contributor.pk], now=now)
        return acknowledgment


def _next_number(versions: type[LabelSchemaVersion] | type[GuidelineVersion], project: Project) -> int:
    highest = versions.objects.filter(project=project).aggregate(number=Max("number"))["number"]
    return (highest or 0) + 1


def _ask_to_acknowledge(version: GuidelineVersion, now: datetime) -> None:
    members = Membership.objects.filter(project_id=version.project_id, retired_at=None)
    tell(
        members.values_list("contributor__user_id", flat=True),
        kind="guideline",
        sentence=_("New guideline: {title} (version {number})"),
        lines=["{note}"],
        about={"title": version.title, "number": version.number, "note": version.change_note},
        address=f"/guidelines/{version.uid}/",
        now=now,
    )
