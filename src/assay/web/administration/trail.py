"""Events of the audit trail in words: who did what to which thing, and what was there before."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.kit.models import AuditEvent
from assay.web.administration.naming import POINTERS, Reference, actors_of, names_of, noun

# What says nothing to a reader: keys, and the digests of what is personal.
UNSAID = {"id", "uid"}
PERSONAL = {"people_user": {"email", "name"}}
SENTENCES = {
    "INSERT": gettext_noop("%(actor)s added the %(noun)s"),
    "UPDATE": gettext_noop("%(actor)s changed the %(noun)s"),
    "DELETE": gettext_noop("%(actor)s removed the %(noun)s"),
}
LONGEST = 160
# How PostgreSQL writes a moment into JSON; the sessions of Assay are in UTC.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


@dataclass(frozen=True, slots=True)
class Change:
    """One column. On a new row only `after` says something, on a removed one only `before`."""

    column: str
    before: str
    after: str
    is_personal: bool


@dataclass(frozen=True, slots=True)
class ShownEvent:
    key: int
    recorded_at: datetime
    sentence: str
    name: str
    actor: str
    via: str
    table: str
    row: int
    op: str
    changes: tuple[Change, ...]


def shown(events: Iterable[AuditEvent]) -> list[ShownEvent]:
    rows = list(events)
    names = names_of(reference for event in rows for reference in _references(event))
    actors = actors_of(event.actor for event in rows)
    return [_shown(event, names, actors) for event in rows]


def _shown(event: AuditEvent, names: Mapping[Reference, str], actors: Mapping[str, str]) -> ShownEvent:
    actor = actors.get(event.actor, event.actor) or _("Assay itself")
    return ShownEvent(
        key=event.pk,
        recorded_at=event.recorded_at,
        sentence=_(SENTENCES[event.op]) % {"actor": actor, "noun": noun(event.table_name)},
        name=_name(event, names),
        actor=event.actor,
        via=event.via,
        table=event.table_name,
        row=event.row_id,
        op=event.op,
        changes=tuple(_changes(event, names)),
    )


def _name(event: AuditEvent, names: Mapping[Reference, str]) -> str:
    """The thing's own name, or that of whom it belongs to, or its number."""
    own = names.get((event.table_name, event.row_id))
    if own:
        return own
    for column in ("contributor_id", "user_id", "project_id"):
        for value in reversed(event.changes.get(column, [])):
            if found := names.get((POINTERS[column], value or 0)):
                return f"{found} (#{event.row_id})"
    return f"#{event.row_id}"


def _changes(event: AuditEvent, names: Mapping[Reference, str]) -> Iterable[Change]:
    personal = PERSONAL.get(event.table_name, set())
    for column, (before, after) in sorted(event.changes.items()):
        if column in UNSAID or (before in _NOTHING and after in _NOTHING):
            continue
        is_personal = column in personal
        label = column.removesuffix("_id").replace("_", " ")
        if is_personal:
            yield Change(label, "", "", is_personal=True)
        else:
            yield Change(label, _text(column, before, names), _text(column, after, names), is_personal=False)


def _text(column: str, value: object, names: Mapping[Reference, str]) -> str:
    if value in _NOTHING:
        return ""
    if column in POINTERS and isinstance(value, int):
        return names.get((POINTERS[column], value), f"#{value}")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if _MOMENT.fullmatch(text):
        return f"{text[:10]} {text[11:16]} UTC"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _references(event: AuditEvent) -> Iterable[Reference]:
    yield event.table_name, event.row_id
    for column, values in event.changes.items():
        if column in POINTERS:
            yield from ((POINTERS[column], value) for value in values if isinstance(value, int))


_NOTHING: tuple[object, ...] = (None, "", [], {})
