"""An approved request becomes a project: with its segment, its markets, and the schema of the template."""

from datetime import datetime

from django.db import transaction

from assay.intake.actions.requests import lock
from assay.intake.actions.stepping import step_on
from assay.intake.enums import Part
from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.intake.queries.scope import parts_of
from assay.intake.rules.reasons import PROJECT_TAKEN
from assay.intake.rules.states import refuse_step
from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.users import grant
from assay.people.enums import Role
from assay.people.models import Market, User
from assay.people.rules.roles import Permission
from assay.projects.actions.projects import create_project
from assay.projects.actions.settings import edit_project, set_calendar, set_markets
from assay.projects.enums import Segment
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, require
from assay.projects.rules.gallery import template
from assay.quality.actions.setting_up import set_up_project


def start_project(by: User, *, request: Request, now: datetime, name: str = "") -> Project:
    """Make the project and put the request in delivery; its requesters see the project from then on."""
    with transaction.atomic():
        act_as(by)
        locked = _startable(by, request)
        return _begin(by, locked, make_project(by, locked, name.strip() or locked.title, now), now)


def take_up_project(by: User, *, request: Request, project: Project, now: datetime) -> Project:
    """The same with a project that is there already, for instance because the work has gone on for long."""
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        locked = _startable(by, request)
        if Request.objects.filter(project=project).exists():
            raise Refused(PROJECT_TAKEN(field="project", name=project.name))
        return _begin(by, locked, project, now)


def _startable(by: User, request: Request) -> Request:
    locked = lock(request)
    if problems := refuse_step(locked.state, S.IN_DELIVERY, parts_of(by, locked), reason=""):
        raise Refused(*problems)
    return locked


def _begin(by: User, locked: Request, project: Project, now: datetime) -> Project:
    locked.project, locked.owner = project, locked.owner or by
    locked.save(update_fields=["project", "owner"])
    _let_in(by, locked, project, now)
    step_on(by, locked, S.IN_DELIVERY, reason="", now=now)
    return project


def make_project(by: User, request: Request, name: str, now: datetime) -> Project:
    """As the request asks for it, in the caller's transaction. The segment is the request's own, also where the
    template was made for another one."""
    markets = list(Market.objects.filter(pk__in=request.volumes.values("market")).order_by("code"))
    found = template(request.template)
    purpose = request.schema_words or request.content_source
    if found is not None:
        made = set_up_project(
            by, name=name, template=found, purpose=purpose, time_zone=by.time_zone, markets=markets, now=now
        )
    else:
        made = create_project(by, name=name, purpose=purpose, time_zone=by.time_zone, now=now)
        set_markets(by, project=made, markets=markets)
    edit_project(by, project=made, changes={"segment": request.segment or Segment.OTHER}, now=now)
    set_calendar(by, project=made, calendar=request.calendar)
    made.refresh_from_db()
    return made


def _let_in(by: User, request: Request, project: Project, now: datetime) -> None:
    """Requesters answer for deliveries of the project, where no other grant lets them do so already."""
    for party in request.parties.filter(part=Part.REQUESTER).select_related("user"):
        if not is_allowed(party.user, project, Permission.ACCEPT_DELIVERIES):
            grant(by, user=party.user, role=Role.REQUESTER, now=now, project_id=project.pk)
