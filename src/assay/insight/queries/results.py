"""Metrics of models and their results, as they stand and as they once did."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from assay.insight.models import ModelMetric, ModelResult, PointWorth
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for, require

SEES = Permission.WEIGH_RETURN


def project_for_return(user: User, uid: UUID) -> Project:
    return project_for(user, uid, SEES)


def metrics_of(project: Project) -> QuerySet[ModelMetric]:
    return metrics_of_many([project.pk])


def metrics_of_many(project_ids: Iterable[int]) -> QuerySet[ModelMetric]:
    found = ModelMetric.objects.filter(project__in=list(project_ids))
    return found.select_related("market", "project", "created_by").order_by("project", "model", "name", "pk")


def metric_for(user: User, uid: UUID) -> ModelMetric:
    """The metric, where the person may weigh what its project's labels were worth."""
    found = ModelMetric.objects.select_related("market", "project", "created_by").filter(uid=uid).first()
    if found is None:
        raise NotFound
    require(user, found.project, SEES)
    return found


def result_for(user: User, uid: UUID) -> ModelResult:
    found = (
        ModelResult.objects.select_related("metric__project", "metric__market", "release", "corrects")
        .filter(uid=uid)
        .first()
    )
    if found is None:
        raise NotFound
    require(user, found.metric.project, SEES)
    return found


def current_results(metrics: Iterable[int]) -> QuerySet[ModelResult]:
    """What counts: not corrected, not withdrawn; with few labels first."""
    found = ModelResult.objects.filter(metric__in=list(metrics), corrected_by=None, is_withdrawn=False)
    return found.select_related("release", "recorded_by").order_by("metric", "n_labels", "pk")


def first_recorded(metrics: Iterable[int]) -> dict[int, datetime]:
    """By correction, when the first row that it corrects was recorded."""
    found = ModelResult.objects.filter(metric__in=list(metrics), corrects__isnull=False).order_by("pk")
    first: dict[int, datetime] = {}
    for pk, corrected, at in found.values_list("pk", "corrects", "corrects__recorded_at"):
        first[pk] = first.get(corrected or 0, at)
    return first


def results_of(metric: ModelMetric) -> QuerySet[ModelResult]:
    """Every row that was ever written, newest first."""
    found = ModelResult.objects.filter(metric=metric)
    return found.select_related("release", "recorded_by", "corrects", "corrected_by").order_by("-pk")


def worths_of(metrics: Iterable[int]) -> dict[int, PointWorth]:
    """What a point of each metric is worth by now."""
    found = PointWorth.objects.filter(metric__in=list(metrics)).select_related("said_by")
    return {each.metric_id: each for each in found.order_by("metric", "-pk").distinct("metric")}
