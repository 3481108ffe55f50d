"""A project's own settings and its markets, changed while work goes on."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.models import BusinessCalendar
from assay.kit.reasons import Refused
from assay.people.models import Market, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project, ProjectMarket
from assay.projects.queries.permission import require
from assay.projects.rules.project import refuse_project


def edit_project(by: User, *, project: Project, changes: Mapping[str, object], now: datetime) -> Project:
    """Change its own settings: tasks that are there keep their split, what was charged its time limit."""
    require(by, project, Permission.MANAGE_PROJECT)
    if problems := refuse_project(changes):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        for name, value in changes.items():
            setattr(locked, name, value.strip() if isinstance(value, str) else value)
        locked.save(update_fields=list(changes))
        emit("projects.project_changed", project_id=locked.pk, now=now)
        return locked


def set_markets(by: User, *, project: Project, markets: Sequence[Market]) -> None:
    """Replace the markets a project serves: people whose role is narrowed to one of them see the project."""
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        wanted = {market.pk for market in markets}
        present = set(ProjectMarket.objects.filter(project=project).values_list("market_id", flat=True))
        ProjectMarket.objects.filter(project=project).exclude(market_id__in=wanted).delete()
        ProjectMarket.objects.bulk_create(
            ProjectMarket(project=project, market_id=pk) for pk in sorted(wanted - present)
        )


def set_calendar(by: User, *, project: Project, calendar: BusinessCalendar | None) -> None:
    """In whose working time service levels of the project count; None: around the clock."""
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        Project.objects.filter(pk=project.pk).update(calendar=calendar)
