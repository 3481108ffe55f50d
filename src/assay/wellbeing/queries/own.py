"""One's own exposure: what counted today and this week, and until when one rests."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.kit.clock import working_day
from assay.kit.reasons import Refused
from assay.people.models import Contributor, User
from assay.wellbeing.rules import reasons
from assay.work.facts import Worker
from assay.work.queries.exposure import exposed, terms_above
from assay.work.rules.exposure import Exposed, Terms


@dataclass(frozen=True, slots=True)
class OwnExposure:
    """Minutes of the day and week are weighted; those in a row are not, and are over after a rest."""

    day_minutes: float
    week_minutes: float
    run_minutes: float
    break_until: datetime | None
    cool_until: datetime | None
    opted_out: frozenset[str]
    terms: Terms


def worker_for(user: User, now: datetime) -> Worker:
    """The person as somebody who works on tasks, on their day. Raises Refused."""
    contributor = Contributor.objects.filter(user=user).only("pk").first()
    if contributor is None:
        raise Refused(reasons.NO_CONTRIBUTOR())
    return Worker(contributor.pk, working_day(now, user.time_zone))


def own_exposure(worker: Worker, *, now: datetime) -> OwnExposure:
    state, terms = exposed(worker.contributor_id), terms_above()
    return OwnExposure(
        day_minutes=state.on(worker.day_on) / 60,
        week_minutes=state.in_week_of(worker.day_on) / 60,
        run_minutes=_run(state, terms, now) / 60,
        break_until=_ahead(state.break_until, now),
        cool_until=_ahead(state.cool_until, now),
        opted_out=state.opted_out,
        terms=terms,
    )


def _run(state: Exposed, terms: Terms, now: datetime) -> float:
    rested = state.last_at is None or now - state.last_at >= timedelta(minutes=terms.break_minutes)
    return 0.0 if rested else state.run_seconds


def _ahead(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment > now else None
