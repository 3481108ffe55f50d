"""Announcements: whom they reach, what somebody has to read, and how many have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Contributor, Grant, Site, User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.people.rules.scope import Reach
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects
from assay.support.models import Announcement, AnnouncementRead, AnnouncementText
from assay.support.rules.announcements import Segment, may_tell, with_wider
from assay.support.rules.macros import best_language

TEXTS = Prefetch("texts", AnnouncementText.objects.order_by("language"))


@dataclass(frozen=True, slots=True)
class Told:
    """An announcement as one person reads it."""

    announcement: Announcement
    title: str
    text: str
    language: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Of the people at a site (None: of no site), how many it is for, and how many have read it."""

    site: str | None
    vendor: str
    n: int
    n_read: int


def segment_of(announcement: Announcement) -> Segment:
    return Segment(
        languages=frozenset(announcement.languages),
        markets=frozenset(announcement.markets),
        site=announcement.site_id,
        vendor=announcement.site.vendor_id if announcement.site else None,
        project=announcement.project_id,
        role=announcement.role,
    )


def audience(announcement: Announcement) -> QuerySet[User]:
    """Everybody it is for; `for_person` asks the same the other way round."""
    segment, people = segment_of(announcement), User.objects.filter(is_active=True)
    if segment.is_everybody:
        return people
    if segment.is_of_contributors:
        return people.filter(pk__in=_contributors(segment).values("user"))
    held = Grant.objects.filter(user=OuterRef("pk"), role=segment.role, retired_at=None)
    if segment.site is not None:
        held = held.filter(site=segment.site)
    if segment.project is not None:
        held = held.filter(Q(project_id=None) | Q(project_id=segment.project))
    return people.filter(Exists(held))


def for_person(user: User, *, now: datetime) -> QuerySet[Announcement]:
    """What is in force and for this person."""
    found = in_force(now).filter(_fitting(user))
    read = AnnouncementRead.objects.filter(announcement=OuterRef("pk"), user=user)
    return found.annotate(is_read=Exists(read)).prefetch_related(TEXTS)


def told(user: User, *, language: str, now: datetime, only_unread: bool = False) -> list[Told]:
    """What must be read first, then the newest; at most fifty."""
    # On most days there is nothing: the first pages of everybody find that out in one look.
    if not in_force(now).exists():
        return []
    found = for_person(user, now=now)
    if only_unread:
        read = AnnouncementRead.objects.filter(announcement=OuterRef("pk"), user=user)
        found = found.exclude(Exists(read))
    ordered = found.order_by("is_read", "-is_required", "-starts_at", "-pk")[:50]
    return [_told(each, language) for each in ordered]


def in_force(now: datetime) -> QuerySet[Announcement]:
    running = Q(ends_at=None) | Q(ends_at__gt=now)
    return Announcement.objects.filter(running, starts_at__lte=now, withdrawn_at=None)


def announcement_for(user: User, uid: UUID, *, now: datetime) -> Announcement:
    """One that is for the person."""
    found = for_person(user, now=now).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def kept_by(user: User) -> list[Announcement]:
    """Those the person could have made, the newest first, at most two hundred; who may make none finds nothing."""
    reaches = scope_of(user, Permission.ANNOUNCE).reaches
    if not reaches:
        raise NotFound
    found = Announcement.objects.select_related("site__vendor", "project", "created_by").prefetch_related(
        TEXTS
    )
    # Few of an organisation's announcements are out of somebody's reach or all are: looked at a thousand at most.
    return [each for each in found.order_by("-pk")[:1000] if may_tell(reaches, segment_of(each))][:200]


def one_kept_by(user: User, uid: UUID) -> Announcement:
    reaches = scope_of(user, Permission.ANNOUNCE).reaches
    found = Announcement.objects.select_related("site__vendor", "project").filter(uid=uid).first()
    if found is None or not may_tell(reaches, segment_of(found)):
        raise NotFound
    return found


