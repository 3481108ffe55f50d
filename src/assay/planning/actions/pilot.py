"""A pilot is started from a request: a project of its own, with the tasks of the sample file where those fit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.intake.actions.requests import lock
from assay.intake.actions.starting import make_project
from assay.intake.models import Request
from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.models import User
from assay.planning.actions.feasibility import require_inside
from assay.planning.models import Pilot
from assay.planning.queries.pilot import pilot_of
from assay.planning.rules.pilot import HAS_TASKS, NO_PILOT, NO_SAMPLE, refuse_pilot
from assay.work.actions.batches import create_batch
from assay.work.actions.importing_samples import import_sample
from assay.work.queries.batches import first_batch

NAME, BATCH, MOST_IN_NAME = "Pilot: {title}", "Pilot", 160


@dataclass(frozen=True, slots=True)
class Sampled:
    """What came of the sample file: tasks, and rows that are none; `reason` is why of the first, or of the file."""

    n_added: int = 0
    n_bad: int = 0
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """`sampled` is None where the request has no sample file."""

    pilot: Pilot
    sampled: Sampled | None


def start_pilot(by: User, *, request: Request, n_tasks: int, now: datetime) -> Started:
    """Make the project as starting the request would, and a batch for so many tasks, filled from the sample.

    The request stays where it is. A sample that does not fit leaves the batch empty, and says why.
    """
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
        pilot = Pilot.objects.create(
            request=locked, project=project, n_wanted=n_tasks, started_at=now, started_by=by
        )
        return Started(pilot, _tried(by, pilot, now) if locked.sample_id else None)


def take_sample(by: User, *, request: Request, now: datetime) -> Sampled:
    """The same later: for a pilot that has no task yet, and a sample that came or was mended since."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        require_inside(by, locked)
        pilot = pilot_of(locked)
        if pilot is None:
            raise Refused(NO_PILOT())
        if locked.sample_id is None:
            raise Refused(NO_SAMPLE())
        if first_batch(pilot.project).n_tasks:
            raise Refused(HAS_TASKS())
        return _read(by, pilot, now)


def _tried(by: User, pilot: Pilot, now: datetime) -> Sampled:
    """The pilot is there whatever is wrong with the file."""
    try:
        with transaction.atomic():
            return _read(by, pilot, now)
    except Refused as refused:
        return Sampled(reason=refused.reasons[0])


def _read(by: User, pilot: Pilot, now: datetime) -> Sampled:
    """Rows that name no market are of the only one, where there is only one."""
    file = pilot.request.sample
    assert file is not None
    codes = list(pilot.project.markets.values_list("market__code", flat=True)[:2])
    report = import_sample(
        by,
        batch=first_batch(pilot.project),
        file=file,
        most=pilot.n_wanted,
        market=codes[0] if len(codes) == 1 else None,
        now=now,
    )
    reason = report.bad_rows[0].reasons[0] if report.bad_rows else None
    return Sampled(report.n_added, report.n_bad, reason)
