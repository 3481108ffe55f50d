"""The audit trail: every change in words, and whether the chain over it is intact."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit import jobs
from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.keeping import VERIFY
from assay.kit.reasons import Refused
from assay.kit.trail import Wanted, events, seal
from assay.people.models import User
from assay.web.administration.entrance import administrator
from assay.web.administration.naming import TABLES, noun
from assay.web.administration.trail import shown
from assay.web.people.reading import day_of
from assay.web.requests import PAGE, done, signed_in

BIGGEST = 2**63 - 1
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as typed, and what they mean."""

    wanted: Wanted
    table: str
    row: str
    actor: str
    since: str
    until: str


@signed_in
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Newest first; `before` is the key of the last event of the page before."""
    person = administrator(request)
    asked = _asked(request.GET, person.time_zone)
    found = list(events(asked.wanted, before=_number(request.GET.get("before", "")))[: PAGE + 1])
    context = {
        "events": shown(found[:PAGE]),
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "is_first": "before" not in request.GET,
        "asked": asked,
        "kept": _kept(request.GET),
        "tables": sorted(((table, noun(table)) for table in TABLES), key=lambda pair: pair[1]),
        "seal": seal(),
    }
    return render(request, "web/administration/audit.html", context)


@signed_in
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Recompute the chain as a job; the page then says what it found."""
    person = administrator(request)
    return done(
        request,
        lambda: jobs.start(person, kind=VERIFY, key=VERIFY, now=now()),
        _("The check has started. This page says what it found."),
        reverse("audit"),
    )


def _asked(query: QueryDict, zone: str) -> Asked:
    typed = {name: query.get(name, "").strip() for name in ("table", "row", "actor", "since", "until")}
    table = typed["table"] if typed["table"] in TABLES else ""
    is_system = typed["actor"].lower() == SYSTEM
    until = _day(typed["until"], zone)
    wanted = Wanted(
        table=table,
        row=_number(typed["row"]),
        actor="" if is_system else _actor(typed["actor"]),
        by_system=is_system,
        since=_day(typed["since"], zone),
        until=until + timedelta(days=1) if until else None,
    )
    return Asked(wanted, table, typed["row"], typed["actor"], typed["since"], typed["until"])


def _actor(typed: str) -> str:
    """An e-mail address or an identifier; of nobody known, one that finds nothing."""
    if not typed:
        return ""
    if uid := parse_uid(typed):
        return str(uid)
    found = User.objects.filter(email=typed.lower().replace("\0", "")).values_list("uid", flat=True).first()
    return str(found) if found else "nobody"


def _day(text: str, zone: str) -> datetime | None:
    """A date that cannot be read is no filter."""
    try:
        return day_of(text, zone, field="since")
    except Refused:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and int(text) <= BIGGEST else None


def _kept(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("before", None)
    return kept.urlencode()
