"""A pilot is started from a request: a project of its own with an empty batch, which its owner fills."""

from datetime import datetime

from django.db import transaction

from assay.intake.actions.requests import lock
from assay.intake.actions.starting import make_project
from assay.intake.models import Request
from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.planning.actions.feasibility import require_inside
from assay.planning.models import Pilot
from assay.planning.queries.pilot import pilot_of
from assay.planning.rules.pilot import refuse_pilot
from assay.work.actions.batches import create_batch

NAME, BATCH, MOST_IN_NAME = "Pilot: {title}", "Pilot", 160


def start_pilot(by: User, *, request: Request, n_tasks: int, now: datetime) -> Pilot:
    """Make the project as starting the request would, and a batch for so many tasks. The request stays where it is."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        require_inside(by, locked)
        problems = refuse_pilot(
            locked.state,
            n_tasks,
            has_template=bool(locked.template),
            is_there=pilot_of(locked) is not None,
        )
        if problems:
            raise Refused(*problems)
        project = make_project(by, locked, NAME.format(title=locked.title)[:MOST_IN_NAME], now)
        create_batch(by, project=project, name=BATCH, now=now)
        return Pilot.objects.create(
            request=locked, project=project, n_wanted=n_tasks, started_at=now, started_by=by
        )
