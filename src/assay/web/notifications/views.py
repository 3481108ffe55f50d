"""What one is told, on which way and how soon; quiet hours and digests."""

from datetime import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.actions.choosing import choose_paces, set_hours
from assay.people.queries.chosen import channels, told_to
from assay.people.queries.feeds import feed_of
from assay.people.queries.recipients import hours_of
from assay.people.rules import reasons
from assay.web.notifications import chats, shown
from assay.web.requests import done, signed_in, user_of

_MOST_IN_TIME = 8


@signed_in
@require_http_methods(["GET", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return done(request, lambda: _choose(request), _("Saved."), "notifications")
    return page(request)


def page(request: HttpRequest, *, feed_address: str = "") -> HttpResponse:
    """`feed_address`: a secret address that was made just now."""
    person = user_of(request)
    hours = hours_of(person)
    context = {
        "person": person,
        "channels": shown.channel_words(channels(person)),
        "rows": shown.rows(told_to(person)),
        "digest_at": shown.clock(hours.digest_at),
        "digest_weekday": hours.digest_weekday,
        "quiet_from": shown.clock(hours.quiet_from),
        "quiet_until": shown.clock(hours.quiet_until),
        "weekdays": shown.weekdays(),
        "chat": chats.shown(person),
        "feed": feed_of(person),
        "feed_address": feed_address,
    }
    return render(request, "web/account_notifications.html", context)


@signed_in
@require_POST
def hours(request: HttpRequest) -> HttpResponse:
    def save() -> None:
        weekday = request.POST.get("digest_weekday", "")
        set_hours(
            user_of(request),
            digest_at=_time(request.POST.get("digest_at", ""), "digest_at"),
            digest_weekday=int(weekday) if weekday.isdecimal() and len(weekday) == 1 else -1,
            quiet_from=_quiet(request, "quiet_from"),
            quiet_until=_quiet(request, "quiet_until"),
            now=now(),
        )

    return done(request, save, _("Saved."), "notifications")


def _choose(request: HttpRequest) -> None:
    """Only what differs from what holds: a default that changes later still reaches who never chose."""
    person = user_of(request)
    wanted = {
        (told.kind.code, channel.value): given
        for told in told_to(person)
        for channel, pace in told.paces.items()
        if (given := request.POST.get(shown.named(told.kind.code, channel), pace.value)) != pace.value
    }
    choose_paces(person, wanted=wanted)


def _quiet(request: HttpRequest, name: str) -> time | None:
    given = request.POST.get(name, "")
    return _time(given, name) if given else None


def _time(given: str, field: str) -> time:
    try:
        return time.fromisoformat(given[:_MOST_IN_TIME]).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Refused(reasons.NO_TIME(field=field, value=given[:20])) from None
