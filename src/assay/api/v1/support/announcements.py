"""Announcements over the API: those for oneself, and those one makes."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import User
from assay.support.actions.announcements import (
    AnnouncementDraft,
    Said,
    announce,
    read_announcement,
    translate_announcement,
    withdraw_announcement,
)
from assay.support.models import Announcement
from assay.support.queries.announcements import (
    announcement_for,
    kept_by,
    one_kept_by,
    places_to_tell,
    read_by_site,
    told,
)
from assay.support.rules.announcements import MOST_IN_TEXT, MOST_IN_TITLE
from assay.support.rules.reasons import UNKNOWN_PLACE

router = Router(tags=["support"])


class AnnouncementTextShape(Strict):
    title: str = Field(max_length=MOST_IN_TITLE, examples=["Maintenance on Sunday"])
    text: str = Field(max_length=MOST_IN_TEXT, examples=["From 6 to 8 UTC no tasks come."])


class AnnouncementIn(Strict):
    """What is named must fit; what is left out fits everybody."""

    texts: dict[str, AnnouncementTextShape] = Field(
        description="By language.",
        examples=[{"en": {"title": "Maintenance on Sunday", "text": "From 6 to 8 UTC no tasks come."}}],
    )
    languages: list[str] = Field(default_factory=list, description="That people speak.", examples=[["pt"]])
    markets: list[str] = Field(default_factory=list, examples=[["pt-BR"]])
    site: UUID | None = None
    project: UUID | None = None
    role: Role | None = Field(None, examples=["contributor"])
    is_required: bool = Field(default=False, description="Stays on top until it is read; blocks nothing.")
    starts_at: datetime | None = Field(None, description="Left out: at once.")
    ends_at: datetime | None = None


class WithdrawnIn(Strict):
    reason: str = Field(max_length=1000, examples=["It is postponed."])


class OwnAnnouncementOut(Schema):
    uid: UUID
    title: str = Field(examples=["Maintenance on Sunday"])
    text: str = Field(examples=["From 6 to 8 UTC no tasks come."])
    language: str = Field(examples=["en"])
    is_required: bool
    is_read: bool
    starts_at: datetime


class OwnAnnouncementsOut(Schema):
    items: list[OwnAnnouncementOut]


class AnnouncementOut(Schema):
    uid: UUID
    texts: dict[str, AnnouncementTextShape]
    languages: list[str] = Field(examples=[["pt"]])
    markets: list[str] = Field(examples=[["pt-BR"]])
    site: UUID | None
    project: UUID | None
    role: str = Field(examples=["contributor"])
    is_required: bool
    starts_at: datetime
    ends_at: datetime | None
    withdrawn_at: datetime | None


class AnnouncementsOut(Schema):
    items: list[AnnouncementOut]


class ReadBySiteOut(Schema):
    site: str = Field(description="Empty: of no site.", examples=["Lisbon"])
    vendor: str = Field(examples=["Lingua"])
    n: int = Field(description="For so many people.", examples=[40])
    n_read: int = Field(examples=[31])


class ReadReceiptsOut(Schema):
    sites: list[ReadBySiteOut]


@router.get("/me/announcements", response=OwnAnnouncementsOut, operation_id="me_announcements")
def mine(request: HttpRequest) -> OwnAnnouncementsOut:
    """What is in force and for you, in your language where it was written in it; unread first."""
    user = person_of(request)
    rows = told(user, language=user.locale or "en", now=now())
    return OwnAnnouncementsOut(
        items=[
            OwnAnnouncementOut(
                uid=each.announcement.uid,
                title=each.title,
                text=each.text,
                language=each.language,
                is_required=each.announcement.is_required,
                is_read=each.is_read,
                starts_at=each.announcement.starts_at,
            )
            for each in rows
        ]
    )


@router.put(
    "/me/announcements/{uuid:announcement}/read",
    response={204: None},
    operation_id="me_announcements_read",
)
def read(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """You have read it."""
    user, at = person_of(request), now()
    read_announcement(user, announcement=announcement_for(user, announcement, now=at), now=at)
    return HttpResponse(status=204)


@router.get("/announcements", response=AnnouncementsOut, operation_id="announcements")
def list_kept(request: HttpRequest) -> AnnouncementsOut:
    """Those to people you may tell something, newest first."""
    return AnnouncementsOut(items=[_out(each) for each in kept_by(person_of(request))])


@router.post("/announcements", response={201: AnnouncementOut}, operation_id="announcements_make")
@creates
def make(request: HttpRequest, asked: AnnouncementIn) -> AnnouncementOut:
    """Tell a segment something, from a moment on."""
    user = person_of(request)
    kept_by(user)
    return _out(announce(user, draft=_draft(user, asked), now=now()))


@router.put(
    "/announcements/{uuid:announcement}/texts/{language}",
    response=AnnouncementOut,
    operation_id="announcements_text",
)
def translate(
    request: HttpRequest, announcement: UUID, language: str, asked: AnnouncementTextShape
) -> AnnouncementOut:
    """In another language, or anew."""
    user = person_of(request)
    found = one_kept_by(user, announcement)
    translate_announcement(user, announcement=found, language=language, said=Said(asked.title, asked.text))
    return _out(one_kept_by(user, announcement))


@router.post(
    "/announcements/{uuid:announcement}/withdraw",
    response=AnnouncementOut,
    operation_id="announcements_withdraw",
)
def withdraw(request: HttpRequest, announcement: UUID, asked: WithdrawnIn) -> AnnouncementOut:
    """Nobody is shown it any more."""
    user = person_of(request)
    found = one_kept_by(user, announcement)
    withdraw_announcement(user, announcement=found, reason=asked.reason, now=now())
    return _out(one_kept_by(user, announcement))


@router.get(
    "/announcements/{uuid:announcement}/receipts",
    response=ReadReceiptsOut,
    operation_id="announcements_receipts",
)
def receipts(request: HttpRequest, announcement: UUID) -> ReadReceiptsOut:
    """By site, for how many it is and how many have read it; never who."""
    found = one_kept_by(person_of(request), announcement)
    return ReadReceiptsOut(
        sites=[
            ReadBySiteOut(site=each.site or "", vendor=each.vendor, n=each.n, n_read=each.n_read)
            for each in read_by_site(found)
        ]
    )


def _draft(user: User, asked: AnnouncementIn) -> AnnouncementDraft:
    sites, projects = places_to_tell(user)
    site = next((each for each in sites if each.uid == asked.site), None)
    project = next((each for each in projects if each.uid == asked.project), None)
    if (asked.site and site is None) or (asked.project and project is None):
        raise Refused(UNKNOWN_PLACE(field="site"))
    return AnnouncementDraft(
        texts={language: Said(each.title, each.text) for language, each in asked.texts.items()},
        languages=tuple(asked.languages),
        markets=tuple(asked.markets),
        site=site,
        project=project,
        role=asked.role.value if asked.role else "",
        is_required=asked.is_required,
        starts_at=asked.starts_at,
        ends_at=asked.ends_at,
    )


def _out(found: Announcement) -> AnnouncementOut:
    return AnnouncementOut(
        uid=found.uid,
        texts={
            each.language: AnnouncementTextShape(title=each.title, text=each.text)
            for each in found.texts.order_by("language")
        },
        languages=found.languages,
        markets=found.markets,
        site=found.site.uid if found.site else None,
        project=found.project.uid if found.project else None,
        role=found.role,
        is_required=found.is_required,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        withdrawn_at=found.withdrawn_at,
    )
