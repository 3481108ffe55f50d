"""Announcements that one makes for others, with how many have read them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import Reason, Refused
from assay.people.enums import Role
from assay.people.models import User
from assay.stats.sampling import Share, wilson
from assay.support.actions.announcements import (
    AnnouncementDraft,
    Said,
    announce,
    translate_announcement,
    withdraw_announcement,
)
from assay.support.models import Announcement
from assay.support.queries.announcements import kept_by, one_kept_by, places_to_tell, read_by_site
from assay.support.rules.announcements import MOST_IN_TEXT, MOST_IN_TITLE
from assay.web.people.reading import day_of
from assay.web.requests import done, signed_in, user_of


@dataclass(frozen=True, slots=True)
class ShownAnnouncement:
    uid: UUID
    title: str
    whom: str
    state: str
    tone: str
    is_required: bool
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownReads:
    place: str
    vendor: str
    share: Share


@signed_in
@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    person, now = user_of(request), the_time()
    rows = [shown(each, now) for each in kept_by(person)]
    return render(request, "web/support/announcements.html", {"rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """To whom, what, from when until when."""
    person = user_of(request)
    kept_by(person)
    refused: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            made = announce(person, draft=_draft(request, person), now=the_time())
        except Refused as why:
            refused = why.reasons
        else:
            messages.success(request, _("It is told from its first day on."))
            return redirect("announcement", announcement=made.uid)
    sites, projects = places_to_tell(person)
    context = {
        "given": request.POST,
        "sites": sites,
        "projects": projects,
        "roles": [(each.value, _(str(each.label))) for each in Role],
        "most": {"title": MOST_IN_TITLE, "text": MOST_IN_TEXT},
        "reasons": refused,
    }
    return render(request, "web/support/announcement_new.html", context, status=422 if refused else 200)


@signed_in
@require_GET
def one(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """Its texts, and by site how many have read it."""
    person, now = user_of(request), the_time()
    found = one_kept_by(person, announcement)
    read = read_by_site(found)
    context = {
        "announcement": found,
        "row": shown(found, now),
        "texts": found.texts.order_by("language"),
        "reads": [
            ShownReads(each.site or _("No site"), each.vendor, wilson(each.n_read, each.n)) for each in read
        ],
        "all": wilson(sum(each.n_read for each in read), sum(each.n for each in read)),
        "most": {"title": MOST_IN_TITLE, "text": MOST_IN_TEXT},
    }
    return render(request, "web/support/announcement.html", context)


@signed_in
@require_POST
def translate(request: HttpRequest, announcement: UUID) -> HttpResponse:
    person, posted = user_of(request), request.POST
    found = one_kept_by(person, announcement)
    said = Said(posted.get("title", ""), posted.get("text", ""))
    language = posted.get("language", "")
    return done(
        request,
        lambda: translate_announcement(person, announcement=found, language=language, said=said),
        _("Saved."),
        reverse("announcement", args=[announcement]),
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest, announcement: UUID) -> HttpResponse:
    person, reason = user_of(request), request.POST.get("reason", "")
    found = one_kept_by(person, announcement)
    return done(
        request,
        lambda: withdraw_announcement(person, announcement=found, reason=reason, now=the_time()),
        _("Nobody is shown it any more."),
        reverse("announcement", args=[announcement]),
    )


def shown(announcement: Announcement, now: datetime) -> ShownAnnouncement:
    texts = list(announcement.texts.all())
    english = next((each for each in texts if each.language.partition("-")[0] == "en"), None)
    state, tone = _state(announcement, now)
    return ShownAnnouncement(
        uid=announcement.uid,
        title=(english or texts[0]).title,
        whom=", ".join(_whom(announcement)) or _("Everybody"),
        state=state,
        tone=tone,
        is_required=announcement.is_required,
        starts_at=announcement.starts_at,
        ends_at=announcement.ends_at,
    )


def _state(announcement: Announcement, now: datetime) -> tuple[str, str]:
    if announcement.withdrawn_at:
        return _("withdrawn"), ""
    if announcement.starts_at > now:
        return _("not yet"), "busy"
    if announcement.ends_at and announcement.ends_at <= now:
        return _("over"), ""
    return _("shown"), "good"


def _whom(announcement: Announcement) -> list[str]:
    found = [_(str(Role(announcement.role).label))] if announcement.role else []
    found += [announcement.site.name] if announcement.site else []
    found += [announcement.project.name] if announcement.project else []
    return [*found, *announcement.languages, *announcement.markets]


def _draft(request: HttpRequest, person: User) -> AnnouncementDraft:
    posted = request.POST
    sites, projects = places_to_tell(person)
    site, project = (parse_uid(posted.get(name, "")) for name in ("site", "project"))
    return AnnouncementDraft(
        texts={posted.get("language", ""): Said(posted.get("title", ""), posted.get("text", ""))},
        languages=tuple(posted.get("languages", "").replace(",", " ").split()),
        markets=tuple(posted.get("markets", "").replace(",", " ").split()),
        site=next((each for each in sites if each.uid == site), None),
        project=next((each for each in projects if each.uid == project), None),
        role=posted.get("role", "")[:20],
        is_required=posted.get("required") == "on",
        starts_at=day_of(posted.get("starts", ""), person.time_zone, field="starts"),
        ends_at=day_of(posted.get("ends", ""), person.time_zone, field="ends"),
    )
