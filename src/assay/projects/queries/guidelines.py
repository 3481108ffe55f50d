"""Guidelines as people read them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.projects.models import Acknowledgment, GuidelineVersion, Membership, Project
from assay.projects.queries.permission import visible_projects
from assay.projects.rules.markdown import to_html


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Guideline:
    uid: UUID
    number: int
    title: str
    change_note: str
    sections: tuple[Section, ...]


def guideline_for(user: User, uid: UUID) -> GuidelineVersion:
    """A version the person may read: in their scope, or of a project they work on."""
    version = GuidelineVersion.objects.select_related("project").filter(uid=uid).first()
    if version is None or not _may_read(user, version.project_id):
        raise NotFound
    return version


def rendered(version: GuidelineVersion) -> Guideline:
    sections = tuple(
        Section(each["id"], each["title"], to_html(each["markdown"], allow_images=True))
        for each in version.sections
    )
    return Guideline(version.uid, version.number, version.title, version.change_note, sections)


def is_acknowledged(version: GuidelineVersion, contributor_id: int) -> bool:
    """Whether the person acknowledged this version."""
    return Acknowledgment.objects.filter(guideline_version=version, contributor_id=contributor_id).exists()


def _may_read(user: User, project_id: int) -> bool:
    works_there = Membership.objects.filter(project_id=project_id, contributor__user=user, retired_at=None)
    return works_there.exists() or visible_projects(user).filter(pk=project_id).exists()


def may_read_project(user: User, project_id: int) -> bool:
    """Whether schema and guideline of the project are open to this person."""
    return _may_read(user, project_id)


def readable_project(user: User, uid: UUID) -> Project:
    """A project the person sees or works on; NotFound otherwise."""
    project = Project.objects.select_related("guideline_version").filter(uid=uid).first()
    if project is None or not _may_read(user, project.pk):
        raise NotFound
    return project


@dataclass(frozen=True, slots=True)
class Reading:
    """Where one person stands with one version of a guideline."""

    is_in_force: bool
    is_asked: bool
    acknowledged_at: datetime | None


def reading_of(user: User, version: GuidelineVersion) -> Reading:
    """Members are asked to acknowledge the version in force, once."""
    read = Acknowledgment.objects.filter(guideline_version=version, contributor__user=user).first()
    is_member = Membership.objects.filter(
        project_id=version.project_id, contributor__user=user, retired_at=None
    ).exists()
    is_in_force = version.project.guideline_version_id == version.pk
    return Reading(
        is_in_force, is_member and is_in_force and read is None, read.acknowledged_at if read else None
    )
