"""Planning shifts: for several people and days at once, or from a file that is shown before it counts."""

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.kit.clock import working_day
from assay.kit.files import TOO_LARGE
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Reason, Refused
from assay.kit.rows import Row, Unreadable, csv_rows
from assay.people.actions.shifts import MOST, Planned, cancel_shift, plan_shifts, refusals
from assay.people.models import Contributor, Site, User
from assay.people.queries.time import kept_by, may_keep_time, shift_in_sight, site_with_time
from assay.people.rules import reasons
from assay.web.requests import done, signed_in, user_of
from assay.web.timekeeping.reading import day_in, monday_of, span_on

NEEDED = ("contributor", "day", "start", "end")
MOST_DAYS = 92
MOST_BYTES = 2_000_000
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Read:
    """What a file asks for, or why not: (line, sentence)."""

    planned: tuple[Planned, ...]
    faults: tuple[tuple[int, str], ...]


@signed_in
@require_http_methods(["GET", "POST"])
def shifts(request: HttpRequest, site: UUID) -> HttpResponse:
    """The same shift for everybody chosen, on the weekdays chosen."""
    person, now = user_of(request), the_time()
    found = _site_kept(person, site)
    if request.method == "POST":
        try:
            asked = _asked(request, person, found)
            plan_shifts(person, shifts=asked, now=now)
        except Refused as refused:
            for reason in refused.reasons[:5]:
                messages.error(request, reason.said)
        else:
            _tell(request, len(asked))
            return redirect(_week(found, asked[0].starts_at.date()))
    return _page(request, found, person, now)


@signed_in
@require_POST
def file(request: HttpRequest, site: UUID) -> HttpResponse:
    """A file is read and shown; with `confirm`, what was shown is planned."""
    person, now = user_of(request), the_time()
    found = _site_kept(person, site)
    try:
        text = request.POST.get("rows", "").encode() if "confirm" in request.POST else _upload(request)
    except Refused as refused:
        messages.error(request, refused.reasons[0].said)
        return redirect("time-shifts", found.uid)
    read = _read(text, person, found, now)
    if "confirm" in request.POST and read.planned and not read.faults:
        try:
            plan_shifts(person, shifts=read.planned, now=now)
        except Refused as refused:
            for reason in refused.reasons[:5]:
                messages.error(request, reason.said)
        else:
            _tell(request, len(read.planned))
            return redirect(_week(found, read.planned[0].starts_at.date()))
    return _page(request, found, person, now, read=read, text=text)


@signed_in
@require_POST
def cancel(request: HttpRequest, shift: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    found = shift_in_sight(person, shift)
    on = working_day(found.starts_at, found.site.time_zone)
    back = reverse("time-day", args=[found.site.uid, found.contributor.uid, on])
    return done(
        request,
        lambda: cancel_shift(person, shift=found, why=request.POST.get("why", ""), now=now),
        _("The shift is cancelled."),
        back,
    )


def _page(
    request: HttpRequest,
    site: Site,
    person: User,
    now: datetime,
    *,
    read: Read | None = None,
    text: bytes = b"",
) -> HttpResponse:
    monday = monday_of(request.GET.get("week", ""), site.time_zone, now)
    context = {
        "site": site,
        "people": _kept(person, site),
        "monday": monday,
        "weekdays": [monday + timedelta(days=nth) for nth in range(7)],
        "read": read,
        "rows": text.decode(errors="replace") if read and read.planned and not read.faults else "",
        "shown": read.planned[:SHOWN] if read else (),
        "n_more": max(0, len(read.planned) - SHOWN) if read else 0,
        "faults": read.faults[:SHOWN] if read else (),
        "posted": request.POST,
        "chosen": set(request.POST.getlist("contributor")),
        "chosen_days": set(request.POST.getlist("weekday")) or {"0", "1", "2", "3", "4"},
    }
    return render(request, "web/timekeeping/shifts.html", context)


def _asked(request: HttpRequest, person: User, site: Site) -> list[Planned]:
    posted = request.POST
    uids = {uid for uid in map(parse_uid, posted.getlist("contributor")) if uid}
    people = list(_kept(person, site).filter(uid__in=uids))
    if not people:
        raise Refused(reasons.NOBODY_CHOSEN(field="contributor"))
    first, last = day_in(posted.get("first", ""), field="first"), day_in(posted.get("last", ""), field="last")
    weekdays = set(posted.getlist("weekday"))
    n_days = min((last - first).days + 1, MOST_DAYS)
    days = [first + timedelta(days=nth) for nth in range(n_days)]
    spans = [
        span_on(day, posted.get("start", ""), posted.get("end", ""), site.time_zone)
        for day in days
        if str(day.weekday()) in weekdays
    ]
    if not spans:
        raise Refused(reasons.DATE_INVALID(field="last", value=posted.get("last", "")[:40]))
    return [Planned(person, *span) for person in people for span in spans]


def _upload(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is not None and (sent.size or 0) > MOST_BYTES:
        raise Refused(TOO_LARGE(field="file", most=MOST_BYTES))
    return b"" if sent is None else sent.read()


def _read(text: bytes, person: User, site: Site, now: datetime) -> Read:
    people = {each.pseudonym: each for each in _kept(person, site)}
    planned: list[Planned] = []
    lines: list[int] = []
    faults: list[tuple[int, str]] = []
    try:
        for row in csv_rows(io.BytesIO(text), needed=NEEDED):
            if len(planned) + len(faults) >= MOST:
                faults.append((row.line, reasons.TOO_MANY_SHIFTS(most=MOST).said))
                break
            asked = _of_row(row, people, site)
            if isinstance(asked, Planned):
                planned.append(asked)
                lines.append(row.line)
            else:
                faults.append((row.line, asked))
    except Unreadable as unreadable:
        return Read((), ((1, str(unreadable)),))
    faults += [(lines[_nth(reason)], reason.said) for reason in refusals(planned, now=now)]
    if not planned and not faults:
        faults.append((1, _("The file has no rows.")))
    return Read(tuple(planned), tuple(sorted(faults)))


def _of_row(row: Row, people: dict[str, Contributor], site: Site) -> Planned | str:
    cells = {name: str(row.cells.get(name, "")).strip() for name in NEEDED}
    who = people.get(cells["contributor"])
    if row.fault or who is None:
        return row.fault or _("Nobody of this site is called %(name)s.") % {"name": cells["contributor"][:60]}
    try:
        day = day_in(cells["day"], field="day")
        return Planned(who, *span_on(day, cells["start"], cells["end"], site.time_zone))
    except Refused as refused:
        return refused.reasons[0].said


def _nth(reason: Reason) -> int:
    return int((reason.field or "shifts.0").rpartition(".")[2])


def _site_kept(person: User, uid: UUID) -> Site:
    found = site_with_time(person, uid)
    if not may_keep_time(person, found):
        raise NotFound
    return found


def _kept(person: User, site: Site) -> QuerySet[Contributor]:
    return kept_by(person).filter(site=site).select_related("site").order_by("pseudonym")


def _week(site: Site, day: date) -> str:
    return f"{reverse('time-week', args=[site.uid])}?week={day.isoformat()}"


def _tell(request: HttpRequest, n: int) -> None:
    messages.success(request, ngettext("%(n)s shift is planned.", "%(n)s shifts are planned.", n) % {"n": n})
