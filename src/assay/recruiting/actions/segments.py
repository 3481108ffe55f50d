"""Searches are saved under a name, shared, changed and retired by their owner."""

from datetime import datetime

import msgspec
from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.recruiting.models import TalentSegment
from assay.recruiting.queries.campaigns import may_recruit
from assay.recruiting.queries.talent import unknown_in
from assay.recruiting.rules import reasons
from assay.recruiting.rules.talent import Search, refuse_segment


def save_segment(by: User, *, name: str, search: Search, is_common: bool, now: datetime) -> TalentSegment:
    """A new one of the person's own."""
    _refuse(by, name, search)
    try:
        with transaction.atomic():
            act_as(by)
            return TalentSegment.objects.create(
                name=name.strip(),
                search=msgspec.to_builtins(search),
                owner=by,
                is_common=is_common,
                made_at=now,
                changed_at=now,
            )
    except IntegrityError as error:
        raise Refused(reasons.SEGMENT_TWICE(field="name")) from error


def change_segment(
    by: User, *, segment: TalentSegment, name: str, search: Search, is_common: bool, now: datetime
) -> TalentSegment:
    """Whoever uses it has the new search at once, pools too."""
    _refuse(by, name, search)
    try:
        with transaction.atomic():
            act_as(by)
            locked = _locked(by, segment)
            locked.name, locked.search = name.strip(), msgspec.to_builtins(search)
            locked.is_common, locked.changed_at = is_common, now
            locked.save()
            emit("recruiting.segment_changed", uid=locked.uid, now=now)
    except IntegrityError as error:
        raise Refused(reasons.SEGMENT_TWICE(field="name")) from error
    return locked


def retire_segment(by: User, *, segment: TalentSegment, now: datetime) -> None:
    """It is offered no more. Pools that name it go on by it."""
    with transaction.atomic():
        act_as(by)
        locked = _locked(by, segment)
        locked.retired_at = now
        locked.save(update_fields=["retired_at"])


def _locked(by: User, segment: TalentSegment) -> TalentSegment:
    locked = TalentSegment.objects.select_for_update(no_key=True).get(pk=segment.pk)
    if locked.retired_at is not None:
        raise NotFound
    if locked.owner_id != by.pk:
        raise Refused(reasons.SEGMENT_OF_OTHERS())
    return locked


def _refuse(by: User, name: str, search: Search) -> None:
    if not may_recruit(by):
        raise NotFound
    if found := [*refuse_segment(name, search), *unknown_in(search)]:
        raise Refused(*found)
