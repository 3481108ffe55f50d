"""Headcount: what sites have committed to against who was there, week by week; committed by hand or by file."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.files import TOO_LARGE
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.headcount import commit_headcount
from assay.partners.queries.headcount import (
    WEEK,
    HeadcountWeek,
    headcount_of,
    headcount_sites,
    headcounts,
    monday_of,
)
from assay.partners.rules.headcount import HEADCOUNT_PEOPLE, HEADCOUNT_WEEK, MOST_PEOPLE, Commitment
from assay.people.models import Site
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.partners.headcount_file import MOST_BYTES, ReadLine, read_plan
from assay.web.partners.headcount_shown import chart_of, drawing_of, shown_headline
from assay.web.requests import done, signed_in, user_of
from assay.web.timekeeping.reading import day_in

MOST_WEEKS = 53
SHOWN = 200


@signed_in
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every site this week; who has one site goes on to it."""
    return _overview(request)


@signed_in
@require_GET
def one(request: HttpRequest, site: UUID) -> HttpResponse:
    person, today = user_of(request), the_time().date()
    found = headcount_of(person, site, today)
    weeks = [
        (each, shown_headline(each.whole), [shown_headline(line) for line in each.languages])
        for each in found.weeks
    ]
    context = {
        "found": found,
        "weeks": weeks,
        "languages": [each.language for each in found.weeks[0].languages],
        "chart": drawing_of(found.weeks),
        "now": shown_headline(found.this_week.whole),
        "joined": sum(each.joined for each in found.weeks),
        "left": sum(each.left for each in found.weeks),
        "may_keep": may(person, Permission.KEEP_CONTRACTS),
        "monday": monday_of(today),
    }
    return render(request, "web/partners/headcount_site.html", context)


@signed_in
@require_POST
def commit(request: HttpRequest, site: UUID) -> HttpResponse:
    """The same number for several weeks of a site."""
    person, now = user_of(request), the_time()
    found = headcount_of(person, site, now.date()).site
    return done(
        request,
        lambda: commit_headcount(person, lines=_asked(request, found), now=now),
        _("Kept. What was committed before is in the audit trail."),
        reverse("headcount-site", args=[site]),
    )


@signed_in
@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """A file is read and shown; with `confirm`, what was shown is committed."""
    person, now = user_of(request), the_time()
    if not may(person, Permission.KEEP_CONTRACTS):
        raise NotFound
    try:
        text = request.POST.get("rows", "").encode() if "confirm" in request.POST else _upload(request)
        read = read_plan(text, headcount_sites(person), now.date())
        lines = [each.wanted for each in read if each.wanted and not each.fault]
        if "confirm" in request.POST and len(lines) == len(read):
            n = commit_headcount(person, lines=lines, now=now)
            messages.success(request, _("Kept: %(n)s lines changed what was committed.") % {"n": n})
            return redirect("headcount")
    except Refused as refused:
        for reason in refused.reasons[:5]:
            messages.error(request, reason.said)
        return redirect("headcount")
    return _overview(request, read=read, text=text)


def _overview(request: HttpRequest, *, read: list[ReadLine] | None = None, text: bytes = b"") -> HttpResponse:
    person = user_of(request)
    found = headcounts(person, the_time().date())
    may_keep = may(person, Permission.KEEP_CONTRACTS)
    if len(found) == 1 and not may_keep:
        return redirect("headcount-site", found[0].site.uid)
    is_good = read is not None and not any(each.fault for each in read)
    context = {
        "rows": [
            (each, shown_headline(each.this_week.whole), chart_of(each.weeks), *_turnover(each.weeks))
            for each in found
        ],
        "may_keep": may_keep,
        "read": read[:SHOWN] if read else None,
        "n_more": max(0, len(read) - SHOWN) if read else 0,
        "n_changes": sum(each.is_change for each in read) if read else 0,
        "n_faults": sum(bool(each.fault) for each in read) if read else 0,
        "text": text.decode(errors="replace") if is_good else "",
    }
    return render(request, "web/partners/headcount.html", context)


def _turnover(weeks: Sequence[HeadcountWeek]) -> tuple[int, int]:
    return sum(each.joined for each in weeks), sum(each.left for each in weeks)


def _asked(request: HttpRequest, site: Site) -> list[Commitment]:
    posted = request.POST
    first, last = (monday_of(day_in(posted.get(name, ""), field=name)) for name in ("first", "last"))
    people = posted.get("people", "").strip()
    if not (people.isascii() and people.isdecimal() and len(people) < 9):
        raise Refused(HEADCOUNT_PEOPLE(field="people", most=MOST_PEOPLE))
    n_weeks = (last - first).days // 7 + 1
    if not 1 <= n_weeks <= MOST_WEEKS:
        raise Refused(HEADCOUNT_WEEK(field="last", value=posted.get("last", "")[:20]))
    language = posted.get("language", "").strip().replace("\0", "")
    return [Commitment(site.pk, language, first + nth * WEEK, int(people)) for nth in range(n_weeks)]


def _upload(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is not None and (sent.size or 0) > MOST_BYTES:
        raise Refused(TOO_LARGE(field="file", most=MOST_BYTES))
    return b"" if sent is None else sent.read()
