"""Shifts: planning them, one or a file of them, and cancelling."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Moment, Reason, Refused
from assay.people.actions.keeping_time import lock_kept
from assay.people.models import Contributor, Shift, User
from assay.people.rules import reasons
from assay.people.rules.time import AHEAD, BACK, LONGEST_SHIFT
from assay.people.rules.words import refuse_why

MOST = 5_000


@dataclass(frozen=True, slots=True)
class Planned:
    contributor: Contributor
    starts_at: datetime
    ends_at: datetime


def plan_shifts(by: User, *, shifts: Sequence[Planned], now: datetime) -> list[Shift]:
    """All of them or none; every reason against any of them is told."""
    if len(shifts) > MOST:
        raise Refused(reasons.TOO_MANY_SHIFTS(most=MOST))
    with transaction.atomic():
        act_as(by)
        lock_kept(by, {each.contributor.pk for each in shifts})
        if refused := [*refusals(shifts, now=now)]:
            raise Refused(*refused)
        return Shift.objects.bulk_create(
            Shift(
                contributor=each.contributor,
                site=each.contributor.site,
                starts_at=each.starts_at,
                ends_at=each.ends_at,
                planned_at=now,
                planned_by=by,
            )
            for each in shifts
        )


def refusals(shifts: Sequence[Planned], *, now: datetime) -> Iterable[Reason]:
    """What stands against planning them, without planning them: a preview asks this, too."""
    taken = _taken(shifts)
    for nth, each in enumerate(shifts):
        where = f"shifts.{nth}"
        if each.contributor.site_id is None:
            yield reasons.NO_SITE(field=where, name=each.contributor.pseudonym)
        if not timedelta() < each.ends_at - each.starts_at <= LONGEST_SHIFT:
            yield reasons.SHIFT_LENGTH(field=where, hours=int(LONGEST_SHIFT.total_seconds() // 3600))
        if each.starts_at < now - BACK:
            yield reasons.SHIFT_LONG_AGO(field=where, days=BACK.days)
        if each.starts_at > now + AHEAD:
            yield reasons.SHIFT_FAR_AHEAD(field=where, days=AHEAD.days)
        others = taken[each.contributor.pk]
        clash = next((one for one in others if one[0] < each.ends_at and each.starts_at < one[1]), None)
        if clash:
            at = Moment(clash[0].isoformat())
            yield reasons.SHIFT_OVERLAPS(field=where, name=each.contributor.pseudonym, at=at)
        others.append((each.starts_at, each.ends_at))


def cancel_shift(by: User, *, shift: Shift, why: str, now: datetime) -> None:
    """It stays in sight with its reason, and counts no more."""
    with transaction.atomic():
        act_as(by)
        lock_kept(by, {shift.contributor_id})
        locked = Shift.objects.select_for_update(no_key=True).get(pk=shift.pk)
        if locked.cancelled_at is not None:
            raise Refused(reasons.SHIFT_CANCELLED())
        if refused := refuse_why(why, field="why"):
            raise Refused(refused)
        locked.cancelled_at, locked.cancelled_by, locked.cancelled_why = now, by, why.strip()[:300]
        locked.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_why"])


def _taken(shifts: Sequence[Planned]) -> defaultdict[int, list[tuple[datetime, datetime]]]:
    taken: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    if shifts:
        near = Shift.objects.filter(
            contributor__in={each.contributor.pk for each in shifts},
            cancelled_at=None,
            starts_at__lt=max(each.ends_at for each in shifts),
            ends_at__gt=min(each.starts_at for each in shifts),
        )
        for key, start, end in near.values_list("contributor", "starts_at", "ends_at"):
            taken[key].append((start, end))
    return taken
