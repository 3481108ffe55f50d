"""What left, waits to leave or failed, for administrators: who, which kind and how, never what it says."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from assay.kit.reasons import NotFound
from assay.people.enums import NoticeState
from assay.people.models import Notice, User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission


def notices_for(by: User, *, state: str = "") -> QuerySet[Notice]:
    """Newest first; nothing for whoever does not administer the whole organisation."""
    if not may(by, Permission.ADMINISTER):
        return Notice.objects.none()
    found = Notice.objects.select_related("user", "message").order_by("-id")
    return found.filter(state=state) if state in NoticeState else found


def notice_for(by: User, uid: UUID) -> Notice:
    found = notices_for(by).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def counted(by: User) -> dict[str, int]:
    """How many are in each state."""
    rows = notices_for(by).order_by().values_list("state").annotate(n=Count("pk"))
    return dict.fromkeys(NoticeState.values, 0) | dict(rows)


def is_due(now: datetime) -> bool:
    return Notice.objects.filter(state=NoticeState.WAITING, try_at__lte=now).exists()
