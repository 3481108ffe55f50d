"""An import, looked at before it begins: the first rows, what each column means, what becomes of what is there."""

from dataclasses import dataclass
from typing import Any  # Cells are JSON.
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.models import StoredFile
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import is_allowed
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import LabelSchema, localised
from assay.quality.actions.reusing import reuse_in_batch
from assay.web.jobs.starting import to_job
from assay.web.projects.uploads import kept
from assay.web.requests import done, signed_in, user_of
from assay.work.actions.importing_files import start_task_import
from assay.work.actions.importing_tasks import Choices
from assay.work.actions.reading_files import Glance, glance
from assay.work.models import Batch
from assay.work.queries.batches import batch_for
from assay.work.queries.importing import columns_of_project, task_file_for
from assay.work.rules import reasons
from assay.work.rules.columns import NAMED, Columns, fields_of, parsed, suggested
from assay.work.rules.formats import ENDINGS, format_of

LONGEST_CELL = 80


@dataclass(frozen=True, slots=True)
class Meaning:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: what it is read as, and its first cells."""

    nth: int
    name: str
    meaning: str
    cells: tuple[str, ...]


@signed_in
@require_POST
def look(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Keep the file, and look at it."""
    found = batch_for(user_of(request), batch, Permission.MANAGE_TASKS)
    try:
        file = kept(request, found.project, formats=ENDINGS, otherwise=reasons.FILE_FORMAT)
    except Refused as refused:
        return _back(request, refused, batch)
    return redirect("batch-import-file", batch=batch, file=file.uid)


@signed_in
@require_GET
def file(request: HttpRequest, batch: UUID, file: UUID) -> HttpResponse:
    """The first rows with what each column means."""
    person = user_of(request)
    found = batch_for(person, batch, Permission.MANAGE_TASKS)
    stored = task_file_for(found.project, file)
    try:
        seen = glance(stored)
    except Refused as refused:
        return _back(request, refused, batch)
    schema = parsed_schema(found.project.schema_version_id or 0)
    may_gold = found.is_gold and is_allowed(person, found.project, Permission.MANAGE_GOLD)
    context = {
        "project": found.project,
        "tab": "batches",
        "batch": found,
        "file": stored,
        "columns": _columns(found, schema, seen),
        "meanings": meanings(schema, with_gold=may_gold),
        "speaks": _speaks(stored, seen),
    }
    return render(request, "web/projects/import.html", context)


@signed_in
@require_POST
def start(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Begin: with a file that was looked at, one that comes along, or one at an address."""
    person = user_of(request)
    found = batch_for(person, batch, Permission.MANAGE_TASKS)
    asked = request.POST
    stored = task_file_for(found.project, _uid(asked["stored"])) if "stored" in asked else None
    address = asked.get("address", "").strip()

    def begin() -> Any:  # A Job.
        wanted = stored
        if wanted is None and not address:
            wanted = kept(request, found.project, formats=ENDINGS, otherwise=reasons.FILE_FORMAT)
        return start_task_import(
            person,
            batch=found,
            file=wanted,
            address=address,
            columns=_asked_columns(asked, stored) if stored else None,
            choices=Choices(asked.get("duplicates") == "skip", asked.get("labels") == "reuse"),
            now=now(),
        )

    here = (
        reverse("batch-import-file", args=[batch, stored.uid]) if stored else reverse("batch", args=[batch])
    )
    return to_job(request, begin, otherwise=here)


@signed_in
@require_POST
def reuse(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take labels over for what came in before its content had one."""
    person = user_of(request)
    found = batch_for(person, batch, Permission.MANAGE_TASKS)
    return done(
        request,
        lambda: reuse_in_batch(person, batch=found, now=now()),
        _("Tasks whose content has a valid label took it over; nobody is asked about them any more."),
        reverse("batch", args=[batch]),
    )


def meanings(schema: LabelSchema, *, with_gold: bool) -> list[tuple[str, list[Meaning]]]:
    """What a column can be, in groups."""
    groups = [
        (
            _("The task"),
            [
                Meaning("named.external_id", _("External id")),
                Meaning("named.market", _("Market")),
                Meaning("named.priority", _("Priority")),
                Meaning("named.expires_at", _("Expires at")),
                Meaning("named.content_severity", _("Severity of the content, 0 to 4")),
                Meaning("named.content_category", _("Category of the content")),
            ],
        ),
        (_("Content that is shown"), [Meaning(f"field.{name}", name) for name in fields_of(schema)]),
    ]
    if with_gold:
        known = [
            Meaning(f"gold.{each.id}", localised(each.label, "en") or each.id) for each in schema.questions
        ]
        groups.append((_("Known answer"), [*known, Meaning("named.gold_reason", _("The reason for it"))]))
    return groups


def _columns(batch: Batch, schema: LabelSchema, seen: Glance) -> list[Column]:
    """As the project's last import read them, where the file has those columns; else by their names."""
    chosen = columns_of_project(batch.project, seen.columns) or suggested(schema, seen.columns)
    means = {column: f"field.{name}" for name, column in chosen.fields.items()}
    means |= {column: f"gold.{name}" for name, column in chosen.gold.items()}
    means |= {getattr(chosen, name): f"named.{name}" for name in NAMED if getattr(chosen, name)}
    shown = set(fields_of(schema))
    return [
        Column(
            nth,
            name,
            _kept_as_is(means.get(name, ""), shown),
            tuple(_cell(row.cells, name) for row in seen.rows),
        )
        for nth, name in enumerate(seen.columns)
    ]


def _kept_as_is(meaning: str, shown: set[str]) -> str:
    """Content that no block shows is kept beside it, under the column's name."""
    return "kept" if meaning.startswith("field.") and meaning[6:] not in shown else meaning


def _cell(cells: Any, name: str) -> str:
    value = cells.get(name)
    if value is None and "." in name:
        outer, inner = name.split(".", 1)
        value = (cells.get(outer) or {}).get(inner) if isinstance(cells.get(outer), dict) else None
    text = value if isinstance(value, str) else "" if value is None else msgspec.json.encode(value).decode()
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def _speaks(file: StoredFile, seen: Glance) -> bool:
    """Lines of JSON that name their parts need no columns."""
    is_json = format_of(file.name) == "jsonl"
    return is_json and any("content" in row.cells and "external_id" in row.cells for row in seen.rows)


def _asked_columns(asked: QueryDict, file: StoredFile | None) -> Columns | None:
    if file is None or asked.get("speaks"):
        return None
    named: dict[str, str] = {}
    fields: dict[str, str] = {}
    gold: dict[str, str] = {}
    for nth, name in enumerate(glance(file).columns):
        kind, _dot, what = asked.get(f"column-{nth}", "").partition(".")
        if kind == "named" and what in NAMED:
            named[what] = name
        elif kind == "field":
            fields[what] = name
        elif kind == "kept":
            fields[name] = name
        elif kind == "gold":
            gold[what] = name
    return parsed({"external_id": "", **named, "fields": fields, "gold": gold})


def _back(request: HttpRequest, refused: Refused, batch: UUID) -> HttpResponse:
    for reason in refused.reasons:
        messages.error(request, reason.said)
    return redirect("batch", batch=batch)


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
