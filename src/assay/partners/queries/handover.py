"""Notes from shift to shift: what the next one reads."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.partners.enums import NoteKind
from assay.partners.models import HandoverNote, HandoverReading
from assay.people.models import User
from assay.people.queries.site_parts import SitePart, site_parts

MOST, MOST_OPEN = 50, 100


def notes_for(user: User, part: SitePart, since: datetime) -> list[HandoverNote]:
    """What was written or closed since then, newest first, with `is_read_by_me` and its readers; no open points."""
    told = Q(kind=NoteKind.NOTE, written_at__gt=since) | Q(closed_at__gt=since)
    return list(_in_sight(user, part).filter(told).order_by("-pk")[:MOST])


def open_points(user: User, part: SitePart) -> list[HandoverNote]:
    """The oldest first: they have been carried furthest."""
    found = _in_sight(user, part).filter(kind=NoteKind.POINT, closed_at=None)
    return list(found.order_by("pk")[:MOST_OPEN])


def note_in_sight(user: User, uid: UUID) -> tuple[HandoverNote, SitePart]:
    """A note with the part of the site through which the person sees it."""
    note = HandoverNote.objects.select_related("site").filter(uid=uid).first()
    for part in site_parts(user) if note else ():
        if note and part.site.pk == note.site_id and (note.team_id is None or part.covers(note.team_id)):
            return note, part
    raise NotFound


def _in_sight(user: User, part: SitePart) -> QuerySet[HandoverNote]:
    """A team lead reads what is for the team and for the whole site."""
    found = HandoverNote.objects.filter(site=part.site)
    if part.team is not None:
        found = found.filter(Q(team=None) | Q(team=part.team))
    mine = HandoverReading.objects.filter(note=OuterRef("pk"), user=user)
    readings = HandoverReading.objects.select_related("user").order_by("read_at")
    return (
        found.select_related("written_by", "closed_by", "team")
        .annotate(is_read_by_me=Exists(mine))
        .prefetch_related(Prefetch("readings", readings))
    )
