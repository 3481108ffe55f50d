"""Rita asks, Lea judges, Omar approves; and those who must see nothing of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assay.intake.actions.calendars import create_calendar
from assay.intake.actions.requests import draft_request, edit_request, name_parties
from assay.intake.actions.stepping import take_step
from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.intake.rules.fields import VolumeRow
from assay.kit.models import BusinessCalendar
from assay.people.enums import Role
from assay.people.models import Market, User, Vendor
from tests.people.cast import user
from tests.work.world import NOW

OFFICE: Mapping[str, list[list[str]]] = {str(day): [["09:00", "17:00"]] for day in range(5)}
ASKED: Mapping[str, object] = {
    "title": "Grades for image search",
    "segment": "search_ranking",
    "purpose": "train",
    "metric": "NDCG@10",
    "metric_unit": "points",
    "metric_baseline": 0.61,
    "metric_gain": 0.02,
    "content_source": "The log of one week.",
    "template": "search-relevance",
    "accuracy_target": 0.95,
    "acceptance": "A sample of 400 is right.",
    "deadline_on": date(2026, 6, 1),
    "cadence": "one_off",
    "sensitivity": "internal",
    "budget_micro": 12_500_000_000,
    "currency": "EUR",
}
VOLUMES = (VolumeRow("pt-BR", 2000), VolumeRow("de-DE", 1000))
# What takes a submitted request further, and who does it.
WAY = {S.FEASIBLE: "lea", S.APPROVED: "omar"}


@dataclass(frozen=True)
class Intake:
    rita: User
    lea: User
    omar: User
    zoe: User
    ravi: User
    brazil: Market
    germany: Market

    def step(
        self, request: Request, wanted: S, name: str = "", reason: str = "", *, at: datetime = NOW
    ) -> Request:
        """Where it is found feasible without an estimate, why."""
        by = getattr(self, name) if name else None
        reason = reason or ("There are enough people." if wanted == S.FEASIBLE else "")
        return take_step(by, request=request, wanted=wanted, reason=reason, now=at)


def make_intake() -> Intake:
    """Ravi leads a site: his grant reaches people, and no request."""
    site = Vendor.objects.create(name="Lingua", created_at=NOW).sites.create(name="Lisbon")
    return Intake(
        rita=user("Rita", Role.REQUESTER),
        lea=user("Lea", Role.PROJECT_OWNER),
        omar=user("Omar", Role.OPERATIONS_LEAD),
        zoe=user("Zoe"),
        ravi=user("Ravi", Role.SITE_LEAD, site=site),
        brazil=Market.objects.create(code="pt-BR", name="Brazil", region="BR", language="pt-BR"),
        germany=Market.objects.create(code="de-DE", name="Germany", region="DE", language="de-DE"),
    )


def drafted(world: Intake, at: datetime = NOW, **more: object) -> Request:
    """Filled in wholly, and not submitted yet."""
    request = draft_request(world.rita, changes={**ASKED, **more}, now=at)
    edit_request(world.rita, request=request, changes={}, volumes=VOLUMES, now=at)
    name_parties(world.rita, request=request, requesters=[world.rita], approvers=[world.omar], now=at)
    return Request.objects.get(pk=request.pk)


def submitted(world: Intake, at: datetime = NOW, **more: object) -> Request:
    return world.step(drafted(world, at, **more), S.SUBMITTED, "rita", at=at)


def brought_to(world: Intake, state: S, at: datetime = NOW, **more: object) -> Request:
    """Submitted, and taken as far as that along the usual way."""
    request = submitted(world, at, **more)
    for nth, (wanted, name) in enumerate(WAY.items(), 1):
        if request.state == state:
            break
        request = world.step(request, wanted, name, at=at + timedelta(minutes=nth))
    return request


def office() -> BusinessCalendar:
    return create_calendar(None, name="Office", zone="UTC", hours=OFFICE)
