"""A person's account, place, standing, messages and time."""

from collections.abc import Iterator

from assay.kit.own_file import Portion, archive, register
from assay.people.models import Contributor, User

register(
    Portion(
        "account",
        about=(
            "people_user.id",
            "account_emailaddress.user_id",
        ),
        statement="""
SELECT uid, email, name, locale, time_zone, is_active, created_at, deactivated_at, deactivated_reason, last_login
FROM people_user WHERE id = %(user)s
        """,
    ),
    Portion(
        "contributor",
        about=("people_contributor.user_id",),
        statement="""
SELECT c.uid, c.pseudonym, v.name AS vendor, s.name AS site, t.name AS team, c.standing, c.standing_reason,
    c.standing_until, c.standing_way_back, c.daily_cap, c.created_at
FROM people_contributor c LEFT JOIN people_vendor v ON v.id = c.vendor_id
LEFT JOIN people_site s ON s.id = c.site_id LEFT JOIN people_team t ON t.id = c.team_id
WHERE c.id = %(contributor)s
        """,
    ),
    Portion(
        "languages",
        about=("people_contributorlanguage.contributor_id",),
        statement="""
SELECT language, level FROM people_contributorlanguage WHERE contributor_id = %(contributor)s ORDER BY language
        """,
    ),
    Portion(
        "markets",
        about=("people_contributormarket.contributor_id",),
        statement="""
SELECT m.code AS market FROM people_contributormarket c JOIN people_market m ON m.id = c.market_id
WHERE c.contributor_id = %(contributor)s ORDER BY 1
        """,
    ),
    Portion(
        "skills",
        about=("people_contributorskill.contributor_id",),
        statement="""
SELECT k.name AS skill, c.score, c.expires_at FROM people_contributorskill c JOIN people_skill k ON k.id = c.skill_id
WHERE c.contributor_id = %(contributor)s ORDER BY 1
        """,
    ),
    Portion(
        "roles",
        about=("people_grant.user_id",),
        statement="""
SELECT uid, role, markets, granted_at, retired_at, retired_reason FROM people_grant WHERE user_id = %(user)s
ORDER BY id
        """,
    ),
    Portion(
        "standing",
        about=("people_standingchange.contributor_id",),
        statement="""
SELECT uid, standing, reason, until, way_back, changed_at FROM people_standingchange
WHERE contributor_id = %(contributor)s ORDER BY id
        """,
    ),
    Portion(
        "messages",
        about=("people_inboxmessage.user_id",),
        statement="""
SELECT uid, kind, title, body, sent_at, read_at FROM people_inboxmessage WHERE user_id = %(user)s ORDER BY id
        """,
    ),
    Portion(
        "notices",
        about=("people_notice.user_id",),
        statement="""
SELECT uid, channel, state, made_at, ended_at FROM people_notice WHERE user_id = %(user)s ORDER BY id
        """,
    ),
    Portion(
        "notice-choices",
        about=("people_noticechoice.user_id",),
        statement="""
SELECT kind, channel, pace FROM people_noticechoice WHERE user_id = %(user)s ORDER BY id
        """,
    ),
    Portion(
        "notice-hours",
        about=("people_noticehours.user_id",),
        statement="""
SELECT digest_at, digest_weekday, quiet_from, quiet_until FROM people_noticehours WHERE user_id = %(user)s
        """,
    ),
    Portion(
        "chat",
        about=("people_chataddress.user_id",),
        statement="""
SELECT service, host, given_at, reached_at FROM people_chataddress WHERE user_id = %(user)s
        """,
    ),
    Portion(
        "tokens",
        about=("people_apitoken.user_id",),
        statement="""
SELECT uid, name, scopes, created_at, expires_at, last_used_on, revoked_at FROM people_apitoken
WHERE user_id = %(user)s ORDER BY id
        """,
    ),
    Portion(
        "calendars",
        about=("people_calendarfeed.user_id",),
        statement="""
SELECT uid, created_at, revoked_at FROM people_calendarfeed WHERE user_id = %(user)s ORDER BY id
        """,
    ),
    Portion(
        "devices",
        about=("people_deviceuse.user_id",),
        statement="""
SELECT encode(device, 'hex') AS device, first_on, last_on FROM people_deviceuse WHERE user_id = %(user)s ORDER BY id
        """,
    ),
    Portion(
        "shifts",
        about=("people_shift.contributor_id",),
        statement="""
SELECT h.uid, s.name AS site, h.starts_at, h.ends_at, h.cancelled_at, h.cancelled_why
FROM people_shift h JOIN people_site s ON s.id = h.site_id WHERE h.contributor_id = %(contributor)s ORDER BY h.id
        """,
    ),
    Portion(
        "time",
        about=("people_timeentry.contributor_id",),
        statement="""
SELECT uid, started_at, ended_at, kind, reason, said_at FROM people_timeentry
WHERE contributor_id = %(contributor)s ORDER BY id
        """,
    ),
    Portion(
        "days-approved",
        about=("people_timesheet.contributor_id",),
        statement="""
SELECT uid, day_on, kinds, paid_seconds, shift_seconds, approved_at, withdrawn_at, withdrawn_why
FROM people_timesheet WHERE contributor_id = %(contributor)s ORDER BY id
        """,
    ),
    Portion(
        "activity",
        about=("people_activityspan.contributor_id",),
        statement="""
SELECT stage, started_at, ended_at FROM people_activityspan
WHERE contributor_id = %(contributor)s ORDER BY started_at
        """,
    ),
    Portion(
        "hours-offered",
        about=("people_weeklyhours.contributor_id",),
        statement="""
SELECT minutes, changed_at FROM people_weeklyhours WHERE contributor_id = %(contributor)s
        """,
    ),
    Portion(
        "days-offered",
        about=("people_dayhours.contributor_id",),
        statement="""
SELECT day_on, minutes, changed_at FROM people_dayhours WHERE contributor_id = %(contributor)s ORDER BY day_on
        """,
    ),
    Portion(
        "hours-contracted",
        about=("people_contractedhours.contributor_id",),
        statement="""
SELECT uid, from_on, minutes, set_at FROM people_contractedhours WHERE contributor_id = %(contributor)s ORDER BY id
        """,
    ),
    Portion(
        "erasure",
        about=("people_erasurerequest.user_id",),
        statement="""
SELECT uid, asked_at, words, withdrawn_at, declined_at, declined_reason FROM people_erasurerequest
WHERE user_id = %(user)s ORDER BY id
        """,
    ),
)


def file_of(user: User) -> Iterator[bytes]:
    """The ZIP file of everything that any domain keeps of the person, in pieces."""
    contributor = Contributor.objects.filter(user=user).values_list("pk", flat=True).first()
    return archive(user_id=user.pk, contributor_id=contributor)
