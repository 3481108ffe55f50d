"""Decisions of a quarter that were recorded where they were taken."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from assay.delivery.enums import AcceptanceState
from assay.delivery.queries.acceptance import answered_in
from assay.insight.enums import NotedKind
from assay.insight.rules.quarter_review import Noted
from assay.insight.rules.quarters import Quarter
from assay.money.queries.budgets import versions_set
from assay.people.models import User
from assay.planning.enums import Metric
from assay.planning.queries.plans import plans_of
from assay.planning.queries.standards import history_of
from assay.projects.models import Project
from assay.projects.queries.guidelines import versions_of

MOST = 200


def noted_in(project: Project, quarter: Quarter) -> tuple[tuple[Noted, ...], tuple[NotedKind, ...]]:
    """In the order in which they were taken, of each kind the last two hundred; and the kinds that had more."""
    found = [
        (kind, list(of(project, quarter)))
        for kind, of in (
            (NotedKind.STANDARD, _standards),
            (NotedKind.PLAN, _plans),
            (NotedKind.GUIDELINE, _guidelines),
            (NotedKind.RELEASE, _answers),
            (NotedKind.BUDGET, _budgets),
        )
    ]
    noted = (each for _kind, newest in found for each in newest[:MOST])
    cut = tuple(kind for kind, newest in found if len(newest) > MOST)
    return tuple(sorted(noted, key=attrgetter("on"))), cut


def _standards(project: Project, quarter: Quarter) -> Iterator[Noted]:
    found = history_of(project, "").filter(published_at__gt=quarter.since, published_at__lte=quarter.until)
    for each in found[: MOST + 1]:
        what = f"{Metric(each.metric).label}, version {each.number}"
        yield _noted(NotedKind.STANDARD, each.published_at, what, why=each.reason, by=each.published_by)


def _plans(project: Project, quarter: Quarter) -> Iterator[Noted]:
    found = plans_of(project).filter(published_at__gt=quarter.since, published_at__lte=quarter.until)
    for each in found[: MOST + 1]:
        what = f"Version {each.number}"
        yield _noted(NotedKind.PLAN, each.published_at, what, why=each.reason, by=each.published_by)


def _guidelines(project: Project, quarter: Quarter) -> Iterator[Noted]:
    found = versions_of(project).filter(created_at__gt=quarter.since, created_at__lte=quarter.until)
    for each in found[: MOST + 1]:
        what = f"Version {each.number}: {each.title}"
        yield _noted(NotedKind.GUIDELINE, each.created_at, what, why=each.change_note, by=each.created_by)


def _answers(project: Project, quarter: Quarter) -> Iterator[Noted]:
    found = answered_in(project, quarter.since, quarter.until).order_by("-decided_at", "-pk")
    for each in found[: MOST + 1]:
        assert each.decided_at is not None
        what = f"{each.release.number}: {AcceptanceState(each.said).label}"
        yield _noted(NotedKind.RELEASE, each.decided_at, what, why=each.reason, by=each.decided_by)


def _budgets(project: Project, quarter: Quarter) -> Iterator[Noted]:
    found = versions_set(project, quarter.since, quarter.until).order_by("-set_at", "-pk")
    for each in found[: MOST + 1]:
        what = f"{each.budget.name}, version {each.number}"
        yield _noted(NotedKind.BUDGET, each.set_at, what, why=each.reason, by=each.set_by)


def _noted(kind: NotedKind, at: datetime, what: str, *, why: str, by: User | None) -> Noted:
    return Noted(kind, at.date(), what, why, by.name if by else "")
