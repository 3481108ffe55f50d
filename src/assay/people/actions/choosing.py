"""What people choose to be told, on which way, how soon and when."""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.enums import NoticeChannel, NoticeState, Pace
from assay.people.models import Notice, NoticeChoice, NoticeHours, User
from assay.people.queries.recipients import hours_of
from assay.people.queries.stopping import GATHERED, Stop
from assay.people.rules import reasons
from assay.people.rules.kinds import KINDS, default_pace, paces_on
from assay.people.rules.windows import DAYS_OF_A_WEEK, leaves_at

DIGESTS = (Pace.DAILY, Pace.WEEKLY)
Wanted = Mapping[tuple[str, str], str]


def choose_paces(by: User, *, wanted: Wanted) -> None:
    """How soon the person hears of each (kind, channel); what is not named stays as it is."""
    problems = [
        problem for (kind, channel), pace in wanted.items() if (problem := _refuse(kind, channel, pace))
    ]
    if problems:
        raise Refused(*problems)
    rows = [
        NoticeChoice(user=by, kind=kind, channel=channel, pace=pace)
        for (kind, channel), pace in sorted(wanted.items())
    ]
    with transaction.atomic():
        act_as(by)
        NoticeChoice.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["user", "kind", "channel"], update_fields=["pace"]
        )


def set_hours(
    by: User,
    *,
    digest_at: time,
    digest_weekday: int,
    quiet_from: time | None,
    quiet_until: time | None,
    now: datetime,
) -> NoticeHours:
    """When digests leave and when nothing does; digests that wait move to the new time."""
    if not 0 <= digest_weekday < DAYS_OF_A_WEEK:
        raise Refused(reasons.NO_WEEKDAY(field="digest_weekday"))
    if (quiet_from is None) != (quiet_until is None) or (
        quiet_from is not None and quiet_from == quiet_until
    ):
        raise Refused(reasons.QUIET_HALF(field="quiet_until"))
    given = {"digest_at": digest_at, "digest_weekday": digest_weekday}
    given |= {"quiet_from": quiet_from, "quiet_until": quiet_until}
    with transaction.atomic():
        act_as(by)
        row, _is_new = NoticeHours.objects.update_or_create(user=by, defaults=given)
        hours = hours_of(by)
        for pace in DIGESTS:
            waiting = Notice.objects.filter(user=by, pace=pace, state=NoticeState.WAITING, n_attempts=0)
            waiting.update(try_at=leaves_at(pace, hours, now))
    return row


def stop(asked: Stop, *, roles: frozenset[str]) -> int:
    """What a link in an e-mail asks for: that kind is off on that way, or all that comes in digests. How many kinds."""
    one = [asked.what] if asked.what in KINDS else []
    kinds = _in_digests(asked, roles) if asked.what == GATHERED else one
    choose_paces(asked.user, wanted={(kind, asked.channel.value): Pace.OFF.value for kind in kinds})
    return len(kinds)


def _in_digests(asked: Stop, roles: frozenset[str]) -> list[str]:
    chosen = dict(
        NoticeChoice.objects.filter(user=asked.user, channel=asked.channel).values_list("kind", "pace")
    )
    return [
        code
        for code, kind in KINDS.items()
        if chosen.get(code, default_pace(kind, asked.channel, roles)) in DIGESTS
    ]


def _refuse(kind: str, channel: str, pace: str) -> Reason | None:
    if kind not in KINDS:
        return reasons.UNKNOWN_KIND(field="kind", kind=kind[:40])
    if channel not in NoticeChannel or pace not in Pace:
        return reasons.UNKNOWN_PACE(field="pace", pace=f"{channel} {pace}"[:40])
    if Pace(pace) in paces_on(KINDS[kind], channel):
        return None
    if KINDS[kind].is_mandatory:
        return reasons.MANDATORY(field="inbox")
    return reasons.INBOX_PACE(field="inbox")
