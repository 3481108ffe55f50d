"""Releases as people see them: found through their scope, with their files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.delivery.enums import ReleaseKind, ReleaseState
from assay.delivery.models import CertificatePaper, ChangedLabel, Corrected, Release, ReleaseFile
from assay.kit.clock import working_day
from assay.kit.models import StoredFile
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects
from assay.quality.models import Label

DIFF = "diff"


def release_for(user: User, uid: UUID) -> Release:
    """The release, if the person may see deliveries of its project; NotFound otherwise."""
    found = Release.objects.select_related(
        "project", "run", "corrects", "created_by", "invalidation__version"
    )
    visible = visible_projects(user, Permission.VIEW_DELIVERIES)
    release = found.filter(uid=uid, project__in=visible).first()
    if release is None:
        raise NotFound
    return release


def ready_release_for(user: User, uid: UUID) -> Release:
    """The same for what only a ready release has: manifest and certificate."""
    release = release_for(user, uid)
    if release.state != ReleaseState.READY:
        raise NotFound
    return release


def releases_of(project: Project) -> QuerySet[Release]:
    """The project's releases, newest first."""
    return (
        Release.objects.filter(project=project)
        .select_related("project", "run", "corrects", "created_by")
        .order_by("-number")
    )


def files_of(release: Release) -> QuerySet[ReleaseFile]:
    """The stored files of a release, by format."""
    return release.files.select_related("file").order_by("format")


def paper_digest(release: Release) -> str:
    """The SHA-256 of the certificate as PDF; empty where nobody has made it yet."""
    paper = CertificatePaper.objects.select_related("file").filter(release=release).first()
    return paper.file.sha256 if paper else ""


def file_for(user: User, uid: UUID, part: str) -> StoredFile:
    """One stored file of a release: a format, or the difference to what it corrects; NotFound where there is none."""
    release = release_for(user, uid)
    if part == DIFF and "file" in release.diff:
        return StoredFile.objects.get(uid=release.diff["file"])
    found = files_of(release).filter(format=part).first()
    if found is None:
        raise NotFound
    return found.file


def releases_with(label: Label) -> QuerySet[Release]:
    """Every ready release that holds this label."""
    task = label.task
    kinds = [ReleaseKind.ALL, ReleaseKind.TEST if task.is_test else ReleaseKind.TRAIN]
    found = Release.objects.filter(run_id=label.run_id, state=ReleaseState.READY, kind__in=kinds)
    changed = ChangedLabel.objects.filter(release=OuterRef("pk"), label=label)
    corrected = Corrected.objects.filter(release=OuterRef("pk"), escape__label=label)
    found = found.filter(Q(only_changes=False) | Exists(changed) | Exists(corrected))
    if task.withdrawn_at is not None:
        # What is withdrawn leaves in no release built afterwards.
        found = found.filter(ready_at__lt=task.withdrawn_at)
    return found.order_by("number")


def ready_days(projects: Iterable[Project]) -> Mapping[int, list[date]]:
    """The days on which something was delivered, in each project's own time."""
    zones = {each.pk: each.time_zone for each in projects}
    found: dict[int, list[date]] = defaultdict(list)
    ready = Release.objects.filter(project__in=zones, state=ReleaseState.READY, ready_at__isnull=False)
    for pk, at in ready.order_by("ready_at", "pk").values_list("project_id", "ready_at"):
        if at is not None:
            found[pk].append(working_day(at, zones[pk]))
    return found
