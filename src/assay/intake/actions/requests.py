"""Requests are drafted, filled in, and named people of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assay.intake.enums import Part
from assay.intake.models import Party, Request, Volume
from assay.intake.queries.scope import parts_of, require_filing, taking_part
from assay.intake.rules import reasons
from assay.intake.rules.fields import VolumeRow, refuse_fields, refuse_volumes
from assay.intake.rules.states import EDITABLE, SAID
from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused, Word
from assay.people.models import Market, User


def draft_request(by: User, *, now: datetime, changes: Mapping[str, object] | None = None) -> Request:
    """A draft that only its requesters see; who begins it is the first of them."""
    require_filing(by)
    if problems := refuse_fields(changes or {}):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        request = Request.objects.create(
            **_plain(changes or {}), created_at=now, created_by=by, changed_at=now, state_since=now
        )
        Party.objects.create(request=request, user=by, part=Part.REQUESTER)
        return request


def edit_request(
    by: User | None,
    *,
    request: Request,
    changes: Mapping[str, object],
    now: datetime,
    volumes: Sequence[VolumeRow] | None = None,
) -> Request:
    """Fill in fields, and replace the volumes where they are given, while the requester still writes."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        refuse_editing(by, locked)
        write_fields(locked, changes, volumes, now=now)
        return locked


def write_fields(
    locked: Request, changes: Mapping[str, object], volumes: Sequence[VolumeRow] | None, *, now: datetime
) -> None:
    """Check and write; in the caller's transaction, under the request's lock."""
    markets = {each.code: each for each in Market.objects.filter(retired_at=None)}
    problems = refuse_fields(_with_kept_currency(locked, changes))
    problems += refuse_volumes(volumes or (), {code: each.language for code, each in markets.items()})
    if problems:
        raise Refused(*problems)
    for name, value in _plain(changes).items():
        setattr(locked, name, value)
    locked.changed_at = now
    locked.save(update_fields=[*changes, "changed_at"])
    if volumes is not None:
        _replace_volumes(locked, volumes, markets)


def name_parties(
    by: User | None,
    *,
    request: Request,
    requesters: Sequence[User],
    approvers: Sequence[User],
    now: datetime,
) -> None:
    """Replace who asks for it and who approves it; requesters may do so as long as they write, owners always."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        if Part.JUDGE not in parts_of(by, locked):
            refuse_editing(by, locked)
        if problems := _refuse_parties(requesters, approvers):
            raise Refused(*problems)
        Party.objects.filter(request=locked).delete()
        Party.objects.bulk_create(
            Party(request=locked, user=user, part=part)
            for part, people in ((Part.REQUESTER, requesters), (Part.APPROVER, approvers))
            for user in {each.pk: each for each in people}.values()
        )
        locked.changed_at = now
        locked.save(update_fields=["changed_at"])


def lock(request: Request) -> Request:
    """The row as it is now, and nobody else changes it before this transaction ends."""
    rows = Request.objects.select_for_update(no_key=True, of=["self"])
    return rows.select_related("calendar", "project", "owner").get(pk=request.pk)


def refuse_editing(by: User | None, request: Request) -> None:
    if Part.REQUESTER not in parts_of(by, request):
        raise Refused(reasons.NOT_YOUR_STEP(who=Word(SAID[Part.REQUESTER])))
    if request.state not in EDITABLE:
        raise Refused(reasons.NOT_EDITABLE(state=Word(request.get_state_display())))


def _refuse_parties(requesters: Sequence[User], approvers: Sequence[User]) -> list[Reason]:
    known = set(
        taking_part()
        .filter(pk__in=[each.pk for each in (*requesters, *approvers)])
        .values_list("pk", flat=True)
    )
    problems = [
        reasons.UNKNOWN_PERSON(field=field, email=each.email)
        for field, people in (("requesters", requesters), ("approvers", approvers))
        for each in people
        if each.pk not in known
    ]
    both = {each.pk for each in requesters} & {each.pk for each in approvers}
    problems += [
        reasons.TWO_PARTS(field="approvers", name=each.name) for each in approvers if each.pk in both
    ]
    return problems if requesters else [reasons.NO_REQUESTER(field="requesters"), *problems]


def _plain(changes: Mapping[str, object]) -> dict[str, object]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}


def _with_kept_currency(locked: Request, changes: Mapping[str, object]) -> dict[str, object]:
    """A budget needs a currency: a new one or the one that stands there; and the other way round."""
    kept = {name: getattr(locked, name) for name in ("budget_micro", "currency")}
    touched = {name: changes.get(name, kept[name]) for name in kept} if kept.keys() & changes.keys() else {}
    return {**changes, **touched}


def _replace_volumes(locked: Request, rows: Sequence[VolumeRow], markets: Mapping[str, Market]) -> None:
    Volume.objects.filter(request=locked).delete()
    Volume.objects.bulk_create(
        Volume(
            request=locked,
            market=markets[row.market],
            language=row.language or markets[row.market].language,
            n_items=row.n_items,
        )
        for row in rows
    )
