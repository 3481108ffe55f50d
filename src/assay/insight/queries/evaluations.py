"""Search runs, evaluations and verdicts of classifiers, as whoever weighs labels sees them."""

from typing import TypeVar
from uuid import UUID

import msgspec
from django.db.models import Model, QuerySet

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.delivery.queries.releases import releases_of
from assay.insight.models import Evaluation, SearchRun, VerdictFile, VerdictReport
from assay.insight.rules.classifying import ClassPart
from assay.insight.rules.evaluating import Evaluated
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.models import Label
from assay.work.models import Task

SEES = Permission.WEIGH_RETURN
Found = TypeVar("Found", bound=Model)


def deliveries_of(project: Project) -> QuerySet[Release]:
    """What can be measured against, newest first: a release that only corrects another holds too few labels."""
    return releases_of(project).filter(state=ReleaseState.READY, only_changes=False)


def runs_of(project: Project) -> QuerySet[SearchRun]:
    """Newest first."""
    found = SearchRun.objects.filter(release__project=project)
    return found.select_related("release", "uploaded_by").order_by("-pk")


def evaluations_of(project: Project) -> QuerySet[Evaluation]:
    """Newest first, without what they measured."""
    found = Evaluation.objects.filter(first__release__project=project).defer("result")
    return found.select_related("first__release", "second", "measured_by", "top_up__batch").order_by("-pk")


def run_for(user: User, uid: UUID) -> SearchRun:
    found = SearchRun.objects.select_related("release__project", "uploaded_by").filter(uid=uid).first()
    return _seen(user, found, found.release.project if found else None)


def evaluation_for(user: User, uid: UUID) -> Evaluation:
    found = (
        Evaluation.objects.select_related("first__release__project", "second", "measured_by", "top_up__batch")
        .filter(uid=uid)
        .first()
    )
    return _seen(user, found, found.first.release.project if found else None)


def measured_in(evaluation: Evaluation) -> Evaluated:
    """What it measured, as the rule has told it."""
    return msgspec.convert(evaluation.result, Evaluated)


def tasks_measured(evaluation: Evaluation) -> QuerySet[Task]:
    """Those whose labels the release of its runs was made of."""
    labeled = Label.objects.filter(run=evaluation.first.release.run_id)
    return Task.objects.filter(pk__in=labeled.values("task"))


def verdicts_of(project: Project) -> QuerySet[VerdictFile]:
    """Newest first."""
    return VerdictFile.objects.filter(project=project).select_related("uploaded_by").order_by("-pk")


def verdicts_for(user: User, uid: UUID) -> VerdictFile:
    found = VerdictFile.objects.select_related("project", "uploaded_by", "file").filter(uid=uid).first()
    return _seen(user, found, found.project if found else None)


def reports_of(verdicts: VerdictFile) -> QuerySet[VerdictReport]:
    """Newest first."""
    found = VerdictReport.objects.filter(verdicts=verdicts)
    return found.select_related("release", "measured_by", "verdicts").order_by("-pk")


def report_for(user: User, uid: UUID) -> VerdictReport:
    found = (
        VerdictReport.objects.select_related("verdicts__project", "release", "measured_by")
        .filter(uid=uid)
        .first()
    )
    return _seen(user, found, found.verdicts.project if found else None)


def rates_in(report: VerdictReport) -> list[ClassPart]:
    """What it measured, as the rule has told it."""
    return msgspec.convert(report.result["parts"], list[ClassPart])


def _seen(user: User, found: Found | None, project: Project | None) -> Found:
    if found is None or project is None:
        raise NotFound
    require(user, project, SEES)
    return found
