"""Telling a segment something, and that somebody has read it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.enums import Role
from assay.people.models import Market, Site, User
from assay.people.rules.words import refuse_language
from assay.projects.models import Project
from assay.support.models import Announcement, AnnouncementRead, AnnouncementText
from assay.support.queries.announcements import (
    audience,
    in_force,
    require_announcing,
    segment_of,
)
from assay.support.rules import reasons
from assay.support.rules.announcements import MOST_IN_TEXT, MOST_IN_TITLE, MOST_LANGUAGES, refuse_segment
from assay.support.rules.macros import best_language
from assay.support.rules.words import clean, refuse_text

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AnnouncementDraft:
    """What is left empty narrows nothing. `texts` by language; at least one."""

    texts: Mapping[str, Said]
    languages: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    site: Site | None = None
    project: Project | None = None
    role: str = ""
    is_required: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def announce(by: User | None, *, draft: AnnouncementDraft, now: datetime) -> Announcement:
    """From `starts_at` on (else now) it stands in the inbox and on the first page of everybody it is for."""
    starts_at = draft.starts_at or now
    made = Announcement(
        languages=sorted(set(draft.languages)),
        markets=sorted(set(draft.markets)),
        site=draft.site,
        project=draft.project,
        role=draft.role,
        is_required=draft.is_required,
        starts_at=starts_at,
        ends_at=draft.ends_at,
        created_at=now,
        created_by=by,
    )
    _refuse(made, draft, now)
    require_announcing(by, segment_of(made))
    with transaction.atomic():
        act_as(by)
        made.save()
        for language, said in draft.texts.items():
            _keep_text(made, language, said)
        return made


def translate_announcement(by: User | None, *, announcement: Announcement, language: str, said: Said) -> None:
    """In another language, or corrected."""
    require_announcing(by, segment_of(announcement))
    with transaction.atomic():
        act_as(by)
        _keep_text(announcement, language, said)


def withdraw_announcement(by: User | None, *, announcement: Announcement, reason: str, now: datetime) -> None:
    """Nobody is shown it any more; that it was told stays in inboxes."""
    require_announcing(by, segment_of(announcement))
    reason = clean(reason)
    if not reason:
        raise Refused(reasons.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        kept = Announcement.objects.filter(pk=announcement.pk, withdrawn_at=None)
        kept.update(withdrawn_at=now, withdrawn_reason=reason[:1000])


def read_announcement(by: User, *, announcement: Announcement, now: datetime) -> None:
    """The first time counts."""
    AnnouncementRead.objects.bulk_create(
        [AnnouncementRead(announcement=announcement, user=by, at=now)], ignore_conflicts=True
    )


def tell_announcements(*, now: datetime) -> int:
    """What has begun goes into inboxes, so many people of each at a time; how many were told."""
    waiting = in_force(now).filter(told_at=None).order_by("pk")[:20]
    return sum(_tell_next(pk, now) for pk in list(waiting.values_list("pk", flat=True)))


def _tell_next(announcement_id: int, now: datetime) -> int:
    with transaction.atomic():
        act_as(None)
        waiting = Announcement.objects.filter(pk=announcement_id, told_at=None)
        found = waiting.select_for_update(no_key=True, skip_locked=True, of=["self"]).first()
        if found is None:
            return 0
        people = audience(found).filter(pk__gt=found.told_up_to).order_by("pk")
        rows = list(people.values_list("pk", "locale")[:AT_ONCE])
        _tell_rows(found, rows, now)
        if rows:
            found.told_up_to = rows[-1][0]
        if len(rows) < AT_ONCE:
            found.told_at = now
        found.save(update_fields=["told_up_to", "told_at"])
        return len(rows)


def _tell_rows(announcement: Announcement, rows: list[tuple[int, str]], now: datetime) -> None:
    """Everybody reads the title in the language of theirs that there is."""
    titles = {each.language: each.title for each in announcement.texts.all()}
    by_language: dict[str, list[int]] = defaultdict(list)
    for pk, locale in rows:
        by_language[best_language(locale or "en", titles) or ""].append(pk)
    for language, people in sorted(by_language.items()):
        tell(
            people,
            kind="support.announcement",
            sentence=_("Announcement: {title}"),
            about={"title": titles.get(language, "")},
            address="/announcements/",
            now=now,
        )


def _refuse(made: Announcement, draft: AnnouncementDraft, now: datetime) -> None:
    found = [refuse_segment(segment_of(made))]
    found += [refuse_language(each, field="languages") for each in made.languages[:MOST_LANGUAGES]]
    known = set(Market.objects.filter(code__in=made.markets).values_list("code", flat=True))
    if not set(made.markets) <= known:
        found.append(reasons.UNKNOWN_MARKET(field="markets"))
    if made.role and made.role not in Role.values:
        found.append(reasons.UNKNOWN_ROLE(field="role"))
    if made.ends_at is not None and (made.ends_at <= made.starts_at or made.ends_at <= now):
        found.append(reasons.ENDS_BEFORE(field="ends_at"))
    if not draft.texts:
        found.append(reasons.NO_TEXT(field="text"))
    if len(made.languages) > MOST_LANGUAGES or len(draft.texts) > MOST_LANGUAGES:
        found.append(reasons.TOO_MANY_LANGUAGES(most=MOST_LANGUAGES))
    if why := [each for each in found if each]:
        raise Refused(*why)


def _keep_text(announcement: Announcement, language: str, said: Said) -> None:
    title, text, language = clean(said.title), clean(said.text), language.strip()
    found = [
        refuse_language(language),
        refuse_text(title, field="title", most=MOST_IN_TITLE),
        refuse_text(text, most=MOST_IN_TEXT),
    ]
    if why := [each for each in found if each]:
        raise Refused(*why)
    AnnouncementText.objects.update_or_create(
        announcement=announcement, language=language, defaults={"title": title, "text": text}
    )
