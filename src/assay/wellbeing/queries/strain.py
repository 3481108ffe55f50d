"""Who is near or at a limit of the organisation now, each on their own day."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, DateField, F, FloatField, Func, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Greatest

from assay.kit.clock import working_day
from assay.people.models import Contributor, User
from assay.people.queries.scope import people_within, scope_of
from assay.people.rules.roles import Permission
from assay.wellbeing.rules.board import NEAR_SHARE
from assay.work.models import Exposure
from assay.work.queries.exposure import terms_above
from assay.work.rules.exposure import Terms, monday

MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Strained:
    """Somebody near or at a limit, or on a break, for who may know them by name."""

    contributor: Contributor
    day_minutes: float
    week_minutes: float
    is_over: bool
    break_until: datetime | None


def where_they_stand(people: QuerySet[Contributor], terms: Terms, *, now: datetime) -> QuerySet[Exposure]:
    """`used` is the larger of what was used of the day's and of the week's limit; `rests` whether a break is on."""
    local = Func(F("contributor__user__time_zone"), Value(now), function="timezone", output_field=DateField())
    today = Exposure.objects.filter(contributor__in=people).annotate(today=Cast(local, DateField()))
    week = Cast(Func(Value("week"), F("today"), function="date_trunc"), DateField())
    shares = today.annotate(week=week).annotate(
        of_day=_share("day", F("today"), terms.day_minutes),
        of_week=_share("week", F("week"), terms.week_minutes),
    )
    return shares.annotate(used=Greatest("of_day", "of_week"), rests=Q(break_until__gt=now))


def strained(user: User, *, now: datetime) -> list[Strained]:
    """By name, of the people whom this person may know by name; who used most of a limit comes first."""
    by_name = scope_of(user, Permission.NAME_EXPOSURE)
    if by_name.is_empty:
        return []
    terms = terms_above()
    found = where_they_stand(people_within(by_name), terms, now=now)
    named = found.filter(Q(used__gte=NEAR_SHARE) | Q(rests=True)).select_related(
        "contributor__site", "contributor__user"
    )
    worst_first = named.order_by("-used", "contributor__pseudonym")
    return [_strained(each, terms, now) for each in worst_first[:MOST_NAMED]]


def _share(period: str, current: F, minutes: int) -> Case:
    """What was used of a limit; what was used in another day or week is over."""
    used = F(f"{period}_seconds") / Value(minutes * 60.0)
    return Case(When(**{f"{period}_on": current}, then=used), default=Value(0.0), output_field=FloatField())


def _strained(found: Exposure, terms: Terms, now: datetime) -> Strained:
    today = working_day(now, found.contributor.user.time_zone)
    day = found.day_seconds / 60 if found.day_on == today else 0.0
    week = found.week_seconds / 60 if found.week_on == monday(today) else 0.0
    until = found.break_until
    return Strained(
        contributor=found.contributor,
        day_minutes=day,
        week_minutes=week,
        is_over=day >= terms.day_minutes or week >= terms.week_minutes,
        break_until=until if until and until > now else None,
    )
