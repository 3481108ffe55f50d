"""Feasibility runs as people see them, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any  # What was stored is JSON.
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from assay.intake.enums import Part
from assay.intake.models import Request
from assay.intake.queries.scope import parts_of, request_for
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.enums import Channel
from assay.planning.models import FeasibilityRun, Overruling
from assay.planning.queries.plans import plan_project_for
from assay.planning.rules.feasibility import Estimate, Given, Rates
from assay.planning.rules.pilot import PilotFigures
from assay.planning.rules.suitability import Suitability
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in

# Who judges or approves sees rates and sites; who asks sees what comes out of them.
INSIDE = frozenset({Part.JUDGE, Part.APPROVER})
STAFFS = frozenset({Permission.MANAGE_PROJECT, Permission.ASSIGN_WORK})


@dataclass(frozen=True, slots=True)
class Feasibility:
    """One run, read. `channel` is that of the newest overruling, else of the rules."""

    run: FeasibilityRun
    estimate: Estimate
    suitability: Suitability
    given: Given
    rates: Rates
    overruling: Overruling | None
    pilot: PilotFigures | None

    @property
    def channel(self) -> Channel | None:
        if self.overruling is not None:
            return Channel(self.overruling.channel)
        return self.suitability.channel


def runs_of(subject: Request | Project) -> QuerySet[FeasibilityRun]:
    """Newest first."""
    name = "request" if isinstance(subject, Request) else "project"
    found = FeasibilityRun.objects.filter(**{name: subject})
    return found.select_related("made_by").order_by("-number")


def newest_of(subject: Request | Project) -> Feasibility | None:
    run = runs_of(subject).first()
    return None if run is None else read(run)


def read(run: FeasibilityRun) -> Feasibility:
    """A run as the rules made it."""
    overrulings = Overruling.objects.filter(run=run).select_related("decided_by")
    given: dict[str, Any] = dict(run.given)
    return Feasibility(
        run=run,
        estimate=msgspec.convert(run.result, Estimate),
        suitability=msgspec.convert(run.suitability, Suitability),
        given=msgspec.convert(given["given"], Given),
        rates=msgspec.convert(given["rates"], Rates),
        overruling=overrulings.order_by("-pk").first(),
        pilot=msgspec.convert(run.pilot, PilotFigures | None),
    )


def overrulings_of(run: FeasibilityRun) -> Sequence[Overruling]:
    """Newest first."""
    return list(run.overrulings.select_related("decided_by").order_by("-pk"))


def sees_inside(user: User, subject: Request | Project) -> bool:
    """Whether rates, and sites by their names, are for this person: who judges or approves, who plans or staffs."""
    if isinstance(subject, Request):
        return bool(parts_of(user, subject) & INSIDE)
    return bool(permissions_in(user, subject) & STAFFS)


def run_for(user: User, uid: UUID) -> FeasibilityRun:
    """The run of a request or project that the person may see; NotFound otherwise."""
    found = FeasibilityRun.objects.select_related("request", "project", "made_by").filter(uid=uid).first()
    if found is None:
        raise NotFound
    if found.request is not None:
        found.request = request_for(user, found.request.uid)
    elif found.project is not None:
        found.project = plan_project_for(user, found.project.uid)
    return found