def require_announcing(by: User | None, segment: Segment) -> None:
    """Refuse unless the person may say something to all of the segment (None: the system acts)."""
    if by is not None and not may_tell(scope_of(by, Permission.ANNOUNCE).reaches, segment):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.ANNOUNCE]))


def places_to_tell(user: User) -> tuple[Sequence[Site], Sequence[Project]]:
    """Sites and projects that the person may choose."""
    reaches = scope_of(user, Permission.ANNOUNCE).reaches
    sites = Site.objects.filter(retired_at=None).select_related("vendor").order_by("name", "pk")
    projects = visible_projects(user, Permission.ANNOUNCE).order_by("name", "pk")
    return [each for each in sites if _may_name(reaches, each)], list(projects[:200])


def read_by_site(announcement: Announcement) -> list[ReadBy]:
    """Counts only: who has read is nobody's business by name."""
    people = audience(announcement).order_by()
    place = {"site": F("contributor__site__name"), "vendor": F("contributor__site__vendor__name")}
    read = Q(pk__in=AnnouncementRead.objects.filter(announcement=announcement).values("user"))
    rows = (
        people.values(place_key=F("contributor__site"), **place)
        .annotate(n=Count("pk"), n_read=Count("pk", filter=read))
        .order_by("site", "vendor", "place_key")
    )
    return [ReadBy(row["site"], row["vendor"] or "", row["n"], row["n_read"]) for row in rows]


def _contributors(segment: Segment) -> QuerySet[Contributor]:
    found = Contributor.objects.all()
    if segment.languages:
        spoken = Q(languages__language__in=segment.languages)
        for each in sorted(segment.languages):
            spoken |= Q(languages__language__startswith=f"{each}-")
        found = found.filter(pk__in=Contributor.objects.filter(spoken).values("pk"))
    if segment.markets:
        there = Contributor.objects.filter(markets__market__code__in=segment.markets)
        found = found.filter(pk__in=there.values("pk"))
    if segment.site is not None:
        found = found.filter(site=segment.site)
    if segment.project is not None:
        member = Contributor.objects.filter(
            memberships__project=segment.project, memberships__retired_at=None
        )
        found = found.filter(pk__in=member.values("pk"))
    return found


def _fitting(user: User) -> Q:
    """`audience` from the person's side."""
    everybody = Q(languages=[], markets=[], site=None, project=None, role="")
    condition = everybody
    contributor = Contributor.objects.filter(user=user).first()
    if contributor is not None:
        tags = contributor.languages.values_list("language", flat=True)
        languages = sorted({each for tag in tags for each in with_wider(tag)})
        markets = list(contributor.markets.values_list("market__code", flat=True))
        projects = Project.objects.filter(
            memberships__contributor=contributor, memberships__retired_at=None
        ).values("pk")
        condition |= (
            Q(role__in=["", Role.CONTRIBUTOR])
            & (Q(languages=[]) | Q(languages__overlap=languages))
            & (Q(markets=[]) | Q(markets__overlap=markets))
            & (Q(site=None) | Q(site=contributor.site_id))
            & (Q(project=None) | Q(project__in=projects))
        )
    for role, site, project in Grant.objects.filter(user=user, retired_at=None).values_list(
        "role", "site_id", "project_id"
    ):
        if role != Role.CONTRIBUTOR:
            of_project = Q() if project is None else (Q(project=None) | Q(project=project))
            condition |= Q(role=role) & (Q(site=None) | Q(site=site)) & of_project
    return condition


def _told(announcement: Announcement, language: str) -> Told:
    texts = {each.language: each for each in announcement.texts.all()}
    found = texts[best_language(language, texts) or next(iter(texts))]
    is_read = bool(getattr(announcement, "is_read", False))
    return Told(announcement, found.title, found.text, found.language, is_read)


def _may_name(reaches: Iterable[Reach], site: Site) -> bool:
    segment = Segment(site=site.pk, vendor=site.vendor_id)
    return any(
        may_tell([Reach(None, reach.vendor, reach.site, reach.team, frozenset())], segment)
        for reach in reaches
    )
